package io.orgscribe.salesforce;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * One composite call, whose parts are the units that it asks for.
 *
 * @param <U> as of {@link CallScheduler}
 * @param <B> as of {@link CompositeReader}
 */
final class CompositeCall<U, B> implements Callable<CallResult<U>> {

    /** Takes in what a part has brought; called by several threads. */
    @FunctionalInterface
    interface Taker<U, B> {

        /**
         * @return what is to be asked for next because of it
         * @throws SalesforceException where the part was refused or is of no use
         */
        List<U> take(U unit, CompositeReader.Part<B> part);
    }

    private final Calls calls;
    private final Request request;
    private final Session session;
    private final CallBatch<U> batch;
    private final Meter meter;
    private final JsonValues.Reader<B> body;
    private final Taker<U, B> taker;
    private final Map<String, U> open;
    private final Map<U, SalesforceException> refused = new LinkedHashMap<>();
    private final List<U> next = new ArrayList<>();

    CompositeCall(
            Calls calls,
            Request request,
            Session session,
            CallBatch<U> batch,
            Meter meter,
            JsonValues.Reader<B> body,
            Taker<U, B> taker) {
        this.calls = calls;
        this.request = request;
        this.session = session;
        this.batch = batch;
        this.meter = meter;
        this.body = body;
        this.taker = taker;
        this.open = CompositeBody.byReference(batch.units());
    }

    @Override
    public CallResult<U> call() {
        SalesforceException failure = null;
        try {
            calls.once(request, meter, this::read);
        } catch (SalesforceException e) {
            failure = e;
        }
        return new CallResult<>(batch, session, List.copyOf(open.values()), refused, next, failure);
    }

    private Void read(StreamedReply reply) {
        return JsonValues.readWhole(reply.body(), parser -> {
            CompositeReader.read(parser, body, this::take);
            return null;
        });
    }

    private void take(CompositeReader.Part<B> part) {
        U unit = part.reference() == null ? null : open.remove(part.reference());
        if (unit != null) {
            try {
                next.addAll(taker.take(unit, part));
            } catch (SalesforceException e) {
                refused.put(unit, e);
            }
        }
    }
}
