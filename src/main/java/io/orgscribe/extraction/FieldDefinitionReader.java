package io.orgscribe.extraction;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
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
import io.orgscribe.run.Attempt;
import io.orgscribe.run.Claim;
import io.orgscribe.run.RunStore;
import io.orgscribe.salesforce.Definitions;
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

    private final Definitions definitions;
    private final Staging staging;
    private final CatalogKnowledge knowledge;
    private final RunStore runs;

    FieldDefinitionReader(Definitions definitions, Staging staging, CatalogKnowledge knowledge, RunStore runs) {
        this.definitions = definitions;
        this.staging = staging;
        this.knowledge = knowledge;
        this.runs = runs;
    }

    /** Stages annotations of the columns of those tables that have none yet, as they are described. */
    void read(Attempt attempt, Access access, DescribedTables described) {
        Set<String> done = staging.marked(attempt.claim().runId(), Staging.COLUMNS);
        for (List<String> names = described.next(FOLLOWING); !names.isEmpty(); names = described.next(FOLLOWING)) {
            read(
                    attempt,
                    access,
                    names.stream()
                            .filter(name -> !done.contains(CatalogNames.key(name)))
                            .toList());
        }
    }

    private void read(Attempt attempt, Access access, List<String> open) {
        attempt.requireGoing();
        Claim claim = attempt.claim();
        Map<String, Size> sizes = knowledge.sizes(claim.connectionId(), claim.runId(), open);
        int most = attempt.progress().bounded() ? SLICE : WIDE_SLICE;
        List<String> slice = new ArrayList<>();
        int columns = 0;
        for (String name : open) {
            // Of a table that could not be described nothing is known that a definition could add to.
            if (sizes.containsKey(CatalogNames.key(name))) {
                int more = sizes.get(CatalogNames.key(name)).columns();
                if (columns + more > most && !slice.isEmpty()) {
                    read(attempt, access, slice, sizes);
                    slice = new ArrayList<>();
                    columns = 0;
                }
                slice.add(name);
                columns += more;
            }
        }
        if (!slice.isEmpty()) {
            read(attempt, access, slice, sizes);
        }
    }

    private void read(Attempt attempt, Access access, List<String> names, Map<String, Size> sizes) {
        attempt.requireGoing();
        CustomFields custom = new CustomFields(attempt);
        PackedQuery customFields = DefinitionQueries.customFields(custom.tables(names, sizes));
        try (BackgroundTask<Void> reading = BackgroundTask.start(
                "custom-fields",
                () -> definitions.read(
                        access.sessions(), access.apiVersion(), customFields, custom, attempt.progress()))) {
            if (attempt.progress().bounded()) {
                // What calls have brought must not wait for one that is not allowed any more.
                reading.join();
            }
            definitions.read(
                    access.sessions(),
                    access.apiVersion(),
                    DefinitionQueries.fields(names, sizes),
                    new Fields(attempt, custom, reading),
                    attempt.progress());
            reading.join();
        }
        attempt.requireGoing();
    }

    /**
     * What CustomField adds to a field's definition.
     *
     * @param state null where it is not told
     */
    private record CustomField(String state, Instant modifiedAt, String modifiedBy) {}

    private final class CustomFields implements PackedSink {

        private final Attempt attempt;
        private final Map<String, List<String>> tables = new HashMap<>();
        private final Map<String, CustomField> byId = new HashMap<>();
        private final Map<String, String> texts = new HashMap<>();
        private final Set<String> failed = new HashSet<>();

        CustomFields(Attempt attempt) {
            this.attempt = attempt;
        }

        /** Number of custom columns of those tables that have some, by what CustomField calls the table. */
        Map<String, Integer> tables(List<String> names, Map<String, Size> sizes) {
            Map<String, Integer> columns = new HashMap<>();
            for (String name : names) {
                Size size = sizes.get(CatalogNames.key(name));
                // What CustomField calls a custom table, its definition tells; satellites have none.
                if (size.customColumns() > 0 && (size.durableId() != null || !name.contains("__"))) {
                    String table = size.durableId() == null ? name : size.durableId();
                    List<String> asked = DefinitionQueries.ACTIVITIES.contains(name)
                            ? List.of(name, DefinitionQueries.ACTIVITY)
                            : List.of(table);
                    for (String one : asked) {
                        tables.computeIfAbsent(one, first -> new ArrayList<>()).add(name);
                        columns.merge(one, size.customColumns(), Math::max);
                    }
                }
            }
            return columns;
        }

        @Override
        public void read(List<String> values, List<Row> rows) {
            rows.forEach(row -> byId.put(
                    DurableId.of(row.text("Id").orElse("")),
                    new CustomField(
                            row.text("ManageableState").map(this::shared).orElse(null),
                            row.time("LastModifiedDate").orElse(null),
                            row.text("LastModifiedBy.Name").map(this::shared).orElse(null))));
        }

        /** The same few texts come thousands of times. */
        private String shared(String text) {
            return texts.computeIfAbsent(text, same -> same);
        }

        @Override
        public void failed(String table, SalesforceException why) {
            for (String name : tables.get(table)) {
                if (failed.add(CatalogNames.key(name))) {
                    runs.fail(attempt, name, why);
                }
            }
        }

        boolean failed(String name) {
            return failed.contains(CatalogNames.key(name));
        }

        @Override
        public boolean stopped() {
            return attempt.stopped();
        }

        /** Null for what CustomField does not list. */
        CustomField find(String durableId) {
            return durableId == null ? null : byId.get(durableId);
        }
    }

    /** Stages annotations of whole tables as they are read. */
    private final class Fields implements PackedSink {

        private final Attempt attempt;
        private final CustomFields custom;
        private final BackgroundTask<Void> reading;

        /** @param reading fills {@code custom} */
        Fields(Attempt attempt, CustomFields custom, BackgroundTask<Void> reading) {
            this.attempt = attempt;
            this.custom = custom;
            this.reading = reading;
        }

        @Override
        public void read(List<String> tables, List<Row> rows) {
            reading.join();
            staging.annotateColumns(
                    runs.staging(attempt.claim()),
                    tables.stream().filter(table -> !custom.failed(table)).toList(),
                    rows.stream()
                            .filter(field -> !custom.failed(table(field)))
                            .map(this::annotation)
                            .toList());
            attempt.progress().advance();
        }

        private static String table(Row field) {
            return field.text(DefinitionQueries.ENTITY_NAME).orElse("");
        }

        private ColumnAnnotation annotation(Row field) {
            String durableId = DurableId.customField(field.text("DurableId").orElse(""));
            CustomField more = custom.find(durableId);
            String dataType = field.text("DataType").orElse(null);
            return new ColumnAnnotation(
                    table(field),
                    field.text("QualifiedApiName").orElse(""),
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
            runs.fail(attempt, table, why);
        }

        @Override
        public boolean stopped() {
            return attempt.stopped();
        }
    }
}
