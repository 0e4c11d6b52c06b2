package io.orgscribe.salesforce;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import io.orgscribe.salesforce.DescribeSink.Batch;
import io.orgscribe.salesforce.Failures.Remedy;

/** One describe call: sends it, and hands what it brings to the sink as it is read. */
final class DescribeCall implements Callable<Outcome<Wanted>> {

    private final Calls calls;
    private final Request request;
    private final Session session;
    private final Ask<Wanted> ask;
    private final DescribeSink sink;
    private final Meter meter;
    /** By reference what neither was answered nor has failed. */
    private final Map<String, Wanted> open;

    private final Map<Wanted, SalesforceException> refused = new LinkedHashMap<>();

    /** @param request for a single one by itself, for several as a composite */
    DescribeCall(Calls calls, Request request, Session session, Ask<Wanted> ask, DescribeSink sink, Meter meter) {
        this.calls = calls;
        this.request = request;
        this.session = session;
        this.ask = ask;
        this.sink = sink;
        this.meter = meter;
        this.open = CompositeBody.byReference(ask.units());
    }

    @Override
    public Outcome<Wanted> call() {
        SalesforceException failure = null;
        try {
            calls.once(request, meter, this::read);
        } catch (SalesforceException e) {
            if (ask.single() && Failures.remedy(e.failure()) == Remedy.GIVE_UP) {
                // It concerns this one, not the org.
                refused.put(ask.units().get(0), e);
                open.clear();
            } else {
                failure = e;
            }
        }
        return new Outcome<>(ask, session, List.copyOf(open.values()), refused, List.of(), failure);
    }

    private Void read(Reply reply) {
        try (Batch batch = sink.open()) {
            try {
                if (ask.single()) {
                    readSingle(reply, batch);
                } else {
                    Json.readWhole(reply.body(), parser -> {
                        CompositeReader.read(parser, DescribeReader::read, part -> readPart(part, batch));
                        return null;
                    });
                }
            } finally {
                // Interrupted is the waiting for Salesforce, not the keeping of what was read.
                Thread.interrupted();
            }
        }
        return null;
    }

    private void readSingle(Reply reply, Batch batch) {
        String name = ask.units().get(0).name();
        if (reply.notModified()) {
            unmodified(name, batch);
        } else {
            DescribeReader describe = Json.readWhole(reply.body(), DescribeReader::read);
            batch.described(
                    describe.toSObject(name, reply.header("Last-Modified").orElse(null)));
        }
        open.clear();
    }

    /** Parts that answer nothing that was asked are of no interest; those that are missing stay open. */
    private void readPart(CompositeReader.Part<DescribeReader> part, Batch batch) {
        Wanted wanted = part.reference() == null ? null : open.remove(part.reference());
        if (wanted == null) {
            return;
        }
        if (part.notModified() && wanted.conditional()) {
            unmodified(wanted.name(), batch);
            return;
        }
        SObject sObject;
        try {
            sObject = part.read().toSObject(wanted.name(), part.lastModified());
        } catch (SalesforceException e) {
            if (e.failure() == FailureCause.UNREADABLE_REPLY || Failures.remedy(e.failure()) == Remedy.GIVE_UP) {
                batch.failed(wanted.name(), ask.attempts(), e);
            } else {
                refused.put(wanted, e);
            }
            return;
        }
        batch.described(sObject);
    }

    private void unmodified(String name, Batch batch) {
        meter.notModified(1);
        batch.unmodified(name);
    }
}
