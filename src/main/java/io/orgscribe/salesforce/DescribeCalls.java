package io.orgscribe.salesforce;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import io.orgscribe.salesforce.DescribeSink.Batch;

/** Describes many sObjects of one org. */
final class DescribeCalls implements ManyCalls.Work<Wanted> {

    private final Calls calls;
    private final SalesforceConfig config;
    private final String data;
    private final DescribeSink sink;
    private final Meter meter;

    /** @param data such as {@code /services/data/v68.0} */
    DescribeCalls(Calls calls, SalesforceConfig config, String data, DescribeSink sink, Meter meter) {
        this.calls = calls;
        this.config = config;
        this.data = data;
        this.sink = sink;
        this.meter = meter;
    }

    void describe(Sessions sessions, List<Wanted> wanted) {
        Map<String, Wanted> distinct = new LinkedHashMap<>();
        wanted.forEach(one -> distinct.putIfAbsent(one.name(), one));
        new ManyCalls<>(config, sessions, this, meter).make(distinct.values());
    }

    @Override
    public Meter.Kind kind() {
        return Meter.Kind.DESCRIBE;
    }

    @Override
    public int most() {
        return config.batchSize();
    }

    @Override
    public int atOnce() {
        return config.inFlight().max();
    }

    @Override
    public Callable<Outcome<Wanted>> call(Session session, Ask<Wanted> ask) {
        Wanted first = ask.units().get(0);
        Request request = ask.single()
                ? calls.get(kind(), session, path(first), first.lastModified())
                : calls.post(kind(), session, data + "/composite", body(ask), config.batchTimeout());
        return new DescribeCall(calls, request, session, ask, sink, meter);
    }

    @Override
    public List<Wanted> halves(Wanted wanted) {
        return List.of();
    }

    @Override
    public boolean stopped() {
        return sink.stopped();
    }

    @Override
    public void failed(Wanted wanted, int attempts, SalesforceException why) {
        try (Batch batch = sink.open()) {
            batch.failed(wanted.name(), attempts, why);
        }
    }

    @Override
    public List<Wanted> refused(Wanted wanted, int attempts, SalesforceException why) {
        failed(wanted, attempts, why);
        return List.of();
    }

    private String body(Ask<Wanted> ask) {
        return CompositeBody.of(
                ask.units(),
                this::path,
                wanted -> wanted.conditional() ? Map.of("If-Modified-Since", wanted.lastModified()) : Map.of());
    }

    private String path(Wanted wanted) {
        return data + "/sobjects/" + SalesforceClient.encoded(wanted.name()) + "/describe";
    }
}
