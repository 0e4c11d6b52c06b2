package io.orgscribe.salesforce;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

import io.orgscribe.salesforce.DescribeSink.Batch;
import io.orgscribe.salesforce.Failures.Reaction;

/** One describe call: sends it, and hands what it brings to the sink as it is read. */
final class DescribeCall implements Callable<CallResult<DescribeRequest>> {

    private final Calls calls;
    private final Request request;
    private final Session session;
    private final CallBatch<DescribeRequest> batch;
    private final DescribeSink sink;
    private final Meter meter;
    /** By reference what neither was answered nor has failed. */
    private final Map<String, DescribeRequest> open;

    /** References of what has come, and is written when its batch is closed. */
    private final Set<String> read = new HashSet<>();

    private final Map<DescribeRequest, SalesforceException> refused = new LinkedHashMap<>();

    /** @param request for a single one by itself, for several as a composite */
    DescribeCall(
            Calls calls,
            Request request,
            Session session,
            CallBatch<DescribeRequest> batch,
            DescribeSink sink,
            Meter meter) {
        this.calls = calls;
        this.request = request;
        this.session = session;
        this.batch = batch;
        this.sink = sink;
        this.meter = meter;
        this.open = CompositeBody.byReference(batch.units());
    }

    @Override
    public CallResult<DescribeRequest> call() {
        SalesforceException failure = null;
        try {
            calls.once(request, meter, this::read);
        } catch (SalesforceException e) {
            failure = e;
        }
        return new CallResult<>(batch, session, List.copyOf(open.values()), refused, List.of(), failure);
    }

    /** What has come whole is kept where the reply breaks off, too; nothing is answered before that is written. */
    private Void read(StreamedReply reply) {
        Batch staged = sink.open();
        SalesforceException broken = null;
        try {
            if (batch.single()) {
                readSingle(reply, staged);
            } else {
                JsonValues.readWhole(reply.body(), parser -> {
                    CompositeReader.read(parser, DescribeReader::read, part -> readPart(part, staged));
                    return null;
                });
            }
        } catch (SalesforceException e) {
            broken = e;
        } finally {
            // Interrupted is the waiting for Salesforce, not the keeping of what was read.
            Thread.interrupted();
        }
        staged.close();
        open.keySet().removeAll(read);
        if (broken != null) {
            throw broken;
        }
        return null;
    }

    private void readSingle(StreamedReply reply, Batch staged) {
        String name = batch.units().get(0).name();
        if (reply.notModified()) {
            unmodified(name, staged);
        } else {
            DescribeReader describe = JsonValues.readWhole(reply.body(), DescribeReader::read);
            staged.described(asked(name, describe, reply.header("Last-Modified").orElse(null)));
        }
        read.addAll(open.keySet());
    }

    /** Parts that answer nothing that was asked are of no interest; those that are missing stay open. */
    private void readPart(CompositeReader.Part<DescribeReader> part, Batch staged) {
        DescribeRequest asked = part.reference() == null ? null : open.get(part.reference());
        if (asked == null || !read.add(part.reference())) {
            return;
        }
        if (part.notModified() && asked.conditional()) {
            unmodified(asked.name(), staged);
            return;
        }
        SObject sObject;
        try {
            sObject = asked(asked.name(), part.read(), part.lastModified());
        } catch (SalesforceException e) {
            if (e.failure() == FailureCause.UNREADABLE_REPLY || Failures.reaction(e.failure()) == Reaction.GIVE_UP) {
                staged.failed(asked.name(), batch.attempts(), e);
            } else {
                refused.put(asked, e);
            }
            return;
        }
        staged.described(sObject);
    }

    private static SObject asked(String name, DescribeReader describe, String lastModified) {
        SObject sObject = describe.toSObject(name, lastModified);
        if (!sObject.name().equalsIgnoreCase(name)) {
            throw JsonValues.unreadable("The reply for " + name + " describes another table.");
        }
        return sObject;
    }

    private void unmodified(String name, Batch staged) {
        meter.notModified(1);
        staged.unmodified(name);
    }
}
