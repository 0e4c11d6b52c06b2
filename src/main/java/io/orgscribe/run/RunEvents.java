package io.orgscribe.run;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/**
 * What one who follows a run is sent. Looks at the run's row again and again, for it may be written by any replica; tells
 * what has changed, and in between that the connection is still there, which proxies close when nothing comes.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html#authoring-notes">Server-sent events,
 *     authoring notes</a>
 */
final class RunEvents {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    /** In looks, some 15 seconds. */
    private static final int SILENCE = 15;

    /** Browsers connect again by themselves; nobody is looked for whom nobody follows any more. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Sse sse;
    private RunView told;
    private int silent;

    private RunEvents(Sse sse) {
        this.sse = sse;
    }

    /** Until the run has ended, or waits for a tick or a person to let it go on. */
    static Multi<OutboundSseEvent> of(Supplier<RunView> run, Sse sse) {
        return of(run, sse, BETWEEN_LOOKS);
    }

    static Multi<OutboundSseEvent> of(Supplier<RunView> run, Sse sse, Duration betweenLooks) {
        return Multi.createFrom().deferred(() -> {
            RunEvents events = new RunEvents(sse);
            return Uni.createFrom()
                    .item(run)
                    .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                    .repeat()
                    .withDelay(betweenLooks)
                    .whilst(view -> !view.status().ended() && view.status() != RunStatus.PAUSED)
                    .select()
                    .first(LONGEST)
                    .onItem()
                    .transformToMultiAndConcatenate(view -> Multi.createFrom().optional(events.tell(view)));
        });
    }

    private Optional<OutboundSseEvent> tell(RunView run) {
        if (!run.equals(told)) {
            told = run;
            silent = 0;
            return Optional.of(sse.newEventBuilder()
                    .mediaType(MediaType.APPLICATION_JSON_TYPE)
                    .data(RunView.class, run)
                    .build());
        }
        silent = (silent + 1) % SILENCE;
        return silent == 0
                ? Optional.of(sse.newEventBuilder().comment("still here").build())
                : Optional.empty();
    }
}
