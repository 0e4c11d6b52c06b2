package io.orgscribe.extraction;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.orgscribe.catalog.CatalogKnowledge;
import io.orgscribe.extraction.OptionalCalls.Part;
import io.orgscribe.extraction.ReadPlan.Annotate;
import io.orgscribe.run.Attempt;
import io.orgscribe.run.Claim;

/** The fourth stage: definitions say what describes do not, and what is hidden rather than gone. */
@ApplicationScoped
class Annotation {

    /** So many tables of which none is defined are no chance, where not all tables are asked for. */
    private static final int MANY = 10;

    private final OptionalCalls optional;
    private final CatalogKnowledge knowledge;
    private final TableListing listing;
    private final EntityDefinitionReader tables;
    private final FieldDefinitionReader columns;
    private final RecordTypeReader recordTypes;
    private final RollUpDefinitionReader rollUps;

    Annotation(
            OptionalCalls optional,
            CatalogKnowledge knowledge,
            TableListing listing,
            EntityDefinitionReader tables,
            FieldDefinitionReader columns,
            RecordTypeReader recordTypes,
            RollUpDefinitionReader rollUps) {
        this.optional = optional;
        this.knowledge = knowledge;
        this.listing = listing;
        this.tables = tables;
        this.columns = columns;
        this.recordTypes = recordTypes;
        this.rollUps = rollUps;
    }

    /**
     * @param described the tables of which columns are known; may grow where the definitions of all are read
     * @return whether definitions of tables and columns were read, so that they can be believed about what is gone
     */
    boolean annotate(Attempt attempt, Access access, ReadPlan plan, DescribedTables described) {
        List<String> names = names(attempt.claim(), plan, described);
        List<String> gone = listing.gone(attempt.claim(), plan);
        int least = plan.annotate() == Annotate.ALL ? 1 : MANY;
        Optional<Set<String>> lacking = optional.read(
                attempt, access.sessions(), Part.TABLES, () -> tables.read(attempt, access, names, gone, least));
        if (lacking.isEmpty()) {
            // What CustomField calls a table, only its definition tells.
            return false;
        }
        DescribedTables wanted = plan.annotate() == Annotate.ALL ? described : DescribedTables.of(names);
        boolean defined = optional.read(
                        attempt,
                        access.sessions(),
                        Part.COLUMNS,
                        () -> columns.read(attempt, access, wanted, lacking.get(), least))
                .orElse(false);
        try (BackgroundTask<Void> types =
                BackgroundTask.start("record-types", () -> recordTypes.read(attempt, access, names, gone))) {
            rollUps.read(attempt, access);
            types.join();
        }
        return defined;
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
