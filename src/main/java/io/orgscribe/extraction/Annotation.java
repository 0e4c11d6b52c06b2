package io.orgscribe.extraction;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.orgscribe.catalog.CatalogKnowledge;
import io.orgscribe.extraction.ReadPlan.Annotate;
import io.orgscribe.run.Attempt;
import io.orgscribe.run.Claim;

/** The fourth stage: definitions say what describes do not, and what is hidden rather than gone. */
@ApplicationScoped
class Annotation {

    private final CatalogKnowledge knowledge;
    private final TableListing listing;
    private final EntityDefinitionReader tables;
    private final FieldDefinitionReader columns;
    private final RecordTypeReader recordTypes;
    private final RollUpDefinitionReader rollUps;

    Annotation(
            CatalogKnowledge knowledge,
            TableListing listing,
            EntityDefinitionReader tables,
            FieldDefinitionReader columns,
            RecordTypeReader recordTypes,
            RollUpDefinitionReader rollUps) {
        this.knowledge = knowledge;
        this.listing = listing;
        this.tables = tables;
        this.columns = columns;
        this.recordTypes = recordTypes;
        this.rollUps = rollUps;
    }

    /**
     * @param described the tables of which columns are known; may grow where the definitions of all are read
     * @return whether the describing user may read definitions, so that they can be believed about what is gone
     */
    boolean annotate(Attempt attempt, Access access, ReadPlan plan, DescribedTables described) {
        if (plan.annotate() == Annotate.NONE) {
            return false;
        }
        List<String> names = names(attempt.claim(), plan, described);
        List<String> all = new ArrayList<>(names);
        all.addAll(listing.gone(attempt.claim(), plan));
        Optional<Boolean> read = IfViewSetup.attempt(attempt, () -> {
            tables.read(attempt, access, all);
            columns.read(attempt, access, plan.annotate() == Annotate.ALL ? described : DescribedTables.of(names));
            try (BackgroundTask<Void> types =
                    BackgroundTask.start("record-types", () -> recordTypes.read(attempt, access, all))) {
                rollUps.read(attempt, access);
                types.join();
            }
            return true;
        });
        return read.isPresent();
    }

    /**
     * Of a table that could not be described a new field's definition would look like a hidden one's. What a table shows
     * of another one's annotations is known where both are read.
     */
    private List<String> names(Claim claim, ReadPlan plan, DescribedTables described) {
        if (plan.annotate() == Annotate.ALL) {
            return plan.tables();
        }
        Set<String> names = new LinkedHashSet<>(knowledge.changed(claim.connectionId(), claim.runId()));
        names.addAll(plan.again());
        knowledge.copying(claim.connectionId(), names).stream()
                .filter(plan.tables()::contains)
                .forEach(names::add);
        names.removeIf(described::lacks);
        return List.copyOf(names);
    }
}
