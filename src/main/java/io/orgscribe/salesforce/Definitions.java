package io.orgscribe.salesforce;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.orgscribe.salesforce.CompositeReader.Part;

/**
 * Calls for what a describe does not tell, besides {@link SalesforceClient} and under its rules. Most of it needs the
 * permission View Setup and Configuration.
 */
@ApplicationScoped
public class Definitions {

    private static final String EDITED_FIELDS =
            "SELECT Id, DeveloperName, NamespacePrefix, TableEnumOrId, ManageableState,"
                    + " LastModifiedDate, LastModifiedBy.Name FROM CustomField";
    private static final String EDITED_OBJECTS =
            "SELECT Id, DeveloperName, NamespacePrefix, Description, ManageableState,"
                    + " LastModifiedDate, LastModifiedBy.Name FROM CustomObject";

    private final Calls calls;
    private final SalesforceConfig config;

    @Inject
    Definitions(Calls calls, SalesforceConfig config) {
        this.calls = calls;
        this.config = config;
    }

    /**
     * How many records each sObject has, as Salesforce counted some time ago: without recycle bin, histories, feeds and
     * shares; those without records may be absent.
     *
     * @throws SalesforceException {@link FailureCause#VIEW_SETUP_MISSING} where the user may not see them
     * @see <a href="https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_record_count.htm">
     *     Record Count</a>
     */
    public Map<String, Long> recordCounts(Sessions sessions, String version, Meter meter) {
        return allowed(
                true,
                () -> calls.call(
                        sessions,
                        session -> calls.get(
                                Meter.Kind.RECORD_COUNT,
                                session,
                                SalesforceClient.data(version) + "/limits/recordCount"),
                        meter,
                        reply -> JsonValues.readWhole(reply.body(), RecordCount::readAll)));
    }

    /**
     * Reads definitions or records of many items by as few calls as Salesforce allows, a few at once. Returns when each
     * item was read, has failed, or the sink has stopped it.
     *
     * @throws SalesforceException {@link FailureCause#VIEW_SETUP_MISSING} where the user may not read definitions;
     *     {@link FailureCause#INVALID_REQUEST} where none of the queries is understood; what concerns the org as a whole
     * @throws CallBudgetExhausted where anything is left to ask for; all that was under way was handed on
     */
    public void read(Sessions sessions, String version, PackedQuery query, PackedSink sink, Meter meter) {
        PackedCalls packed = new PackedCalls(calls, config, query, SalesforceClient.data(version), sink, meter);
        allowed(query.tooling(), () -> {
            packed.read(sessions);
            return null;
        });
    }

    /** As {@link #read(Sessions, String, PackedQuery, PackedSink, Meter)}, for what fits in memory. */
    public PackedRows read(Sessions sessions, String version, PackedQuery query, Meter meter) {
        PackedRows.Sink sink = new PackedRows.Sink();
        read(sessions, version, query, sink, meter);
        return sink.all();
    }

    /**
     * The roll-ups among custom fields, 25 a call. Who may run out of calls asks for a few at a time.
     *
     * @param ids of 15 or 18 characters
     * @throws SalesforceException {@link FailureCause#VIEW_SETUP_MISSING} where the user may not read definitions; what
     *     concerns the org as a whole
     * @throws CallBudgetExhausted where anything is left to ask for
     */
    public RollUpSummaries rollUps(Sessions sessions, String version, List<String> ids, Meter meter) {
        RollUpCalls rollUps = new RollUpCalls(calls, config, SalesforceClient.data(version), meter);
        return allowed(true, () -> rollUps.read(sessions, ids));
    }

    /**
     * The custom fields and objects that were edited since a time, by one call. Their dates also tell edits that a
     * describe does not show.
     *
     * @param since on Salesforce's clock, inclusive, to the second
     * @throws SalesforceException {@link FailureCause#VIEW_SETUP_MISSING} where the user may not read definitions
     */
    public EditedDefinitions edits(Sessions sessions, String version, Instant since, Meter meter) {
        String suffix = " WHERE LastModifiedDate >= " + since.truncatedTo(ChronoUnit.SECONDS) + " ORDER BY Id LIMIT "
                + PackedSlice.PAGE;
        List<Subrequest> subrequests = List.of(
                Subrequest.toolingQuery(EDITED_FIELDS + suffix), Subrequest.toolingQuery(EDITED_OBJECTS + suffix));
        return allowed(
                true,
                () -> asked(sessions, version, Meter.Kind.EDITS, subrequests, meter, parts -> {
                    SubrequestBody fields = readDefinitions(parts.get(0));
                    SubrequestBody objects = readDefinitions(parts.get(1));
                    return new EditedDefinitions(fields.rows(), objects.rows(), isAll(fields) && isAll(objects));
                }));
    }

    private static SubrequestBody readDefinitions(Part<SubrequestBody> part) {
        try {
            SubrequestBody body = part.read();
            if (!body.records()) {
                throw JsonValues.unreadable("The reply to a query has no records.");
            }
            return body;
        } catch (SalesforceException e) {
            throw Failures.ofDefinitions(e);
        }
    }

    private static boolean isAll(SubrequestBody body) {
        return body.whole() && body.rows().size() < PackedSlice.PAGE;
    }

    /** What needs View Setup may be refused as a whole, as well as one of its tables. */
    static <T> T allowed(boolean setup, Supplier<T> call) {
        try {
            return call.get();
        } catch (SalesforceException e) {
            throw setup ? Failures.ofDefinitions(e) : e;
        }
    }

    /**
     * Sends several subrequests as one counted call.
     *
     * @param subrequests all of Tooling or none; at most 25, of which 5 queries
     * @return a result of each, in their order; a refused part has one, too
     * @throws SalesforceException where the call as a whole fails, or has no result of a subrequest
     */
    public List<SubrequestResult> ask(Sessions sessions, String version, List<Subrequest> subrequests, Meter meter) {
        boolean tooling = subrequests.get(0).tooling();
        long queries =
                subrequests.stream().filter(q -> q.path().contains("/query?")).count();
        if (subrequests.size() > CompositeBody.MOST_PARTS
                || queries > CompositeBody.MOST_QUERIES
                || subrequests.stream().anyMatch(q -> q.tooling() != tooling)) {
            throw new IllegalArgumentException("Not one composite call: " + subrequests.size() + " parts");
        }
        return allowed(
                tooling,
                () -> asked(
                        sessions,
                        version,
                        Meter.Kind.DEFINITIONS,
                        subrequests,
                        meter,
                        parts -> parts.stream()
                                .map(part -> SubrequestResult.of(part, tooling))
                                .toList()));
    }

    private <T> T asked(
            Sessions sessions,
            String version,
            Meter.Kind kind,
            List<Subrequest> subrequests,
            Meter meter,
            Function<List<Part<SubrequestBody>>, T> read) {
        String data = SalesforceClient.data(version);
        String path = data + (subrequests.get(0).tooling() ? "/tooling/composite" : "/composite");
        String body = CompositeBody.of(subrequests, subrequest -> data + subrequest.path(), Subrequest::headers);
        return calls.call(
                sessions,
                session -> calls.post(kind, session, path, body, config.batchTimeout()),
                meter,
                reply -> read.apply(CompositeReader.readAll(reply, subrequests.size(), SubrequestBody::read)));
    }
}
