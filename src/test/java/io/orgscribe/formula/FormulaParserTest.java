package io.orgscribe.formula;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.orgscribe.formula.ParsedFormula.Parsed;
import io.orgscribe.formula.ParsedFormula.Unparsable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

class FormulaParserTest {

    @ParameterizedTest
    @CsvSource(
            delimiterString = " ~ ",
            quoteCharacter = '`',
            value = {
                "Amount ~ Amount",
                "Account.Owner.Name ~ Account>Owner>Name",
                "Parent__r.Sub_Type__c ~ Parent__r>Sub_Type__c",
                "ns__Household__pr.ns__Total__c ~ ns__Household__pr>ns__Total__c",
                "Owner:User.Name ~ Owner:User>Name",
                "What:Account.Owner:User.Email ~ What:Account>Owner:User>Email",
                "ISBLANK(Owner:Queue) ~ Owner:Queue",
                "CASESAFEID(Account) ~ Account",
                "Line#1 ~ Line#1",
                "$User.Alias ~ User/Alias",
                "$User.Manager.Name ~ User/Manager>Name",
                "$profile.Name ~ Profile/Name",
                "$UserRole.DeveloperName ~ UserRole/DeveloperName",
                "$ORGANIZATION.Division ~ Organization/Division",
                "$Setup.Toggles__c.Beta__c ~ Toggles__c/Beta__c",
                "$CustomMetadata.Rate__mdt.Standard.Percent__c ~ Rate__mdt/Percent__c",
                "$CustomMetadata.Rate__mdt.Standard.Next__r.Percent__c ~ Rate__mdt/Next__r>Percent__c",
                "$ObjectType.Zip__c.Fields.City__c ~ Zip__c/City__c",
                "VLOOKUP($ObjectType.Zip__c.fields.City__c, $ObjectType.Zip__c.Fields.Name, Zip) "
                        + "~ Zip__c/City__c Zip__c/Name Zip",
                "$Source.AccountId = Id ~ $Source/AccountId Id",
                "A__c + B__c - C__c * D__c / E__c ^ F__c & G__c ~ A__c B__c C__c D__c E__c F__c G__c",
                "a__c || b__c && c__c ~ a__c b__c c__c",
                "a = b == c <> d != e < f > g <= h >= i ~ a b c d e f g h i",
                "a||b&&c==d<>e!=f<=g>=h ~ a b c d e f g h",
                "customnumber__c -- 2 ~ customnumber__c",
                "- + ! a - - + ! b ~ a b",
                "NOT a ~ a",
                "not NOT(a) && Not (b) ~ a b",
                "NOTE__c + Nullable + TrueNorth__c ~ NOTE__c Nullable TrueNorth__c",
                "(((a))) ~ a",
                "IF(a, TODAY(), f(g(b))) ~ a b",
                "IF /* why */ (a, b, c) ~ a b c",
                "[x=a, y=b+1, 'z'=[w=c]] ~ a b c",
                "HYPERLINK(\"/\" & Id, \"Name, (Owner.Name\") ~ Id",
                "\"say \\\"Name\\\" \" & 'Name\\\\' & Id ~ Id",
                "'\\x' & \"\\\" & Id\" & Name ~ Name",
                "/* Name */ Id /* /* no nesting */ + Amount /**/ ~ Id Amount",
                "amount + Amount + AMOUNT + Account.name + account.NAME ~ amount Account>name",
                "Account.Name + Name + Account.Name ~ Account>Name Name",
                "1.5*a+2 ~ a",
            })
    void paths_as_tables_and_steps(String formula, String paths) {
        assertThat(parsed(formula).paths()).extracting(FormulaParserTest::text).containsExactly(paths.split(" "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TRUE",
                "false",
                "Null",
                "1",
                "1.50",
                "''",
                "\"\"",
                "TODAY()",
                "TRUE()",
                "PI ( )",
                "[]",
                "'\n'",
                "Account.Name()",
                "$Api.Session_ID()",
                "\u00a0\ufeff1\u2003"
            })
    void what_refers_to_nothing(String formula) {
        assertThat(parsed(formula)).isEqualTo(new Parsed(List.of(), List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " ~ ",
            value = {
                "$Label.Greeting & $Label.ns.Bye & $label.GREETING ~ $Label.Greeting $Label.ns.Bye",
                "$Permission.Edit_All ~ $Permission.Edit_All",
                "LEFT($Api.Session_ID, 1) ~ $Api.Session_ID",
                "$System.OriginDateTime ~ $System.OriginDateTime",
                "$ObjectType.Account ~ $ObjectType.Account",
                "$ObjectType.Account.Name ~ $ObjectType.Account.Name",
                "$ObjectType.Account.Fields ~ $ObjectType.Account.Fields",
                "$Setup.Toggles__c ~ $Setup.Toggles__c",
                "$CustomMetadata.Rate__mdt.Standard ~ $CustomMetadata.Rate__mdt.Standard",
                "$User ~ $User",
                "$Whatever.X.Y ~ $Whatever.X.Y",
                "$ ~ $",
            })
    void globals_that_are_no_columns(String formula, String globals) {
        assertThat(parsed(formula).globals()).containsExactly(globals.split(" "));
        assertThat(parsed(formula).paths()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " ~ ",
            quoteCharacter = '`',
            value = {
                "`` ~ 0 ~ The formula ends where a field, a value or a function is expected",
                "/* only */ ~ 10 ~ The formula ends where a field, a value or a function is expected",
                "Id & ~ 4 ~ The formula ends where a field, a value or a function is expected",
                "Id Name ~ 3 ~ “Name” stands where an operator or the end is expected",
                "1a ~ 1 ~ “a” stands where an operator or the end is expected",
                "Id) ~ 2 ~ “)” stands where an operator or the end is expected",
                "Id ! Name ~ 3 ~ “!” stands where an operator or the end is expected",
                "IF(Id, (Name ~ 7 ~ The “(” here is never closed",
                "IF(Id Name) ~ 6 ~ “Name” stands where an operator, “,” or “)” is expected",
                "(Id, Name) ~ 3 ~ “,” stands where an operator, “,” or “)” is expected",
                "IF(Id,) ~ 6 ~ “)” stands where a field, a value or a function is expected",
                "Id & \"Name ~ 5 ~ The text that begins here has no end",
                "Id & \"Name\\\" ~ 5 ~ The text that begins here has no end",
                "Id /* Name ~ 3 ~ The comment that begins here has no end",
                "Id | Name ~ 3 ~ “|” is no part of a formula",
                "Id; Name ~ 2 ~ “;” is no part of a formula",
                "Id & {!Name} ~ 5 ~ “{” is no part of a formula",
                "Id + .5 ~ 5 ~ “.” is no part of a formula",
                "Id & Größe__c ~ 7 ~ The character U+00F6 is no part of a formula",
                "Id & 😀 ~ 5 ~ The character U+1F600 is no part of a formula",
                "Id + Account..Name ~ 5 ~ “Account..Name” lacks a name beside a dot or colon",
                "Id + Owner: ~ 5 ~ “Owner:” lacks a name beside a dot or colon",
                "Id + [1=Name] ~ 6 ~ “1” stands where a key is expected",
                "Id + [a:Name] ~ 12 ~ “]” stands where “=” is expected",
            })
    void what_does_not_parse_says_where_and_why(String formula, int position, String reason) {
        assertThat(FormulaParser.parse(formula)).isInstanceOfSatisfying(Unparsable.class, unparsable -> {
            assertThat(unparsable.position()).isEqualTo(position);
            assertThat(unparsable.reason()).isEqualTo(reason);
        });
    }

    @Test
    void paths_before_what_does_not_parse_are_told() {
        ParsedFormula stopped = FormulaParser.parse("IF($Label.Yes = Account.Name, Id, ?, Amount)");

        assertThat(stopped).isInstanceOf(Unparsable.class);
        assertThat(stopped.paths()).extracting(FieldPath::text).containsExactly("Account.Name", "Id");
        assertThat(stopped.globals()).containsExactly("$Label.Yes");
    }

    @Test
    void a_path_is_told_as_it_was_written() {
        assertThat(parsed("$CUSTOMMETADATA.Rate__mdt.Eu.Owner:User.name")
                        .paths()
                        .get(0)
                        .text())
                .isEqualTo("$CUSTOMMETADATA.Rate__mdt.Eu.Owner:User.name");
    }

    @Test
    void nesting_has_a_bound() {
        int most = FormulaParser.MOST_NESTED - 1;

        assertThat(parsed("(".repeat(most) + "Id" + ")".repeat(most)).paths()).hasSize(1);
        assertThat(FormulaParser.parse("f(".repeat(most + 1) + "Id" + ")".repeat(most + 1)))
                .isInstanceOfSatisfying(
                        Unparsable.class,
                        deep -> assertThat(deep.reason()).isEqualTo("The formula is nested more than 500 deep"));
    }

    /** On a stack that is smaller than that of any thread of the service. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "(",
                ")",
                "[",
                "[a=",
                "f(",
                "-",
                "NOT ",
                "!",
                "a+",
                "a,",
                "\"",
                "\\",
                "/*",
                "a.",
                ":",
                "$",
                "1",
                "\0",
                "\ud800",
                "\udc00\ud800",
                "\u202e\u05d0",
                "\u00a0",
                "/**/",
                "'\\'",
                "é",
                "x "
            })
    void a_million_letters_of_one_kind_end_quickly(String part) throws Exception {
        String formula = part.repeat(1_000_000 / part.length());
        Thread small = new Thread(
                null, () -> assertThatNoException().isThrownBy(() -> FormulaParser.parse(formula)), "small", 512_000);
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        small.setUncaughtExceptionHandler((thread, failure) -> failures.add(failure));

        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            small.start();
            small.join();
        });

        assertThat(failures).isEmpty();
    }

    private static Parsed parsed(String formula) {
        ParsedFormula result = FormulaParser.parse(formula);
        assertThat(result).describedAs(formula).isInstanceOf(Parsed.class);
        return (Parsed) result;
    }

    /** {@code table/step>step:target}, the table only where it is not the own one. */
    static String text(FieldPath path) {
        String steps = path.steps().stream()
                .map(step -> step.name() + (step.target() == null ? "" : ":" + step.target()))
                .collect(Collectors.joining(">"));
        return path.table() == null ? steps : path.table() + "/" + steps;
    }
}
