package io.orgscribe.salesforce;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import io.orgscribe.salesforce.DescribeSink.Batch;

/** Describes many sObjects of one org. */
final class DescribeCalls implements CallScheduler.Work<DescribeRequest> {

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

    void describe(Sessions sessions, List<DescribeRequest> requests) {
        Map<String, DescribeRequest> distinct = new LinkedHashMap<>();
        requests.forEach(one -> distinct.putIfAbsent(one.name(), one));
        new CallScheduler<>(config, sessions, this, meter).make(distinct.values());
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
    public Callable<CallResult<DescribeRequest>> call(Session session, CallBatch<DescribeRequest> batch) {
        DescribeRequest first = batch.units().get(0);
        Request request = batch.single()
                ? calls.get(kind(), session, path(first), first.lastModified())
                : calls.post(kind(), session, data + "/composite", body(batch), config.batchTimeout());
        return new DescribeCall(calls, request, session, batch, sink, meter);
    }

    @Override
    public List<DescribeRequest> halves(DescribeRequest request) {
        return List.of();
    }

    @Override
    public boolean stopped() {
        return sink.stopped();
    }

    @Override
    public void failed(DescribeRequest request, int attempts, SalesforceException why) {
        try (Batch batch = sink.open()) {
            batch.failed(request.name(), attempts, why);
        }
    }

    @Override
    public List<DescribeRequest> refused(DescribeRequest request, int attempts, SalesforceException why) {
        failed(request, attempts, why);
        return List.of();
    }

    private String body(CallBatch<DescribeRequest> batch) {
        return CompositeBody.of(
                batch.units(),
                this::path,
                request -> request.conditional() ? Map.of("If-Modified-Since", request.lastModified()) : Map.of());
    }

    private String path(DescribeRequest request) {
        return data + "/sobjects/" + SalesforceClient.encoded(request.name()) + "/describe";
    }
}
