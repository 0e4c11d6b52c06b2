package io.orgscribe.extraction;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.orgscribe.catalog.CatalogKnowledge;
import io.orgscribe.catalog.CatalogKnowledge.Edit;
import io.orgscribe.extraction.ReadPlan.Annotate;
import io.orgscribe.run.Attempt;
import io.orgscribe.salesforce.Definitions;
import io.orgscribe.salesforce.EditedDefinitions;
import io.orgscribe.salesforce.Row;

/**
 * Tables whose custom definitions were edited: a description, for one, may be edited without the describe's date
 * showing it.
 */
@ApplicationScoped
class EditedTables {

    private final Definitions definitions;
    private final CatalogKnowledge knowledge;

    EditedTables(Definitions definitions, CatalogKnowledge knowledge) {
        this.definitions = definitions;
        this.knowledge = knowledge;
    }

    /**
     * What there is to annotate.
     *
     * @param tables names of edited tables that the catalog has
     * @param any whether there was any edit, be it known already or of a table that is left out
     */
    record Found(Annotate annotate, Set<String> tables, boolean any) {

        static Found everything() {
            return new Found(Annotate.ALL, Set.of(), true);
        }
    }

    /** @param since up to when edits are known; null where none are */
    Found since(Instant since, Attempt attempt, Access access) {
        Optional<EditedDefinitions> edits = IfViewSetup.attempt(
                attempt,
                () -> definitions.edits(
                        access.sessions(),
                        access.apiVersion(),
                        since == null ? Instant.EPOCH : since,
                        attempt.progress()));
        if (edits.isEmpty()) {
            return new Found(Annotate.NONE, Set.of(), false);
        }
        if (!edits.get().whole()) {
            return Found.everything();
        }
        List<Edit> all = Stream.concat(
                        edits.get().objects().stream().map(EditedTables::object),
                        edits.get().fields().stream().flatMap(EditedTables::fields))
                .toList();
        return new Found(Annotate.CHANGED, knowledge.edited(attempt.claim().connectionId(), all), !all.isEmpty());
    }

    private static Edit object(Row row) {
        return new Edit(DurableId.of(row.text("Id").orElse("")), null, at(row));
    }

    private static Stream<Edit> fields(Row row) {
        String table = DurableId.nameOrId(row.text("TableEnumOrId").orElse(""));
        return (table.equals(DefinitionQueries.ACTIVITY) ? DefinitionQueries.ACTIVITIES : List.of(table))
                .stream().map(name -> new Edit(name, DurableId.of(row.text("Id").orElse("")), at(row)));
    }

    private static Instant at(Row row) {
        return row.time("LastModifiedDate").orElse(null);
    }
}
