package io.orgscribe.samplemodel;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.orgscribe.formula.FieldPath;
import io.orgscribe.formula.FormulaParser;
import io.orgscribe.formula.ParsedFormula;
import io.orgscribe.samplemodel.SampleLineage.Truth;
import io.orgscribe.samplemodel.SampleLineage.WrittenFormula;
import io.orgscribe.samplemodel.SampleLineage.WrittenPath;

import static org.assertj.core.api.Assertions.assertThat;

/** What is written of the sample org's formulas is true of its tables, and the parser finds the same paths. */
class SampleLineageTest {

    private static final SampleOrgSettings SETTINGS = new SampleOrgSettings() {};

    private final Org org = new Org(SETTINGS);
    private final SampleLineage lineage = new SampleLineage(org, SETTINGS.seed());

    @Test
    void at_least_sixty_formulas_are_written_by_hand_and_all_are_there() {
        Map<String, WrittenFormula> written = lineage.written("*");

        assertThat(written).hasSizeGreaterThanOrEqualTo(60);
        assertThat(written.keySet())
                .allSatisfy(name -> assertThat(field(name))
                        .hasValueSatisfying(field ->
                                assertThat(field.value("calculatedFormula")).isNotNull()));
    }

    /** Of small orgs, some have lost what a formula reads, and of large ones, some have formulas by other names. */
    @ParameterizedTest
    @CsvSource({"60, 0, 50", "500, 0, 200", "1000, 40000, 1000"})
    void the_parser_finds_the_paths_that_are_written(int tables, int columns, int atLeast) {
        SampleOrgSettings settings = new SampleOrgSettings() {
            @Override
            public int tables() {
                return tables;
            }

            @Override
            public int columns() {
                return columns;
            }
        };
        Org sized = new Org(settings);
        SampleLineage of = new SampleLineage(sized, settings.seed());
        int formulas = 0;
        for (String name : of.truth().keySet()) {
            TableModel table = sized.table(name.substring(0, name.indexOf('.'))).orElseThrow();
            FieldModel field = table.field(name.substring(name.indexOf('.') + 1));
            if (field.value("calculatedFormula") instanceof String formula) {
                agree(name, FormulaParser.parse(formula), of.formula(table, field));
                formulas++;
            }
        }
        assertThat(formulas).isGreaterThanOrEqualTo(atLeast);
    }

    private static void agree(String name, ParsedFormula parsed, WrittenFormula written) {
        assertThat(parsed instanceof ParsedFormula.Parsed).as(name).isEqualTo(written.parses());
        if (written.parses()) {
            assertThat(parsed.paths())
                    .as(name)
                    .extracting(FieldPath::text)
                    .containsExactlyInAnyOrderElementsOf(
                            written.paths().stream().map(WrittenPath::text).toList());
        }
    }

    @Test
    void each_written_column_is_a_reference_to_the_table_of_the_next() {
        List<String> wrong = lineage.written("*").values().stream()
                .flatMap(formula -> formula.paths().stream())
                .flatMap(path -> Stream.iterate(0, i -> i + 1)
                        .limit(path.columns().size())
                        .filter(i -> !fits(path.columns(), i))
                        .map(i -> path.text() + " at " + path.columns().get(i)))
                .toList();

        assertThat(wrong).isEmpty();
    }

    private boolean fits(List<String> columns, int at) {
        if (columns.get(at).equals("?")) {
            return at == columns.size() - 1;
        }
        Optional<FieldModel> field = field(columns.get(at));
        if (at == columns.size() - 1 || columns.get(at + 1).equals("?")) {
            return field.isPresent();
        }
        String next = columns.get(at + 1);
        return field.filter(f -> f.referenceTo().contains(next.substring(0, next.indexOf('.'))))
                .isPresent();
    }

    @Test
    void only_what_is_made_so_is_unresolved_or_does_not_parse() {
        Map<String, Truth> truth = lineage.truth();

        assertThat(named(truth, t -> !t.parses()))
                .containsExactly(
                        "Asset.Merged_Name__c", "Asset.Price_Class__c", "Asset.Serial_Text__c", "Asset.Unit_Price__c");
        assertThat(named(truth, t -> !t.unresolved().isEmpty()))
                .containsExactly(
                        "Case.Former_Limit__c",
                        "Case.Former_Partner__c",
                        "Case.Former_Segment__c",
                        "Case.Former_Status__c",
                        "Case.Former_Subject__c",
                        "Case.Queue__c",
                        "Opportunity.Secret_Code__c");
    }

    private static Set<String> named(Map<String, Truth> truth, Predicate<Truth> like) {
        return truth.entrySet().stream()
                .filter(entry -> like.test(entry.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void truth_by_example() {
        Map<String, Truth> truth = lineage.truth();

        assertThat(truth.get("Contact.Account_Owner__c"))
                .isEqualTo(new Truth(Set.of("Contact.AccountId", "Account.OwnerId", "User.Name"), Set.of(), true));
        assertThat(truth.get("Case.Former_Segment__c"))
                .isEqualTo(new Truth(Set.of("Case.AccountId"), Set.of("Account.Segment__c"), true));
        assertThat(truth.get("Account.gvnfund__Total_Gifts__c").reads()).hasSizeGreaterThanOrEqualTo(1);
    }

    private Optional<FieldModel> field(String name) {
        int dot = name.indexOf('.');
        return org.table(name.substring(0, dot)).flatMap(table -> table.find(name.substring(dot + 1)));
    }
}
