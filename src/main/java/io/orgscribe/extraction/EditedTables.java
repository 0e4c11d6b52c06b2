package io.orgscribe.extraction;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.orgscribe.catalog.CatalogKnowledge;
import io.orgscribe.catalog.CatalogKnowledge.Edit;
import io.orgscribe.extraction.OptionalCalls.Part;
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

    private final OptionalCalls optional;
    private final Definitions definitions;
    private final CatalogKnowledge knowledge;

    EditedTables(OptionalCalls optional, Definitions definitions, CatalogKnowledge knowledge) {
        this.optional = optional;
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
        Optional<EditedDefinitions> edits = optional.read(
                attempt,
                access.sessions(),
                Part.EDITS,
                () -> definitions.edits(
                        access.sessions(),
                        access.apiVersion(),
                        since == null ? Instant.EPOCH : since,
                        attempt.progress()));
        if (edits.isEmpty()) {
            return new Found(Annotate.CHANGED, Set.of(), false);
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
        return new Edit(DurableId.of(row.text("Id").orElse("")), null, null, at(row));
    }

    private static Stream<Edit> fields(Row row) {
        String table = DurableId.nameOrId(row.text("TableEnumOrId").orElse(""));
        Stream<String> tables =
                table.equals(DefinitionQueries.ACTIVITY) ? DefinitionQueries.ACTIVITIES.stream() : Stream.of(table);
        Stream<Edit> own = tables.map(name -> edit(row, name, null));
        return table.equals("Contact") ? Stream.concat(own, Stream.of(edit(row, "Account", personCopy(row)))) : own;
    }

    private static Edit edit(Row row, String table, String copy) {
        return new Edit(table, DurableId.of(row.text("Id").orElse("")), copy, at(row));
    }

    /**
     * What Account calls a custom field of Contact where Person Accounts are on.
     *
     * @see <a href="https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_guidelines_personaccounts.htm">
     *     Person Account record types</a>
     */
    private static String personCopy(Row row) {
        String namespace =
                row.text("NamespacePrefix").map(prefix -> prefix + "__").orElse("");
        return namespace + row.text("DeveloperName").orElse("") + "__pc";
    }

    private static Instant at(Row row) {
        return row.time("LastModifiedDate").orElse(null);
    }
}
