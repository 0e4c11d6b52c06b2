package io.orgscribe.salesforce;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * The calls that Orgscribe makes, none of which writes to an org. All block, may be used by many threads, repeat a
 * call refused with {@code INVALID_SESSION_ID} once with a renewed session and one whose host does not serve the org any
 * more at the host that a new session is for, and throw {@link SalesforceException}, or
 * {@link CallBudgetExhausted} before a call that the meter does not allow. A thread that is interrupted ends its call
 * at once with {@link FailureCause#CONNECTION_LOST} and keeps its flag.
 */
@ApplicationScoped
public class SalesforceClient {

    private static final String VERSIONS = "/services/data";
    private static final String ORGANIZATION =
            "SELECT Id, Name, OrganizationType, IsSandbox, InstanceName, LanguageLocaleKey FROM Organization";
    private static final String USER = "SELECT LanguageLocaleKey FROM User WHERE Id = ";

    private final Calls calls;
    private final SalesforceConfig config;

    @Inject
    SalesforceClient(Calls calls, SalesforceConfig config) {
        this.calls = calls;
        this.config = config;
    }

    /** The API versions that the host offers, such as {@code 68.0}, ascending. A free call. */
    public List<String> versions(URI instanceUrl, Meter meter) {
        return calls.call(calls.get(Meter.Kind.VERSIONS, instanceUrl, VERSIONS), meter, whole(OfferedVersion::readAll));
    }

    /**
     * Whether other calls would meet the same. What may be of one resource alone, which can be away while the org answers
     * others, is told apart by the free list of versions.
     */
    public boolean meetsOthers(SalesforceException why, Sessions sessions, Meter meter) {
        if (why.concernsOrg() && why.failure() != FailureCause.MAINTENANCE) {
            return true;
        }
        if (!why.passes()) {
            return false;
        }
        try {
            versions(sessions, meter);
            return false;
        } catch (SalesforceException e) {
            return true;
        }
    }

    /** As {@link #versions(URI, Meter)}, of the host that the session is for. */
    public List<String> versions(Sessions sessions, Meter meter) {
        return calls.call(
                sessions,
                session -> calls.get(Meter.Kind.VERSIONS, session.instanceUrl(), VERSIONS),
                meter,
                whole(OfferedVersion::readAll));
    }

    /**
     * The org as it is now, and the language of the user; one call, of which either answer may be refused.
     *
     * @param userId "" leaves the language out
     */
    public OrgAndLanguage org(Sessions sessions, String version, String userId, Meter meter) {
        List<String> queries =
                userId.isEmpty() ? List.of(ORGANIZATION) : List.of(ORGANIZATION, USER + Subrequest.literal(userId));
        String data = data(version);
        String body = CompositeBody.of(queries, soql -> data + "/query?q=" + encoded(soql), soql -> Map.of());
        return calls.call(
                sessions,
                session -> calls.post(Meter.Kind.QUERY, session, data + "/composite", body, config.smallCallTimeout()),
                meter,
                reply -> OrgAndLanguage.of(CompositeReader.readAll(reply, queries.size(), SubrequestBody::read)));
    }

    /** The user whose view is described, and the org (identity key of {@code /services/data/vNN.0/}). */
    public UserIdentity identity(Sessions sessions, String version, Meter meter) {
        return calls.call(
                sessions,
                session -> calls.get(Meter.Kind.IDENTITY, session, data(version) + "/"),
                meter,
                whole(UserIdentity::read));
    }

    /**
     * The org's daily API calls. Replies to other calls tell most of it as well: {@link Meter#orgUsage}.
     *
     * @throws SalesforceException {@link FailureCause#VIEW_SETUP_MISSING} where the user may not see them
     * @see <a href="https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_limits.htm">
     *     Limits</a>
     */
    public DailyCalls dailyCalls(Sessions sessions, String version, Meter meter) {
        return Definitions.allowed(
                true,
                () -> calls.call(
                        sessions,
                        session -> calls.get(Meter.Kind.LIMITS, session, data(version) + "/limits"),
                        meter,
                        whole(Limits::readDailyCalls)));
    }

    /**
     * All sObjects of the org, each handed on once, as it is read.
     *
     * @param lastModified of the list that is known, as sent, so that an unchanged one is not sent again; "" to have it
     *     in any case
     * @throws SalesforceException also when the list was not read whole: what was handed on until then proves nothing
     */
    public GlobalAnswer describeGlobal(
            Sessions sessions, String version, String lastModified, Consumer<SObjectSummary> each, Meter meter) {
        // Outlives a reply that breaks off: the next one hands on only what is new.
        Set<String> seen = new HashSet<>();
        return calls.call(
                sessions,
                session -> calls.get(Meter.Kind.DESCRIBE_GLOBAL, session, data(version) + "/sobjects", lastModified),
                meter,
                reply -> {
                    if (reply.notModified()) {
                        meter.notModified(1);
                        return new GlobalAnswer(
                                false, reply.header("Last-Modified").orElse(lastModified));
                    }
                    JsonValues.readWhole(reply.body(), parser -> {
                        SObjectSummary.readAll(parser, seen, each);
                        return null;
                    });
                    return new GlobalAnswer(true, reply.header("Last-Modified").orElse(""));
                });
    }

    /**
     * Describes sObjects, 25 a call and a few calls at once. Returns when each has been described, has not changed, has
     * failed, or the sink has stopped it: then replies that are under way have a second to end before they are cut.
     * Throws what concerns the org as a whole (session, limits, host), not one sObject.
     *
     * @throws CallBudgetExhausted where anything is left to describe; all that was under way was read to its end
     */
    public void describe(
            Sessions sessions, String version, List<DescribeRequest> wanted, DescribeSink sink, Meter meter) {
        new DescribeCalls(calls, config, data(version), sink, meter).describe(sessions, wanted);
    }

    private static <T> Calls.ReplyReader<T> whole(JsonValues.Reader<T> reader) {
        return reply -> JsonValues.readWhole(reply.body(), reader);
    }

    static String data(String version) {
        return "/services/data/v" + encoded(version);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * The org's API calls of 24 hours.
     *
     * @param max calls allowed, at least one
     * @param remaining calls left; negative where the org has been let go beyond its limit
     */
    public record DailyCalls(long max, long remaining) {

        public long used() {
            return Math.max(0, max - remaining);
        }
    }
}
