package io.orgscribe.run;

import java.time.Duration;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/** Follows a run from whichever replica by looking at its row once a second. */
@ApplicationScoped
class RunEvents {

    private static final Duration EVERY = Duration.ofSeconds(1);

    private final Runs runs;

    RunEvents(Runs runs) {
        this.runs = runs;
    }

    /** The run as it is now, then each time that it has changed; ends with its end. */
    Multi<RunView> of(UUID id) {
        return Uni.createFrom()
                .item(() -> runs.find(id))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .repeat()
                .withDelay(EVERY)
                .whilst(run -> !run.status().ended())
                .skip()
                .repetitions();
    }
}
