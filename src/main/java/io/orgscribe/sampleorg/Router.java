package io.orgscribe.sampleorg;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.orgscribe.samplemodel.ApiVersion;
import io.orgscribe.samplemodel.SampleOrgSettings;
import io.orgscribe.sampleorg.Bill.Kind;

/** Lets a call in or not, as Salesforce does, bills it, and hands it on to what answers it. */
final class Router {

    private static final Pattern VERSIONED = Pattern.compile("/services/data/v(\\d{1,4})\\.0(/.*)?");
    private static final int LONGEST_URI = 16_384;
    private static final int RETIRED_FROM = 21;

    private final SampleOrgSettings settings;
    private final Logins logins;
    private final Api api;
    private final Composite composite;
    private final Faults faults;
    private final Meters meters;
    private final Control control;

    Router(
            SampleOrgSettings settings,
            Logins logins,
            Api api,
            Composite composite,
            Faults faults,
            Meters meters,
            Control control) {
        this.settings = settings;
        this.logins = logins;
        this.api = api;
        this.composite = composite;
        this.faults = faults;
        this.meters = meters;
        this.control = control;
    }

    /** @param host scheme, name and port by which the caller reached us */
    Outcome answer(Call call, int uriLength, String host) {
        String path = call.path();
        if (uriLength > LONGEST_URI) {
            return Outcome.of(Reply.html(414, "<h1>Bad Message 414</h1><pre>reason: URI Too Long</pre>"));
        }
        if (path.startsWith("/sample-org")) {
            return Outcome.of(control.answer(call, host));
        }
        if (path.equals("/services/oauth2/token")) {
            meters.called(Kind.TOKEN);
            return struck(Outcome.of(logins.token(call, host)), path);
        }
        if (path.equals("/services/oauth2/authorize")) {
            return Outcome.of(logins.authorize(call));
        }
        if (path.equals("/services/oauth2/introspect")) {
            return struck(Outcome.of(logins.introspect(call)), path);
        }
        if (path.equals("/services/data") || path.equals("/services/data/")) {
            meters.called(Kind.VERSIONS);
            return struck(Outcome.of(api.versions()), path);
        }
        Matcher versioned = VERSIONED.matcher(path);
        if (!versioned.matches()) {
            return Outcome.of(Reply.notFound());
        }
        int number = Integer.parseInt(versioned.group(1));
        if (number > api.highestVersion() || number < RETIRED_FROM) {
            return Outcome.of(Reply.notFound());
        }
        if (number < SampleOrgSettings.LOWEST_VERSION) {
            return Outcome.of(
                    Reply.error(410, "UNSUPPORTED_API_VERSION", "The requested API version has been retired"));
        }
        String rest = Optional.ofNullable(versioned.group(2)).orElse("").replaceFirst("/$", "");
        return letIn(call, new ApiVersion(number), rest, host);
    }

    private Outcome letIn(Call call, ApiVersion version, String rest, String host) {
        if (!logins.letsIn(call, host)) {
            return Outcome.of(expired());
        }
        if (meters.used() >= settings.dailyCalls()) {
            return Outcome.of(Reply.error(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded."));
        }
        if (settings.concurrentCalls() > 0 && meters.callsInWork.get() > settings.concurrentCalls()) {
            return Outcome.of(Reply.error(
                    403, "REQUEST_LIMIT_EXCEEDED", "ConcurrentRequests (Concurrent API Requests) Limit exceeded."));
        }
        meters.called(Api.kind(rest));
        Outcome right = Api.kind(rest) == Kind.COMPOSITE
                ? composite.answer(call, host)
                : Outcome.of(api.get(call, version, rest, host));
        Outcome outcome = struck(right, call.path());
        if (outcome.reply().status() == 304) {
            meters.notModified.incrementAndGet();
        }
        String usage = "api-usage=" + meters.used() + "/" + settings.dailyCalls();
        return new Outcome(
                outcome.reply().with("Sforce-Limit-Info", usage), outcome.fault(), outcome.from(), outcome.to());
    }

    private Outcome struck(Outcome right, String path) {
        Optional<Fault> fault = faults.strike(path);
        if (fault.isEmpty()) {
            return expiring(right);
        }
        return expiring(right.struckBy(fault.get()));
    }

    private Outcome expiring(Outcome outcome) {
        if (outcome.fault().filter(f -> f instanceof Fault.ExpiredSession).isEmpty()) {
            return outcome;
        }
        logins.accessTokens().expireAll();
        return Outcome.of(expired());
    }

    private static Reply expired() {
        return Reply.error(401, "INVALID_SESSION_ID", "Session expired or invalid");
    }
}
