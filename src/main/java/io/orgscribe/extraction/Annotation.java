package io.orgscribe.extraction;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.orgscribe.catalog.CatalogKnowledge;
import io.orgscribe.extraction.Discovered.Annotate;
import io.orgscribe.run.Attempt;
import io.orgscribe.run.Claim;

/** The fourth stage: definitions say what describes do not, and what is hidden rather than gone. */
@ApplicationScoped
class Annotation {

    private final CatalogKnowledge knowledge;
    private final TableListing listing;
    private final TableNotes tables;
    private final ColumnNotes columns;
    private final RecordTypeNotes recordTypes;
    private final RollUpNotes rollUps;

    Annotation(
            CatalogKnowledge knowledge,
            TableListing listing,
            TableNotes tables,
            ColumnNotes columns,
            RecordTypeNotes recordTypes,
            RollUpNotes rollUps) {
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
    boolean annotate(Attempt attempt, Access access, Discovered discovered, DescribedTables described) {
        if (discovered.annotate() == Annotate.NONE) {
            return false;
        }
        List<String> names = names(attempt.claim(), discovered, described);
        List<String> all = new ArrayList<>(names);
        all.addAll(listing.gone(attempt.claim(), discovered));
        Optional<Boolean> read = Definable.attempt(attempt, () -> {
            tables.read(attempt, access, all);
            columns.read(
                    attempt, access, discovered.annotate() == Annotate.ALL ? described : DescribedTables.of(names));
            try (BackgroundTask<Void> types =
                    BackgroundTask.start("record-types", () -> recordTypes.read(attempt, access, all))) {
                rollUps.read(attempt, access);
                types.join();
            }
            return true;
        });
        return read.isPresent();
    }

    /** Of a table that could not be described a new field's definition would look like a hidden one's. */
    private List<String> names(Claim claim, Discovered discovered, DescribedTables described) {
        if (discovered.annotate() == Annotate.ALL) {
            return discovered.tables();
        }
        Set<String> names = new LinkedHashSet<>(knowledge.changed(claim.connectionId(), claim.runId()));
        names.addAll(discovered.again());
        names.removeIf(described::lacks);
        return List.copyOf(names);
    }
}
