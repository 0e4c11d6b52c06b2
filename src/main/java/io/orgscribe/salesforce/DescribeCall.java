package io.orgscribe.salesforce;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import io.orgscribe.salesforce.DescribeSink.Batch;
import io.orgscribe.salesforce.Failures.Remedy;

/** One describe call: sends it, and hands what it brings to the sink as it is read. Runs on a thread of its own. */
final class DescribeCall implements Callable<DescribeCall.Outcome> {

    private final Calls calls;
    private final Request request;
    private final Session session;
    private final Ask ask;
    private final DescribeSink sink;
    private final Meter meter;
    /** Names by reference that neither were described nor have failed; the reference is its place in the request. */
    private final Map<String, String> open = new LinkedHashMap<>();

    private final Map<String, SalesforceException> refused = new LinkedHashMap<>();

    private DescribeCall(Calls calls, Request request, Session session, Ask ask, DescribeSink sink, Meter meter) {
        this.calls = calls;
        this.request = request;
        this.session = session;
        this.ask = ask;
        this.sink = sink;
        this.meter = meter;
        for (int i = 0; i < ask.names().size(); i++) {
            open.put(reference(i), ask.names().get(i));
        }
    }

    /**
     * What came of it.
     *
     * @param open the names that are still to be asked for, none of which is in {@code refused}
     * @param refused names whose part was refused for a reason that may pass
     * @param failure why the call broke off; null where its reply was read to its end
     */
    record Outcome(
            Ask ask,
            Session session,
            List<String> open,
            Map<String, SalesforceException> refused,
            SalesforceException failure) {}

    /** @param data such as {@code /services/data/v68.0} */
    static DescribeCall of(
            Calls calls, SalesforceConfig config, Session session, String data, Ask ask, DescribeSink sink, Meter m) {
        Request request = ask.single()
                ? calls.get(Meter.Kind.DESCRIBE, session, path(data, ask.names().get(0)))
                : calls.post(Meter.Kind.DESCRIBE, session, data + "/composite", body(data, ask), config.batchTimeout());
        return new DescribeCall(calls, request, session, ask, sink, m);
    }

    @Override
    public Outcome call() {
        SalesforceException failure = null;
        try {
            calls.once(request, meter, this::read);
        } catch (SalesforceException e) {
            failure = e;
        }
        return new Outcome(ask, session, List.copyOf(open.values()), refused, failure);
    }

    private Void read(Reply reply) {
        try (Batch batch = sink.open()) {
            try {
                if (ask.single()) {
                    readSingle(reply, batch);
                } else {
                    Json.readWhole(reply.body(), parser -> {
                        CompositeReader.read(parser, part -> readPart(part, batch));
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
        DescribeReader describe = Json.readWhole(reply.body(), DescribeReader::read);
        String lastModified = reply.header("Last-Modified").orElse(null);
        batch.described(describe.toSObject(ask.names().get(0), lastModified));
        open.clear();
    }

    /** Parts that answer nothing that was asked are of no interest; those that are missing stay open. */
    private void readPart(CompositeReader.Part part, Batch batch) {
        String name = part.reference() == null ? null : open.remove(part.reference());
        if (name == null) {
            return;
        }
        SObject sObject;
        try {
            sObject = part.toSObject(name);
        } catch (SalesforceException e) {
            if (e.failure() == FailureCause.UNREADABLE_REPLY || Failures.remedy(e.failure()) == Remedy.GIVE_UP) {
                batch.failed(name, ask.attempts(), e);
            } else {
                refused.put(name, e);
            }
            return;
        }
        batch.described(sObject);
    }

    private static String body(String data, Ask ask) {
        List<CompositeBody.Part> parts = new ArrayList<>();
        for (String name : ask.names()) {
            parts.add(new CompositeBody.Part(reference(parts.size()), path(data, name), Map.of()));
        }
        return CompositeBody.of(parts);
    }

    private static String path(String data, String name) {
        return data + "/sobjects/" + SalesforceClient.encoded(name) + "/describe";
    }

    private static String reference(int index) {
        return "describe" + index;
    }
}
