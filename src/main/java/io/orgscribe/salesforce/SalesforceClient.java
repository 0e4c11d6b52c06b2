package io.orgscribe.salesforce;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The calls that Orgscribe makes, none of which writes to an org. All block, may be used by many threads, repeat a
 * call refused with {@code INVALID_SESSION_ID} once with a renewed session, and throw {@link SalesforceException}. A
 * thread that is interrupted ends its call at once with {@link FailureCause#CONNECTION_LOST} and keeps its flag.
 */
@ApplicationScoped
public class SalesforceClient {

    private static final String ORGANIZATION =
            "SELECT Id, Name, OrganizationType, IsSandbox, InstanceName, LanguageLocaleKey FROM Organization";

    private final Calls calls;
    private final SalesforceConfig config;

    @Inject
    SalesforceClient(Calls calls, SalesforceConfig config) {
        this.calls = calls;
        this.config = config;
    }

    /** The API versions that the host offers, such as {@code 68.0}, ascending. A free call. */
    public List<String> versions(URI instanceUrl, Meter meter) {
        return calls.call(
                calls.get(Meter.Kind.VERSIONS, instanceUrl, "/services/data"), meter, whole(SmallReaders::versions));
    }

    /** The org as it is now. */
    public Organization organization(Sessions sessions, String version, Meter meter) {
        List<Organization> found = new ArrayList<>();
        query(sessions, version, ORGANIZATION, record -> found.add(SmallReaders.organization(record)), meter);
        if (found.size() != 1) {
            throw Json.unreadable("The query for the Organization brought " + found.size() + " records.");
        }
        return found.get(0);
    }

    /** The id of the user whose view is described, 18 characters (identity key of {@code /services/data/vNN.0/}). */
    public String userId(Sessions sessions, String version, Meter meter) {
        return calls.call(
                sessions,
                session -> calls.get(Meter.Kind.IDENTITY, session, data(version) + "/"),
                meter,
                whole(SmallReaders::userId));
    }

    /** The org's daily API calls. */
    public DailyCalls dailyCalls(Sessions sessions, String version, Meter meter) {
        return calls.call(
                sessions,
                session -> calls.get(Meter.Kind.LIMITS, session, data(version) + "/limits"),
                meter,
                whole(SmallReaders::dailyCalls));
    }

    /**
     * All sObjects of the org, each handed on once, as it is read.
     *
     * @throws SalesforceException also when the list was not read whole: what was handed on until then proves nothing
     */
    public void describeGlobal(Sessions sessions, String version, Consumer<SObjectSummary> each, Meter meter) {
        // Outlives a reply that breaks off: the next one hands on only what is new.
        Set<String> seen = new HashSet<>();
        calls.call(
                sessions,
                session -> calls.get(Meter.Kind.DESCRIBE_GLOBAL, session, data(version) + "/sobjects"),
                meter,
                whole(parser -> {
                    GlobalReader.read(parser, seen, each);
                    return null;
                }));
    }

    /**
     * Describes the named sObjects, 25 a call and a few calls at once. Returns when each name has been described, has
     * failed, or the sink has stopped it: then replies that are under way have a second to end before they are cut.
     * Throws what concerns the org as a whole (session, limits, host), not one sObject.
     */
    public void describe(Sessions sessions, String version, List<String> names, DescribeSink sink, Meter meter) {
        new DescribeCalls(calls, config, sessions, data(version), sink, meter).describe(names);
    }

    /**
     * Runs a query and hands on its records, page after page.
     *
     * @param soql at most a few thousand characters: it travels in the URL
     */
    void query(Sessions sessions, String version, String soql, Consumer<ObjectNode> each, Meter meter) {
        Optional<String> page = Optional.of(data(version) + "/query?q=" + encoded(soql));
        Set<String> read = new HashSet<>();
        while (page.isPresent()) {
            String path = page.get();
            if (!path.startsWith("/services/data/") || !read.add(path)) {
                throw Json.unreadable("The next page of the query is not where one can be.");
            }
            List<ObjectNode> records = new ArrayList<>();
            page = calls.call(sessions, session -> calls.get(Meter.Kind.QUERY, session, path), meter, whole(parser -> {
                records.clear();
                return QueryReader.read(parser, records::add);
            }));
            records.forEach(each);
        }
    }

    private static <T> Calls.ReplyReader<T> whole(Json.Reader<T> reader) {
        return reply -> Json.readWhole(reply.body(), reader);
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
     * @param max calls allowed
     * @param remaining calls left
     */
    public record DailyCalls(long max, long remaining) {}
}
