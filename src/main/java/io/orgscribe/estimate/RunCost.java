package io.orgscribe.estimate;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.orgscribe.catalog.CatalogKnowledge.Size;
import io.orgscribe.catalog.CatalogNames;
import io.orgscribe.extraction.DefinitionQueries;
import io.orgscribe.extraction.FieldDefinitionReader;
import io.orgscribe.salesforce.RollUpSummaries;
import io.orgscribe.salesforce.SalesforceConfig;

/** What a run costs in counted calls, before it is begun: the queries are packed as the run itself packs them. */
@ApplicationScoped
public class RunCost {

    /** Organization and user in one, /limits, describeGlobal, record counts. */
    private static final int BEFORE_TABLES = 4;
    /** As long as an id, which nobody knows before. */
    private static final String ID = "01I000000000000";
    /** Of a table that nobody has described yet. */
    private static final Size ORDINARY = new Size(null, 40, 15);

    private static final Size ORDINARY_CUSTOM = new Size(ID, 40, 15);
    /** Nobody knows before a first run how many there are: a call's worth. */
    static final int UNKNOWN_ROLL_UPS = RollUpSummaries.A_CALL;

    private final SalesforceConfig salesforce;

    RunCost(SalesforceConfig salesforce) {
        this.salesforce = salesforce;
    }

    /**
     * A table that may be read.
     *
     * @param recordTypes whether it has any beyond Master, or may have
     */
    record Sized(String name, Size size, boolean recordTypes) {

        /** Of a table that has not been described yet. */
        static Sized unknown(String name) {
            return new Sized(name, name.endsWith("__c") ? ORDINARY_CUSTOM : ORDINARY, true);
        }
    }

    /** Of a first run that lets in all of the tables with these API names. */
    public int first(List<String> names) {
        List<Sized> tables = names.stream().map(Sized::unknown).toList();
        return BEFORE_TABLES + describe(tables.size()) + annotate(tables, UNKNOWN_ROLL_UPS);
    }

    int describe(int tables) {
        int batch = salesforce.batchSize();
        return (tables + batch - 1) / batch;
    }

    private static int columns(List<Sized> tables) {
        return tables.stream().mapToInt(table -> table.size().columns()).sum();
    }

    /** A call of either kind may be less than full each time that some of the columns are asked for. */
    int annotate(List<Sized> tables, int rollUps) {
        List<String> names = tables.stream().map(Sized::name).toList();
        Map<String, Size> sizes = new HashMap<>();
        tables.forEach(table -> sizes.put(CatalogNames.key(table.name()), table.size()));
        List<String> ids = Collections.nCopies(
                (int) tables.stream()
                        .filter(table -> table.size().durableId() != null)
                        .count(),
                ID);
        Map<String, Integer> custom = new HashMap<>();
        tables.stream()
                .filter(table -> table.size().customColumns() > 0)
                .forEach(table -> custom.put(table.name(), table.size().customColumns()));
        List<String> having =
                tables.stream().filter(Sized::recordTypes).map(Sized::name).toList();
        return DefinitionQueries.entities(names).calls()
                + DefinitionQueries.objects(ids).calls()
                + DefinitionQueries.recordTypes(having).calls()
                + DefinitionQueries.fields(names, sizes).calls()
                + DefinitionQueries.customFields(custom).calls()
                + 2 * (columns(tables) / FieldDefinitionReader.FOLLOWING)
                + (rollUps + RollUpSummaries.A_CALL - 1) / RollUpSummaries.A_CALL;
    }
}
