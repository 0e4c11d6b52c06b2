package io.orgscribe.extraction;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.orgscribe.catalog.CatalogKnowledge;
import io.orgscribe.catalog.CatalogKnowledge.Size;
import io.orgscribe.catalog.CatalogNames;
import io.orgscribe.catalog.ColumnAnnotation;
import io.orgscribe.catalog.Staging;
import io.orgscribe.extraction.OptionalCalls.Part;
import io.orgscribe.run.Attempt;
import io.orgscribe.run.Claim;
import io.orgscribe.run.RunStore;
import io.orgscribe.salesforce.Definitions;
import io.orgscribe.salesforce.FailureCause;
import io.orgscribe.salesforce.PackedQuery;
import io.orgscribe.salesforce.PackedSink;
import io.orgscribe.salesforce.Row;
import io.orgscribe.salesforce.SalesforceException;

/**
 * Reads what CustomField and FieldDefinition say about columns. Both are read of a table or none: what only one of them
 * says must not look like a change.
 */
@ApplicationScoped
public class FieldDefinitionReader {

    /** Columns whose custom fields are asked for together: one call's worth, so that a small budget gets on. */
    private static final int SLICE = 9_000;
    /** Where calls are not counted out: as many as fit in memory, a few bytes each. */
    private static final int WIDE_SLICE = 60_000;
    /** Columns that are waited for while tables are described: two calls' worth, so that calls are full. */
    public static final int FOLLOWING = 2 * SLICE;

    private final OptionalCalls optional;
    private final Definitions definitions;
    private final Staging staging;
    private final CatalogKnowledge knowledge;
    private final RunStore runs;

    FieldDefinitionReader(
            OptionalCalls optional,
            Definitions definitions,
            Staging staging,
            CatalogKnowledge knowledge,
            RunStore runs) {
        this.optional = optional;
        this.definitions = definitions;
        this.staging = staging;
        this.knowledge = knowledge;
        this.runs = runs;
    }

    /**
     * Stages annotations of the columns of those tables that have none yet, as they are described.
     *
     * @param lacking lower-case names of tables that are left as they are, for their own definition is not known
     * @param least so many tables of none of which a field is defined are taken for a permission that lacks
     * @return whether all was read, but for what has failed table by table
     * @throws SalesforceException {@link FailureCause#VIEW_SETUP_MISSING} where there are no definitions at all
     */
    boolean read(Attempt attempt, Access access, DescribedTables described, Set<String> lacking, int least) {
        Set<String> done = staging.marked(attempt.claim().runId(), Staging.COLUMNS);
        Undefined undefined = new Undefined(!done.isEmpty());
        boolean all = true;
        for (List<String> names = described.next(FOLLOWING); !names.isEmpty(); names = described.next(FOLLOWING)) {
            List<String> open = names.stream()
                    .filter(name -> !done.contains(CatalogNames.key(name)) && !lacking.contains(CatalogNames.key(name)))
                    .toList();
            all &= read(attempt, access, open, undefined);
        }
        if (undefined.any || undefined.tables.size() < least || attempt.stopped()) {
            stageUndefined(attempt, undefined);
            return all;
        }
        throw UnusableRows.none("FieldDefinition", undefined.tables.size());
    }

    /**
     * Tables of which no field is defined: none of any table would tell nothing of them, so they wait for another one; and
     * those of which a definition is of no use.
     */
    private static final class Undefined {

        private final List<String> tables = new ArrayList<>();
        /** Lower-case names; "" where a definition does not tell of which table it is. */
        private final Set<String> partial = new HashSet<>();

        private boolean any;

        /** @param any whether some table has a definition */
        Undefined(boolean any) {
            this.any = any;
        }

        private boolean isPartial(String table) {
            return partial.contains("") || partial.contains(CatalogNames.key(table));
        }
    }

    private void stageUndefined(Attempt attempt, Undefined undefined) {
        if (!undefined.tables.isEmpty()) {
            attempt.requireGoing();
            staging.annotateColumns(
                    runs.staging(attempt.claim()),
                    List.copyOf(undefined.tables),
                    undefined.tables.stream().filter(undefined::isPartial).toList(),
                    List.of());
            undefined.tables.clear();
            attempt.progress().advance();
        }
    }

    private boolean read(Attempt attempt, Access access, List<String> open, Undefined undefined) {
        attempt.requireGoing();
        Claim claim = attempt.claim();
        Map<String, Size> sizes = knowledge.sizes(claim.connectionId(), claim.runId(), open);
        int most = attempt.progress().bounded() ? SLICE : WIDE_SLICE;
        List<String> slice = new ArrayList<>();
        int columns = 0;
        boolean all = true;
        for (String name : open) {
            // Of a table that could not be described nothing is known that a definition could add to.
            if (sizes.containsKey(CatalogNames.key(name))) {
                int more = sizes.get(CatalogNames.key(name)).columns();
                if (columns + more > most && !slice.isEmpty()) {
                    all &= read(attempt, access, slice, sizes, undefined);
                    slice = new ArrayList<>();
                    columns = 0;
                }
                slice.add(name);
                columns += more;
            }
        }
        return (slice.isEmpty() || read(attempt, access, slice, sizes, undefined)) && all;
    }

    private boolean read(
            Attempt attempt, Access access, List<String> names, Map<String, Size> sizes, Undefined undefined) {
        attempt.requireGoing();
        CustomFieldDefinitions custom = new CustomFieldDefinitions(attempt, runs);
        PackedQuery customFields = DefinitionQueries.customFields(custom.tables(names, sizes));
        try (BackgroundTask<Boolean> reading =
                BackgroundTask.start("custom-fields", () -> read(attempt, access, customFields, custom))) {
            if (attempt.progress().bounded()) {
                // What calls have brought must not wait for one that is not allowed any more.
                reading.join();
            }
            Fields fields = new Fields(attempt, custom, reading, undefined);
            definitions.read(
                    access.sessions(),
                    access.apiVersion(),
                    DefinitionQueries.fields(names, sizes),
                    fields,
                    attempt.progress());
            fields.end();
            attempt.requireGoing();
            return reading.join();
        }
    }

    /** @return whether they were read; else what definitions say of their tables is left as it is */
    private boolean read(Attempt attempt, Access access, PackedQuery query, CustomFieldDefinitions custom) {
        return optional.read(
                attempt,
                access.sessions(),
                Part.CUSTOM_FIELDS,
                () -> {
                    definitions.read(access.sessions(), access.apiVersion(), query, custom, attempt.progress());
                    custom.end();
                    return true;
                },
                why -> {
                    custom.leaveOut();
                    return false;
                });
    }

    /** Stages annotations of whole tables as they are read. */
    private final class Fields implements PackedSink {

        private final Attempt attempt;
        private final CustomFieldDefinitions custom;
        private final BackgroundTask<Boolean> reading;
        private final Undefined undefined;
        private final List<Row> unusable = new ArrayList<>();

        /** @param reading fills {@code custom} */
        Fields(Attempt attempt, CustomFieldDefinitions custom, BackgroundTask<Boolean> reading, Undefined undefined) {
            this.attempt = attempt;
            this.custom = custom;
            this.reading = reading;
            this.undefined = undefined;
        }

        @Override
        public void read(List<String> tables, List<Row> rows) {
            reading.join();
            List<String> kept =
                    tables.stream().filter(table -> !custom.failed(table)).toList();
            if (rows.isEmpty()) {
                undefined.tables.addAll(kept);
            } else {
                undefined.any = true;
                stage(kept, rows);
            }
        }

        private void stage(List<String> tables, List<Row> rows) {
            rows.stream().filter(field -> name(field).isEmpty()).forEach(this::unusable);
            rows.stream()
                    .filter(field -> custom.lacks(durableId(field)))
                    .forEach(field -> undefined.partial.add(CatalogNames.key(table(field))));
            staging.annotateColumns(
                    runs.staging(attempt.claim()),
                    tables,
                    tables.stream().filter(undefined::isPartial).toList(),
                    rows.stream()
                            .filter(field -> !name(field).isEmpty())
                            .filter(field -> !custom.failed(table(field)))
                            .filter(field -> !custom.lacks(durableId(field)))
                            .map(this::annotation)
                            .toList());
            attempt.progress().advance();
        }

        @Override
        public void unusable(Row row) {
            unusable.add(row);
            undefined.partial.add(CatalogNames.key(table(row)));
        }

        /** Nothing more is read. */
        void end() {
            UnusableRows.tell(attempt, "FieldDefinition", unusable);
            if (undefined.any) {
                stageUndefined(attempt, undefined);
            }
        }

        private static String name(Row field) {
            return field.text("QualifiedApiName").orElse("");
        }

        private static String durableId(Row field) {
            return DurableId.customField(field.text("DurableId").orElse(""));
        }

        private static String table(Row field) {
            return field.text(DefinitionQueries.ENTITY_NAME).orElse("");
        }

        private ColumnAnnotation annotation(Row field) {
            String durableId = durableId(field);
            CustomFieldDefinitions.Definition more = custom.find(durableId);
            String dataType = field.text("DataType").orElse(null);
            return new ColumnAnnotation(
                    table(field),
                    name(field),
                    durableId,
                    field.text("Label").orElse(null),
                    FieldType.ofDataType(dataType),
                    dataType,
                    field.text("Description").orElse(null),
                    field.list("ComplianceGroup", ";"),
                    field.text("SecurityClassification").orElse(null),
                    field.text("BusinessOwnerId").orElse(null),
                    field.text("BusinessStatus").orElse(null),
                    more == null ? null : more.state(),
                    more == null ? field.time("LastModifiedDate").orElse(null) : more.modifiedAt(),
                    more == null ? field.text("LastModifiedBy.Name").orElse(null) : more.modifiedBy());
        }

        @Override
        public void failed(String table, SalesforceException why) {
            undefined.any = true;
            runs.failAlone(attempt, table, why);
        }

        @Override
        public boolean stopped() {
            return attempt.stopped();
        }
    }
}
