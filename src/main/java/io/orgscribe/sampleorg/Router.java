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

    private final SampleOrgSettings settings;
    private final Logins logins;
    private final IdentityService identityService;
    private final Api api;
    private final Composite composite;
    private final Faults faults;
    private final Meters meters;
    private final AdminApi adminApi;

    Router(
            SampleOrgSettings settings,
            Logins logins,
            IdentityService identityService,
            Api api,
            Composite composite,
            Faults faults,
            Meters meters,
            AdminApi adminApi) {
        this.settings = settings;
        this.logins = logins;
        this.identityService = identityService;
        this.api = api;
        this.composite = composite;
        this.faults = faults;
        this.meters = meters;
        this.adminApi = adminApi;
    }

    /** @param host scheme, name and port by which the caller reached us */
    FaultedReply answer(Call call, int uriLength, String host) {
        String path = call.path();
        if (uriLength > LONGEST_URI) {
            return FaultedReply.of(Reply.html(414, "<h1>Bad Message 414</h1><pre>reason: URI Too Long</pre>"));
        }
        if (path.startsWith("/sample-org")) {
            return FaultedReply.of(adminApi.answer(call));
        }
        if (path.equals("/services/oauth2/token")) {
            meters.called(Kind.TOKEN);
            return struck(FaultedReply.of(logins.token(call, host)), path);
        }
        if (path.equals("/services/oauth2/authorize")) {
            return FaultedReply.of(logins.authorize(call));
        }
        if (path.equals("/services/oauth2/introspect")) {
            return struck(FaultedReply.of(logins.introspect(call)), path);
        }
        if (path.equals("/services/oauth2/revoke")) {
            return struck(FaultedReply.of(logins.revoke(call)), path);
        }
        if (path.equals("/services/oauth2/userinfo")) {
            return struck(FaultedReply.of(identityService.userInfo(call, host)), path);
        }
        if (path.startsWith(IdentityService.PATH)) {
            ApiVersion newest = new ApiVersion(api.highestVersion());
            return struck(FaultedReply.of(identityService.identity(call, host, newest)), path);
        }
        if (path.equals("/services/data") || path.equals("/services/data/")) {
            meters.called(Kind.VERSIONS);
            return struck(FaultedReply.of(api.versions()), path);
        }
        Matcher versioned = VERSIONED.matcher(path);
        if (!versioned.matches()) {
            return FaultedReply.of(Reply.notFound());
        }
        ApiVersion version = new ApiVersion(Integer.parseInt(versioned.group(1)));
        String rest = Optional.ofNullable(versioned.group(2)).orElse("").replaceFirst("/$", "");
        return api.refusal(version).map(FaultedReply::of).orElseGet(() -> letIn(call, version, rest, host));
    }

    private FaultedReply letIn(Call call, ApiVersion version, String rest, String host) {
        if (!logins.letsIn(call, host)) {
            return FaultedReply.of(expired());
        }
        if (meters.used() >= settings.dailyCalls()) {
            return FaultedReply.of(Reply.error(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded."));
        }
        meters.called(Api.kind(rest));
        FaultedReply right = Api.kind(rest) == Kind.COMPOSITE
                ? composite.answer(call, host)
                : FaultedReply.of(api.get(call, version, rest, host));
        FaultedReply faultedReply = struck(right, call.path());
        if (faultedReply.reply().status() == 304) {
            meters.notModified.incrementAndGet();
        }
        String usage = "api-usage=" + meters.used() + "/" + settings.dailyCalls();
        return new FaultedReply(
                faultedReply.reply().with("Sforce-Limit-Info", usage),
                faultedReply.fault(),
                faultedReply.from(),
                faultedReply.to());
    }

    private FaultedReply struck(FaultedReply right, String path) {
        Optional<Fault> fault = faults.strike(path);
        if (fault.isEmpty()) {
            return expiring(right);
        }
        return expiring(right.struckBy(fault.get()));
    }

    private FaultedReply expiring(FaultedReply faultedReply) {
        if (faultedReply.fault().filter(f -> f instanceof Fault.ExpiredSession).isEmpty()) {
            return faultedReply;
        }
        logins.accessTokens().expireAll();
        return FaultedReply.of(expired());
    }

    private static Reply expired() {
        return Reply.error(401, "INVALID_SESSION_ID", "Session expired or invalid");
    }
}
