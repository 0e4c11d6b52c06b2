package io.orgscribe.extraction;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonGenerator;

import io.orgscribe.catalog.CatalogKnowledge;
import io.orgscribe.catalog.CatalogKnowledge.RollUpsDue;
import io.orgscribe.catalog.Json;
import io.orgscribe.catalog.Staging;
import io.orgscribe.extraction.OptionalCalls.Part;
import io.orgscribe.run.Attempt;
import io.orgscribe.run.Claim;
import io.orgscribe.run.JsonText;
import io.orgscribe.run.RunStore;
import io.orgscribe.salesforce.Definitions;
import io.orgscribe.salesforce.FailureCause;
import io.orgscribe.salesforce.RollUpSummaries;
import io.orgscribe.salesforce.RollUpSummary;
import io.orgscribe.salesforce.SalesforceException;

/** Reads how roll-ups are computed: of new ones, and of those whose definition has been edited. */
@ApplicationScoped
class RollUpDefinitionReader {

    /** A few calls' worth. */
    private static final int SLICE = 100;

    private final OptionalCalls optional;
    private final Definitions definitions;
    private final Staging staging;
    private final CatalogKnowledge knowledge;
    private final RunStore runs;

    RollUpDefinitionReader(
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

    void read(Attempt attempt, Access access) {
        Claim claim = attempt.claim();
        RollUpsDue due = knowledge.rollUpsDue(claim.connectionId(), claim.runId());
        staging.rollUps(
                runs.staging(claim),
                due.ended().stream().collect(Collectors.toMap(id -> id, id -> Json.EMPTY_OBJECT)),
                Set.of());
        List<String> ids = due.toRead();
        Map<String, SalesforceException> unread = new HashMap<>();
        for (int from = 0; from < ids.size(); from += SLICE) {
            attempt.requireGoing();
            List<String> slice = ids.subList(from, Math.min(ids.size(), from + SLICE));
            RollUpSummaries rollUpSummaries = optional.read(
                    attempt,
                    access.sessions(),
                    Part.ROLL_UPS,
                    () -> definitions.rollUps(access.sessions(), access.apiVersion(), slice, attempt.progress()),
                    why -> RollUpSummaries.failed(slice, why));
            unread.putAll(rollUpSummaries.failed());
            staging.rollUps(runs.staging(claim), json(slice, rollUpSummaries), rollUpSummaries.absent());
            attempt.progress().advance();
        }
        if (!unread.isEmpty()) {
            staging.undate(runs.staging(claim), unread.keySet());
            // Who may not read any is not asked again before there is something else to read.
            unread.values().removeIf(why -> why.failure() == FailureCause.VIEW_SETUP_MISSING);
            knowledge
                    .tablesOf(claim.connectionId(), claim.runId(), unread.keySet())
                    .forEach((id, tables) -> tables.forEach(table -> runs.fail(attempt, table, unread.get(id))));
        }
    }

    /** What is no roll-up after all is kept as an empty one, so that it is not asked for again. */
    private static Map<String, Json> json(List<String> ids, RollUpSummaries rollUpSummaries) {
        Map<String, Json> json = new LinkedHashMap<>();
        for (String id : ids) {
            if (!rollUpSummaries.failed().containsKey(id)
                    && !rollUpSummaries.absent().contains(id)) {
                RollUpSummary found = rollUpSummaries.found().get(id);
                json.put(id, found == null ? Json.EMPTY_OBJECT : json(found));
            }
        }
        return json;
    }

    private static Json json(RollUpSummary rollUpSummary) {
        return JsonText.of(json -> {
            json.writeStartObject();
            write(json, "table", rollUpSummary.table());
            write(json, "operation", rollUpSummary.operation());
            write(json, "field", rollUpSummary.field());
            write(json, "foreignKey", rollUpSummary.foreignKey());
            json.writeArrayFieldStart("filter");
            for (RollUpSummary.Filter filter : rollUpSummary.filter()) {
                json.writeStartObject();
                write(json, "field", filter.field());
                write(json, "operation", filter.operation());
                write(json, "value", filter.value());
                write(json, "valueField", filter.valueField());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void write(JsonGenerator json, String member, String text) throws IOException {
        if (!text.isEmpty()) {
            json.writeStringField(member, text);
        }
    }
}
