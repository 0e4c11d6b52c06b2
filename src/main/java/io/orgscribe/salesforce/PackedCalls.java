package io.orgscribe.salesforce;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Reads a {@link PackedQuery}, five queries a call. Which rows there are is told by the rows alone: Salesforce may or
 * may not honour LIMIT, and of definitions it gives no second page.
 */
final class PackedCalls implements CallScheduler.Work<PackedSlice> {

    /** How much may fail, without anything that does not, until it counts as failing for all items. */
    private static final int UNPROVEN = 12;

    private final Calls calls;
    private final SalesforceConfig config;
    private final PackedQuery query;
    private final String data;
    private final Meter meter;
    private final PackedSink sink;
    /** What is read to its end and not yet handed on. */
    private final Queue<PackedSlice> read = new ConcurrentLinkedQueue<>();

    private final Queue<Row> unusable = new ConcurrentLinkedQueue<>();
    /** Set once the optional columns were refused, for the queries that are still to come. */
    private volatile boolean lean;
    /** Whether a query was understood: then one that is refused is refused for its items. */
    private volatile boolean proven;
    /** How many queries were refused before one was understood. */
    private int refused;

    /** @param data such as {@code /services/data/v68.0} */
    PackedCalls(Calls calls, SalesforceConfig config, PackedQuery query, String data, PackedSink sink, Meter meter) {
        this.calls = calls;
        this.config = config;
        this.query = query;
        this.data = data;
        this.sink = sink;
        this.meter = meter;
    }

    void read(Sessions sessions) {
        new CallScheduler<>(config, sessions, this, meter).make(PackedSlice.of(query));
    }

    @Override
    public Meter.Kind kind() {
        return query.kind();
    }

    @Override
    public int most() {
        return CompositeBody.MOST_QUERIES;
    }

    /** Their rows are in memory until they are handed on. */
    @Override
    public int atOnce() {
        return config.inFlight().start();
    }

    @Override
    public Callable<CallResult<PackedSlice>> call(Session session, CallBatch<PackedSlice> batch) {
        String api = data + (query.tooling() ? "/tooling" : "");
        CallBatch<PackedSlice> asked = lean
                ? new CallBatch<>(
                        batch.units().stream().map(PackedSlice::withoutOptional).toList(),
                        batch.before(),
                        batch.alone(),
                        batch.notBefore())
                : batch;
        String body = CompositeBody.of(
                asked.units(), slice -> api + "/query?q=" + SalesforceClient.encoded(slice.soql()), slice -> Map.of());
        Request request = calls.post(kind(), session, api + "/composite", body, config.batchTimeout());
        return new CompositeCall<>(calls, request, session, asked, meter, SubrequestBody::read, this::take);
    }

    @Override
    public List<PackedSlice> halves(PackedSlice slice) {
        return slice.halves();
    }

    @Override
    public int hopeless() {
        return proven ? CallScheduler.Work.super.hopeless() : UNPROVEN;
    }

    @Override
    public boolean stopped() {
        return sink.stopped();
    }

    @Override
    public void ended() {
        for (Row row = unusable.poll(); row != null; row = unusable.poll()) {
            sink.unusable(row);
        }
        for (PackedSlice slice = read.poll(); slice != null; slice = read.poll()) {
            sink.read(slice.values(), slice.rows());
        }
    }

    /** Where nothing has brought anything, it is not for this item, unless only a few were asked for. */
    @Override
    public void failed(PackedSlice slice, int attempts, SalesforceException why) {
        if (!proven && (query.items().size() > UNPROVEN || told(why).failure() == FailureCause.VIEW_SETUP_MISSING)) {
            throw told(why);
        }
        slice.values().forEach(value -> sink.failed(value, why));
    }

    @Override
    public List<PackedSlice> refused(PackedSlice slice, int attempts, SalesforceException why) {
        if (!proven && (isOfTable(why) || ++refused > 2 * UNPROVEN)) {
            throw told(why);
        }
        List<PackedSlice> halves = slice.halves();
        if (halves.isEmpty()) {
            failed(slice, attempts, why);
        }
        return halves;
    }

    private SalesforceException told(SalesforceException why) {
        return query.tooling() ? Failures.ofDefinitions(why) : why;
    }

    /** That the table is not there concerns all items: INVALID_TYPE, other than 404. */
    private static boolean isOfTable(SalesforceException why) {
        return why.failure() == FailureCause.NOT_FOUND && why.status() == 400;
    }

    private List<PackedSlice> take(PackedSlice slice, CompositeReader.Part<SubrequestBody> part) {
        switch (part.errorCode()) {
            case "INVALID_FIELD" -> {
                if (!slice.lean() && !query.optionalColumns().isEmpty()) {
                    lean = true;
                    return List.of(slice.withoutOptional());
                }
            }
            case "EXCEEDED_ID_LIMIT" -> {
                proven = true;
                if (slice.items().size() > 1) {
                    return slice.halves();
                }
            }
            default -> {}
        }
        SubrequestBody page = part.read();
        if (!page.records()) {
            throw JsonValues.unreadable("The reply to a query has no records.");
        }
        proven = true;
        return keep(slice, page);
    }

    private List<PackedSlice> keep(PackedSlice slice, SubrequestBody page) {
        List<Row> telling = page.rows().stream().filter(query::tells).toList();
        page.rows().stream().filter(row -> !query.tells(row)).forEach(unusable::add);
        PackedSlice more = slice.plus(telling);
        if (page.whole() && page.rows().size() < PackedSlice.PAGE) {
            read.add(more);
            return List.of();
        }
        if (more.rows().size() == slice.rows().size()) {
            throw JsonValues.unreadable("Behind " + query.key() + " '" + slice.after() + "' the same rows come again.");
        }
        return List.of(more);
    }
}
