package io.orgscribe.extraction;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.orgscribe.catalog.CatalogNames;
import io.orgscribe.catalog.Json;
import io.orgscribe.catalog.Staging;
import io.orgscribe.catalog.TableAnnotation;
import io.orgscribe.run.Attempt;
import io.orgscribe.run.Claim;
import io.orgscribe.run.RunStore;
import io.orgscribe.salesforce.Definitions;
import io.orgscribe.salesforce.FailureCause;
import io.orgscribe.salesforce.PackedQuery;
import io.orgscribe.salesforce.PackedRows;
import io.orgscribe.salesforce.Row;
import io.orgscribe.salesforce.SalesforceException;

/**
 * Reads what EntityDefinition and CustomObject say about tables.
 *
 * @see <a href="https://developer.salesforce.com/docs/atlas.en-us.api_tooling.meta/api_tooling/tooling_api_objects_entitydefinition.htm">
 *     EntityDefinition</a>
 */
@ApplicationScoped
class EntityDefinitionReader {

    /** Tables that are annotated together: few enough for any budget, many enough that calls are full. */
    private static final int SLICE = 1_500;

    /** Where calls are counted out: one call's worth. */
    private static final int SMALL_SLICE = 500;

    /** So many custom tables without a row of their own are no chance. */
    private static final int MANY = 10;

    private final Definitions definitions;
    private final Staging staging;
    private final RunStore runs;

    EntityDefinitionReader(Definitions definitions, Staging staging, RunStore runs) {
        this.definitions = definitions;
        this.staging = staging;
        this.runs = runs;
    }

    /**
     * Stages annotations of those tables that have none yet. A name that no definition has is marked as asked for.
     *
     * @param gone names of tables that the org does not list any more
     * @param least so many listed tables of which none is defined are taken for a permission that lacks
     * @return lower-case names of tables whose definition was not read, or is of no use
     * @throws SalesforceException {@link FailureCause#VIEW_SETUP_MISSING} where there are no definitions at all
     */
    Set<String> read(Attempt attempt, Access access, List<String> names, List<String> gone, int least) {
        Claim claim = attempt.claim();
        Set<String> done = staging.marked(claim.runId(), Staging.TABLES);
        List<String> open = Stream.concat(names.stream(), gone.stream())
                .filter(name -> !done.contains(CatalogNames.key(name)))
                .toList();
        int slice = attempt.progress().bounded() ? SMALL_SLICE : SLICE;
        Set<String> listed = Set.copyOf(names);
        Set<String> lacking = new HashSet<>();
        List<String> undefined = new ArrayList<>();
        boolean any = !done.isEmpty();
        for (int from = 0; from < open.size(); from += slice) {
            List<String> some = open.subList(from, Math.min(open.size(), from + slice));
            PackedRows entities = ask(attempt, access, DefinitionQueries.entities(some));
            if (entities.isEmpty()) {
                undefined.addAll(some);
            } else {
                any = true;
                lacking.addAll(stage(attempt, access, some, entities));
            }
            attempt.requireGoing();
        }
        if (!any && undefined.stream().filter(listed::contains).count() >= least) {
            throw UnusableRows.none("EntityDefinition", undefined.size());
        }
        if (!undefined.isEmpty()) {
            staging.annotateTables(runs.staging(claim), undefined, List.of());
        }
        return lacking;
    }

    /**
     * What Salesforce says of tables, by lower-case name.
     *
     * @param fixed those that are not customizable
     * @param unknown those of which it does not say it, though it was asked
     */
    record Customizable(Set<String> fixed, Set<String> unknown) {}

    /** @throws SalesforceException {@link FailureCause#VIEW_SETUP_MISSING} where there are no definitions at all */
    Customizable customizable(Attempt attempt, Access access, List<String> names) {
        PackedRows entities = ask(attempt, access, DefinitionQueries.entities(names));
        if (!names.isEmpty() && entities.isEmpty()) {
            throw UnusableRows.none("EntityDefinition", names.size());
        }
        UnusableRows.tell(attempt, "EntityDefinition", entities.unusable());
        Set<String> unknown =
                entities.failed().keySet().stream().map(CatalogNames::key).collect(Collectors.toSet());
        unknown.addAll(inDoubt(names, entities));
        Set<String> fixed = entities.rows().stream()
                .filter(entity ->
                        entity.text("IsCustomizable").filter("false"::equals).isPresent())
                .map(entity -> CatalogNames.key(name(entity)))
                .collect(Collectors.toSet());
        return new Customizable(fixed, unknown);
    }

    private Set<String> stage(Attempt attempt, Access access, List<String> names, PackedRows entities) {
        // Of a table all is annotated or nothing: what is missing must not look like a change.
        Set<String> failed = new HashSet<>();
        entities.failed().forEach((name, why) -> failed(attempt, failed, name, why));
        UnusableRows.tell(attempt, "EntityDefinition", entities.unusable());
        failed.addAll(inDoubt(names, entities));
        Map<String, Row> objects = objects(attempt, access, entities.rows(), failed);
        List<TableAnnotation> annotations = entities.rows().stream()
                .filter(entity -> !failed.contains(CatalogNames.key(name(entity))))
                .map(entity -> annotation(entity, objects))
                .toList();
        staging.annotateTables(
                runs.staging(attempt.claim()),
                names.stream()
                        .filter(name -> !failed.contains(CatalogNames.key(name)))
                        .toList(),
                annotations);
        attempt.progress().advance();
        return failed;
    }

    /** Lower-case names of tables without a row where some rows are of no use: one of these may be theirs. */
    private static Set<String> inDoubt(List<String> names, PackedRows entities) {
        if (entities.unusable().isEmpty()) {
            return Set.of();
        }
        Set<String> without = names.stream().map(CatalogNames::key).collect(Collectors.toSet());
        entities.rows().forEach(entity -> without.remove(CatalogNames.key(name(entity))));
        return without;
    }

    private PackedRows ask(Attempt attempt, Access access, PackedQuery query) {
        return definitions.read(access.sessions(), access.apiVersion(), query, attempt.progress());
    }

    private void failed(Attempt attempt, Set<String> failed, String name, SalesforceException why) {
        if (failed.add(CatalogNames.key(name))) {
            runs.failAlone(attempt, name, why);
        }
    }

    private static String name(Row entity) {
        return entity.text("QualifiedApiName").orElse("");
    }

    private Map<String, Row> objects(Attempt attempt, Access access, List<Row> entities, Set<String> failed) {
        Map<String, String> names = new LinkedHashMap<>();
        for (Row entity : entities) {
            String id = DurableId.customObject(entity.text("DurableId").orElse(""));
            if (id != null) {
                names.put(id, name(entity));
            }
        }
        PackedRows objects = ask(attempt, access, DefinitionQueries.objects(List.copyOf(names.keySet())));
        objects.failed().forEach((id, why) -> failed(attempt, failed, names.get(id), why));
        if (names.size() >= MANY && objects.isEmpty()) {
            SalesforceException none = UnusableRows.none("CustomObject", names.size());
            names.values().stream()
                    .filter(name -> failed.add(CatalogNames.key(name)))
                    .forEach(name -> runs.fail(attempt, name, none));
        }
        UnusableRows.tell(attempt, "CustomObject", objects.unusable());
        Map<String, Row> byId = new HashMap<>();
        objects.rows().forEach(object -> byId.put(DurableId.of(object.text("Id").orElse("")), object));
        if (!objects.unusable().isEmpty()) {
            names.forEach((id, name) -> {
                if (!byId.containsKey(id)) {
                    failed.add(CatalogNames.key(name));
                }
            });
        }
        return byId;
    }

    private static TableAnnotation annotation(Row entity, Map<String, Row> objects) {
        String name = entity.text("QualifiedApiName").orElse("");
        String durableId = DurableId.customObject(entity.text("DurableId").orElse(""));
        Row object = durableId == null ? null : objects.get(durableId);
        Row dated = object == null ? entity : object;
        return new TableAnnotation(
                name,
                durableId,
                dated.text("Description").or(() -> entity.text("Description")).orElse(null),
                entity.text("DeploymentStatus").orElse(null),
                entity.text("InternalSharingModel").orElse(null),
                entity.text("ExternalSharingModel").orElse(null),
                entity.text("IsCustomizable").map(Boolean::valueOf).orElse(null),
                object == null ? null : object.text("ManageableState").orElse(null),
                Json.EMPTY_ARRAY,
                dated.time("LastModifiedDate").orElse(null),
                dated.text("LastModifiedBy.Name").orElse(null));
    }
}
