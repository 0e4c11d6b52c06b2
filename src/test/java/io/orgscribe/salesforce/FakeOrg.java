package io.orgscribe.salesforce;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import com.fasterxml.jackson.databind.JsonNode;

/** Answers describes, single and composite; a test says where it does so wrongly. */
final class FakeOrg implements RawServer.Handler {

    /** Answers a call in place of the org, or does not: false. */
    @FunctionalInterface
    interface Fault {
        boolean happens(RawServer.Exchange exchange, List<String> names) throws IOException, InterruptedException;
    }

    record Part(int status, String body) {}

    private final Map<String, Part> parts = new ConcurrentHashMap<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger mostUnderWay = new AtomicInteger();
    private final Map<String, String> unchangedSince = new ConcurrentHashMap<>();
    private Fault fault = (exchange, names) -> false;

    FakeOrg part(String name, int status, String body) {
        parts.put(name, new Part(status, body));
        return this;
    }

    /** To a request with this very date it answers 304. */
    FakeOrg unchanged(String name, String date) {
        unchangedSince.put(name, date);
        return this;
    }

    FakeOrg fault(Fault fault) {
        this.fault = fault;
        return this;
    }

    int mostUnderWay() {
        return mostUnderWay.get();
    }

    @Override
    public void handle(RawServer.Exchange exchange) throws IOException, InterruptedException {
        mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
        try {
            List<String> names = names(exchange);
            if (!fault.happens(exchange, names)) {
                answer(exchange, names);
            }
        } finally {
            underWay.decrementAndGet();
        }
    }

    private void answer(RawServer.Exchange exchange, List<String> names) throws IOException {
        if (exchange.method().equals("GET")) {
            if (isUnchanged(names.get(0), exchange.headers().getOrDefault("If-Modified-Since", ""))) {
                exchange.head(304, Map.of("ETag", "\"x\""), 0);
                return;
            }
            Part part = part(names.get(0));
            exchange.reply(
                    part.status(),
                    Map.of("Last-Modified", "Wed, 06 May 2026 10:00:00 GMT"),
                    part.body().getBytes(StandardCharsets.UTF_8));
        } else {
            exchange.reply(200, composite(names, dates(exchange)));
        }
    }

    private boolean isUnchanged(String name, String date) {
        return date.equals(unchangedSince.get(name));
    }

    private static List<String> dates(RawServer.Exchange exchange) {
        List<String> dates = new ArrayList<>();
        Recordings.tree(exchange.body().getBytes(StandardCharsets.UTF_8))
                .get("compositeRequest")
                .forEach(part ->
                        dates.add(part.at("/httpHeaders/If-Modified-Since").asText()));
        return dates;
    }

    String composite(List<String> names) {
        return composite(names, Collections.nCopies(names.size(), ""));
    }

    private String composite(List<String> names, List<String> dates) {
        List<String> replies = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            Part part = isUnchanged(names.get(i), dates.get(i)) ? new Part(304, "null") : part(names.get(i));
            replies.add(("{\"body\":%s,\"httpHeaders\":{\"Last-Modified\":\"Wed, 6 May 2026 10:00:00 GMT\"},"
                            + "\"httpStatusCode\":%d,\"referenceId\":\"part%d\"}")
                    .formatted(part.body(), part.status(), i));
        }
        return "{\"compositeResponse\":[" + String.join(",", replies) + "]}";
    }

    private Part part(String name) {
        return parts.getOrDefault(
                name, new Part(200, "{\"name\":\"" + name + "\",\"fields\":[{\"name\":\"Id\",\"type\":\"id\"}]}"));
    }

    private static List<String> names(RawServer.Exchange exchange) {
        if (exchange.method().equals("GET")) {
            return List.of(name(exchange.path()));
        }
        List<String> names = new ArrayList<>();
        JsonNode request = Recordings.tree(exchange.body().getBytes(StandardCharsets.UTF_8));
        request.get("compositeRequest")
                .forEach(part -> names.add(name(part.get("url").asText())));
        return names;
    }

    private static String name(String path) {
        return path.replaceAll(".*/sobjects/(.*)/describe", "$1");
    }
}
