package io.orgscribe.salesforce;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.util.TypeLiteral;

import io.smallrye.faulttolerance.api.Guard;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/**
 * A circuit for each org: where its calls have failed in a row, none is made for a while, so that everything that waits
 * for this org ends soon and makes room for others. Then one call tries whether the org is back.
 */
@ApplicationScoped
class Circuits {

    /** Beyond its delay; then the org is forgotten, for it may be gone for good. */
    private static final Duration UNUSED = Duration.ofHours(1);

    private final SalesforceConfig.CircuitConfig config;
    private final InstantSource clock;
    private final Map<String, Circuit> circuits = new ConcurrentHashMap<>();

    Circuits(SalesforceConfig config, InstantSource clock) {
        this.config = config.circuit();
        this.clock = clock;
    }

    /**
     * Makes a call unless the org's circuit is open.
     *
     * @throws SalesforceException of the call; or, where none is made, with the cause of the last one that has failed
     */
    <T> T through(Request request, Supplier<T> call) {
        Instant now = clock.instant();
        Instant longAgo = now.minus(config.delay()).minus(UNUSED);
        // A call that is about to use one of them still may; all that is lost is that it failed.
        circuits.values().removeIf(circuit -> circuit.used.isBefore(longAgo));
        Circuit circuit = circuits.compute(request.origin(), (origin, known) -> {
            Circuit current = known == null ? new Circuit(origin, config) : known;
            current.used = now;
            return current;
        });
        return circuit.through(request, call);
    }

    private static final class Circuit {

        private final String origin;
        private final Duration delay;
        private final int failures;
        private final Guard guard;
        private final AtomicReference<SalesforceException> last = new AtomicReference<>();
        private volatile Instant used;

        private Circuit(String origin, SalesforceConfig.CircuitConfig config) {
            this.origin = origin;
            this.delay = config.delay();
            this.failures = config.failures();
            this.guard = Guard.create()
                    .withCircuitBreaker()
                    .requestVolumeThreshold(failures)
                    .failureRatio(1)
                    .delay(delay.toMillis(), ChronoUnit.MILLIS)
                    .failOn(SalesforceException.class)
                    .done()
                    .build();
        }

        /** The guard would take an interrupt for its own, so it is kept from it. */
        private <T> T through(Request request, Supplier<T> call) {
            AtomicBoolean interrupted = new AtomicBoolean();
            // What the guard sees thrown counts, and it knows neither request nor interrupt: it is shown no other.
            Callable<Supplier<T>> shown = () -> {
                try {
                    T result = call.get();
                    return () -> result;
                } catch (SalesforceException e) {
                    if (tellsOfOrg(request, e)) {
                        last.set(e);
                        throw e;
                    }
                    return () -> {
                        throw e;
                    };
                } finally {
                    interrupted.set(Thread.interrupted());
                }
            };
            try {
                return guard.call(shown, new TypeLiteral<Supplier<T>>() {}).get();
            } catch (CircuitBreakerOpenException e) {
                throw last.get()
                        .heldBack(
                                origin + " is not called for " + delay.toSeconds() + " s, for " + failures
                                        + " calls in a row have failed.",
                                delay);
            } catch (InterruptedException e) {
                interrupted.set(true);
                throw Failures.interrupted(e);
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException("The call throws no other", e);
            } finally {
                if (interrupted.get()) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    /**
     * Whether the failure is one of the org. A composite that fails may be too large or hold one table that cannot be
     * described, and what a run can do without may fail by itself: only what none of them can be to blame for counts.
     */
    private static boolean tellsOfOrg(Request request, SalesforceException e) {
        if (Thread.currentThread().isInterrupted()) {
            return false;
        }
        return switch (Failures.reaction(e.failure())) {
            case WAIT -> e.failure() != FailureCause.CONCURRENT_LIMIT;
            case RETRY ->
                !(e.status() >= 400 && request.kind().optional())
                        && (e.status() == 503
                                || request.body() == null
                                        && e.failure() != FailureCause.UNREADABLE_REPLY
                                        && request.kind() != Meter.Kind.DESCRIBE);
            case STOP, RENEW, ONCE_MORE, NARROW, GIVE_UP -> false;
        };
    }
}
