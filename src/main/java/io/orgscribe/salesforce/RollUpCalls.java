package io.orgscribe.salesforce;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

/** Reads the roll-ups of fields by the first 15 characters of their ids, 25 a call. */
final class RollUpCalls implements CallScheduler.Work<String> {

    private static final int ID = 15;

    private final Calls calls;
    private final SalesforceConfig config;
    private final String data;
    private final Meter meter;
    private final Map<String, RollUpSummary> found = new ConcurrentHashMap<>();
    private final Map<String, SalesforceException> absent = new ConcurrentHashMap<>();
    private final Map<String, SalesforceException> failed = new LinkedHashMap<>();

    /** @param data such as {@code /services/data/v68.0} */
    RollUpCalls(Calls calls, SalesforceConfig config, String data, Meter meter) {
        this.calls = calls;
        this.config = config;
        this.data = data;
        this.meter = meter;
    }

    RollUpSummaries read(Sessions sessions, List<String> ids) {
        Set<String> distinct = new LinkedHashSet<>();
        ids.forEach(id -> distinct.add(id.substring(0, Math.min(ID, id.length()))));
        new CallScheduler<>(config, sessions, this, meter).make(distinct);
        if (absent.size() == distinct.size()) {
            // Rather the resource is away than all of them at once.
            failed.putAll(absent);
            absent.clear();
        }
        if (distinct.size() > 1 && failed.size() == distinct.size()) {
            failed.values().stream()
                    .map(Failures::ofDefinitions)
                    .filter(why -> why.failure() == FailureCause.VIEW_SETUP_MISSING)
                    .findFirst()
                    .ifPresent(why -> {
                        throw why;
                    });
        }
        return new RollUpSummaries(found, Set.copyOf(absent.keySet()), failed);
    }

    @Override
    public Meter.Kind kind() {
        return Meter.Kind.ROLL_UPS;
    }

    @Override
    public int most() {
        return CompositeBody.MOST_PARTS;
    }

    /** Their rows are in memory until they are handed on. */
    @Override
    public int atOnce() {
        return config.inFlight().start();
    }

    @Override
    public Callable<CallResult<String>> call(Session session, CallBatch<String> batch) {
        String body = CompositeBody.of(
                batch.units(),
                id -> data + "/tooling/sobjects/CustomField/" + SalesforceClient.encoded(id),
                id -> Map.of());
        Request request = calls.post(kind(), session, data + "/tooling/composite", body, config.batchTimeout());
        return new CompositeCall<>(calls, request, session, batch, meter, CustomField::readRollUp, this::take);
    }

    @Override
    public List<String> halves(String id) {
        return List.of();
    }

    @Override
    public boolean stopped() {
        return false;
    }

    @Override
    public void failed(String id, int attempts, SalesforceException why) {
        failed.put(id, why);
    }

    @Override
    public List<String> refused(String id, int attempts, SalesforceException why) {
        failed(id, attempts, why);
        return List.of();
    }

    private List<String> take(String id, CompositeReader.Part<Optional<RollUpSummary>> part) {
        if (part.status() == 404) {
            part.refusal().ifPresent(why -> absent.put(id, why));
        } else {
            try {
                part.read().ifPresent(rollUp -> found.put(id, rollUp));
            } catch (SalesforceException e) {
                // Who may read no definitions is refused as a whole: a field that is refused is so by itself.
                throw e.failure() == FailureCause.ACCESS_DENIED ? e : Failures.ofDefinitions(e);
            }
        }
        return List.of();
    }
}
