package io.orgscribe.chaos;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import com.fasterxml.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients that read catalogs all the time, from any replica. What they were told is kept, to be compared with the states
 * that a catalog has had.
 */
final class Readers implements AutoCloseable {

    /** Each is one page, whole. */
    private static final List<String> READ = List.of("tables?limit=1000", "changes?limit=1000");

    private static final List<String> OWN = List.of(
            "id", "connectionId", "runId", "tableId", "columnId", "firstSeenAt", "lastModifiedAt", "recordCount", "at");

    private final ClusterClient client;
    private final List<String> connections;
    private final List<Thread> threads = new ArrayList<>();
    private final Map<String, Set<String>> told = new ConcurrentHashMap<>();
    private final AtomicLong answers = new AtomicLong();
    private volatile boolean closed;

    Readers(ClusterClient client, List<String> connections, int count) {
        this.client = client;
        this.connections = connections;
        for (int i = 0; i < count; i++) {
            Thread thread = new Thread(this::read, "reader-" + i);
            thread.start();
            threads.add(thread);
        }
    }

    /** What a catalog looks like at this moment, in the terms of what readers are told. */
    static Map<String, String> state(ClusterClient client, String connection) {
        Map<String, String> state = new TreeMap<>();
        for (String what : READ) {
            state.put(what, content(client.done(200, "GET", path(connection, what), null, "")));
        }
        return state;
    }

    /** @param states all that the catalogs have had */
    void assertToldOnly(List<Map<String, String>> states) {
        for (String what : READ) {
            assertThat(told.getOrDefault(what, Set.of()))
                    .as("answers to %s that were none of the committed states", what)
                    .isSubsetOf(states.stream().map(state -> state.get(what)).toList());
        }
    }

    long answers() {
        return answers.get();
    }

    private void read() {
        for (int i = 0; !closed; i++) {
            String what = READ.get(i % READ.size());
            String connection = connections.get(i / READ.size() % connections.size());
            client.ask("GET", path(connection, what), null, "", Duration.ofSeconds(20))
                    .filter(response -> response.statusCode() == 200)
                    .map(HttpResponse::body)
                    .ifPresent(body -> {
                        told.computeIfAbsent(what, key -> ConcurrentHashMap.newKeySet())
                                .add(content(ClusterClient.read(body)));
                        answers.incrementAndGet();
                    });
            pause();
        }
    }

    private static String path(String connection, String what) {
        return "/api/v1/connections/" + connection + "/" + what;
    }

    /** Of a page its items, without what differs from one catalog to another that is like it. */
    private static String content(JsonNode page) {
        List<String> lines = new ArrayList<>();
        for (JsonNode item : page.get("items")) {
            var fields = new TreeMap<String, JsonNode>();
            item.properties().forEach(field -> {
                if (!OWN.contains(field.getKey()) && !field.getKey().endsWith("At")) {
                    fields.put(field.getKey(), field.getValue());
                }
            });
            lines.add(fields.toString());
        }
        lines.sort(Comparator.naturalOrder());
        return lines.size() + " items, "
                + UUID.nameUUIDFromBytes(lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            for (Thread thread : threads) {
                thread.join(30_000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
