package io.orgscribe.extraction;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.orgscribe.catalog.CatalogKnowledge;
import io.orgscribe.catalog.CatalogNames;
import io.orgscribe.catalog.Json;
import io.orgscribe.catalog.Staging;
import io.orgscribe.extraction.OptionalCalls.Part;
import io.orgscribe.run.Attempt;
import io.orgscribe.run.Claim;
import io.orgscribe.run.JsonText;
import io.orgscribe.run.RunStore;
import io.orgscribe.salesforce.Definitions;
import io.orgscribe.salesforce.PackedRows;
import io.orgscribe.salesforce.Row;

/**
 * Reads what record types are for, of tables whose describe lists some.
 *
 * @see <a href="https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_recordtype.htm">
 *     RecordType</a>
 */
@ApplicationScoped
class RecordTypeReader {

    /** Tables whose record types are asked for together: one call's worth. */
    private static final int SLICE = 500;

    private final OptionalCalls optional;
    private final Definitions definitions;
    private final Staging staging;
    private final CatalogKnowledge knowledge;
    private final RunStore runs;

    RecordTypeReader(
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
     * Completes the annotations of those tables, which are described and annotated.
     *
     * @param gone names of tables that the org does not list any more, whose record types nothing tells
     */
    void read(Attempt attempt, Access access, List<String> names, List<String> gone) {
        Claim claim = attempt.claim();
        if (!gone.isEmpty()) {
            staging.recordTypes(
                    runs.staging(claim),
                    Map.of(),
                    gone.stream().map(CatalogNames::key).toList());
        }
        Set<String> done = staging.marked(claim.runId(), Staging.RECORD_TYPES);
        Set<String> having = knowledge.withRecordTypes(claim.connectionId(), claim.runId(), names);
        List<String> open = names.stream()
                .filter(name -> having.contains(CatalogNames.key(name)) && !done.contains(CatalogNames.key(name)))
                .toList();
        for (int from = 0; from < open.size(); from += SLICE) {
            attempt.requireGoing();
            stage(attempt, access, open.subList(from, Math.min(open.size(), from + SLICE)));
        }
    }

    /** Their describes list some: where no row has come of a table, they were not read. */
    private void stage(Attempt attempt, Access access, List<String> names) {
        PackedRows types = optional.read(
                attempt,
                access.sessions(),
                Part.RECORD_TYPES,
                () -> definitions.read(
                        access.sessions(),
                        access.apiVersion(),
                        DefinitionQueries.recordTypes(names),
                        attempt.progress()),
                why -> PackedRows.failed(names, why));
        UnusableRows.tell(attempt, "RecordType", types.unusable());
        types.failed().forEach((name, why) -> runs.fail(attempt, name, why));
        Map<String, List<Row>> byTable = types.rows().stream()
                .collect(Collectors.groupingBy(
                        type -> CatalogNames.key(type.text("SobjectType").orElse(""))));
        // One without a name or an id may be any table's.
        types.unusable()
                .forEach(type ->
                        byTable.remove(CatalogNames.key(type.text("SobjectType").orElse(""))));
        Map<String, Json> read = new HashMap<>();
        Set<String> unread = new HashSet<>();
        for (String name : names) {
            String key = CatalogNames.key(name);
            if (byTable.containsKey(key)) {
                read.put(key, json(byTable.get(key)));
            } else {
                unread.add(key);
            }
        }
        staging.recordTypes(runs.staging(attempt.claim()), read, unread);
        attempt.progress().advance();
    }

    private static Json json(List<Row> types) {
        return JsonText.array(types, (json, type) -> {
            json.writeStartObject();
            json.writeStringField("developerName", type.text("DeveloperName").orElse(null));
            json.writeStringField("description", type.text("Description").orElse(null));
            json.writeBooleanField("active", type.flag("IsActive"));
            json.writeEndObject();
        });
    }
}
