package io.orgscribe.salesforce;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;

/** Makes calls: host check, status, the org's own counter, another session and another try where that helps. */
@ApplicationScoped
class Calls {

    private final Transport transport;
    private final AllowedHosts hosts;
    private final SalesforceConfig config;
    private final Backoff backoff;
    private final Circuits circuits;
    private final Clock clock;

    @Inject
    Calls(Transport transport, AllowedHosts hosts, SalesforceConfig config, Circuits circuits, Clock clock) {
        this.transport = transport;
        this.circuits = circuits;
        this.clock = clock;
        this.hosts = hosts;
        this.config = config;
        this.backoff = new Backoff(config.retryDelay());
    }

    /**
     * Reads a reply of status 200, or of 304 where the request was conditional. May be asked again for another reply,
     * where the first one broke off.
     */
    @FunctionalInterface
    interface ReplyReader<T> {
        T read(StreamedReply reply);
    }

    /**
     * A GET without body.
     *
     * @param path with the query, encoded
     * @throws SalesforceException {@link FailureCause#HOST_NOT_ALLOWED}
     */
    Request get(Meter.Kind kind, Session session, String path) {
        return get(kind, session, path, "");
    }

    /**
     * As {@link #get(Meter.Kind, Session, String)}.
     *
     * @param lastModified of what is known, so that it is not sent again; "" to have it in any case
     */
    Request get(Meter.Kind kind, Session session, String path, String lastModified) {
        return get(kind, session.instanceUrl(), session, path, lastModified.isEmpty() ? null : lastModified);
    }

    /** A GET of what is open to all. */
    Request get(Meter.Kind kind, URI origin, String path) {
        return get(kind, origin, null, path, null);
    }

    private Request get(Meter.Kind kind, URI origin, Session session, String path, String ifModifiedSince) {
        return new Request(kind, hosts.require(origin) + path, session, null, ifModifiedSince, timeout(kind));
    }

    private Duration timeout(Meter.Kind kind) {
        return switch (kind) {
            case VERSIONS, LIMITS, IDENTITY, QUERY -> config.smallCallTimeout();
            case DESCRIBE_GLOBAL, DESCRIBE, RECORD_COUNT, DEFINITIONS, RECORD_TYPES, ROLL_UPS, EDITS ->
                config.callTimeout();
        };
    }

    /** @see #get(Meter.Kind, Session, String) */
    Request post(Meter.Kind kind, Session session, String path, String body, Duration timeout) {
        return new Request(kind, hosts.require(session.instanceUrl()) + path, session, body, null, timeout);
    }

    /**
     * Makes a call, a few times if it must, with another session if Salesforce has ended the current one or the org has
     * moved.
     *
     * @throws CallBudgetExhausted before a counted call that the meter does not allow
     */
    <T> T call(Sessions sessions, Function<Session, Request> request, Meter meter, ReplyReader<T> reader) {
        Session session = sessions.current();
        boolean renewed = false;
        while (true) {
            try {
                return call(request.apply(session), meter, reader);
            } catch (SalesforceException e) {
                if (Failures.reaction(e.failure()) == Failures.Reaction.RENEW && !renewed) {
                    renewed = true;
                    session = sessions.renewed(session);
                } else if (e.mayHaveMoved()) {
                    session = sessions.relocated(session).orElseThrow(() -> e);
                } else {
                    throw e;
                }
            }
        }
    }

    /** Makes a call, a few times if it must. */
    <T> T call(Request request, Meter meter, ReplyReader<T> reader) {
        for (int failures = 1; ; failures++) {
            try {
                if (request.kind() != Meter.Kind.VERSIONS && !meter.allows()) {
                    throw new CallBudgetExhausted();
                }
                meter.called(request.kind());
                return once(request, meter, reader);
            } catch (SalesforceException e) {
                if (failures >= config.attempts() || !worthAnotherTry(e, failures) || !meter.retries()) {
                    throw e;
                }
                sleep(backoff.after(failures, e));
            }
        }
    }

    /** Makes a call once. Whoever calls this has asked the meter and told it. */
    <T> T once(Request request, Meter meter, ReplyReader<T> reader) {
        return circuits.through(request, () -> send(request, meter, reader));
    }

    private <T> T send(Request request, Meter meter, ReplyReader<T> reader) {
        try (StreamedReply reply = transport.send(request, meter)) {
            reply.header("Sforce-Limit-Info").ifPresent(header -> LimitInfo.tell(header, meter));
            boolean notModified = reply.status() == 304 && request.ifModifiedSince() != null;
            boolean page = reply.isPage() && (reply.status() == 200 || reply.status() >= 500);
            if (page || reply.status() != 200 && !notModified) {
                SalesforceException refusal = refusal(reply);
                throw page && answersWithPages(request) ? refusal.ofPages() : refusal;
            }
            return reader.read(reply);
        }
    }

    /** The list of versions is JSON wherever Salesforce serves anything, and costs nothing. */
    private boolean answersWithPages(Request request) {
        if (request.kind() == Meter.Kind.VERSIONS) {
            return true;
        }
        Request versions = new Request(
                Meter.Kind.VERSIONS,
                request.origin() + "/services/data",
                null,
                null,
                null,
                timeout(Meter.Kind.VERSIONS));
        try (StreamedReply reply = transport.send(versions, UnmeteredCalls.INSTANCE)) {
            return reply.isPage();
        } catch (SalesforceException e) {
            return false;
        }
    }

    private SalesforceException refusal(StreamedReply reply) {
        SalesforceException refusal = reply.header(HttpHeaders.LOCATION)
                .filter(location -> reply.status() / 100 == 3)
                .map(location -> Failures.ofRedirect(reply.status(), location))
                .orElseGet(() -> ApiError.refusal(reply.status(), reply.body()));
        return reply.header(RetryAfter.HEADER)
                .flatMap(text -> RetryAfter.read(text, clock))
                .map(refusal::retryAfter)
                .orElse(refusal);
    }

    /**
     * A host that cannot be reached is told at once: its name is wrong more often than it is away. So is an org that
     * wants a longer rest than a call should wait for.
     */
    private boolean worthAnotherTry(SalesforceException e, int failures) {
        if (e.isHeldBack() || !backoff.bears(e)) {
            return false;
        }
        if (Thread.currentThread().isInterrupted() || e.failure() == FailureCause.UNREACHABLE) {
            return false;
        }
        return switch (Failures.reaction(e.failure())) {
            case WAIT, RETRY -> true;
            case ONCE_MORE -> failures == 1;
            case STOP, RENEW, NARROW, GIVE_UP -> false;
        };
    }

    private static void sleep(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failures.interrupted(e);
        }
    }
}
