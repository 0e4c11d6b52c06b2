package io.orgscribe.chaos;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.orgscribe.sampleorg.TestOrg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A client that any replica may answer, as behind a load balancer: one that does not is left for the next. */
final class ClusterClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final Replicas replicas;
    private final AtomicInteger turn = new AtomicInteger();

    ClusterClient(Replicas replicas) {
        this.replicas = replicas;
    }

    String connect(TestOrg org, Map<String, ?> more) {
        return connect(org.url(), org.settings().consumerKey(), org.settings().consumerSecret(), more);
    }

    /** @param more members of the connection */
    String connect(String url, String clientId, String clientSecret, Map<String, ?> more) {
        Map<String, Object> body = new java.util.HashMap<>(Map.of(
                "name",
                "org " + UUID.randomUUID(),
                "loginUrl",
                url,
                "auth",
                Map.of("method", "client_credentials", "clientId", clientId, "clientSecret", clientSecret)));
        body.putAll(more);
        return done(201, "POST", "/api/v1/connections", body, "").get("id").asText();
    }

    /** Queues a run; with its key, so that a request whose reply is lost can be made again. */
    String start(String connection, Map<String, ?> request) {
        return done(
                        202,
                        "POST",
                        "/api/v1/connections/" + connection + "/runs",
                        request,
                        UUID.randomUUID().toString())
                .get("id")
                .asText();
    }

    JsonNode run(String id) {
        return done(200, "GET", "/api/v1/runs/" + id, null, "");
    }

    JsonNode awaitEnd(String run) {
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .until(() -> run(run), read -> read.hasNonNull("finishedAt"));
    }

    /** Asks replicas in turn until one gives the answer. */
    JsonNode done(int status, String method, String path, Object body, String key) {
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> once(status, method, path, body, key), Optional::isPresent)
                .orElseThrow();
    }

    private Optional<JsonNode> once(int status, String method, String path, Object body, String key) {
        Optional<HttpResponse<String>> response =
                ask(method, path, body, key, Duration.ofSeconds(body == null ? 5 : 20));
        response.ifPresent(answer -> assertThat(
                        answer.statusCode() < 400 || answer.statusCode() >= 500 || answer.statusCode() == status)
                .as(answer.body())
                .isTrue());
        return response.filter(answer -> answer.statusCode() == status).map(answer -> read(answer.body()));
    }

    /** What the next replica answers, if it does. */
    Optional<HttpResponse<String>> ask(String method, String path, Object body, String key, Duration timeout) {
        int replica = Math.floorMod(turn.getAndIncrement(), replicas.size());
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            replicas.get(replica).uri(path))
                    .timeout(timeout)
                    .header("Content-Type", "application/json")
                    .method(
                            method,
                            body == null
                                    ? BodyPublishers.noBody()
                                    : BodyPublishers.ofString(JSON.writeValueAsString(body)));
            if (!key.isEmpty()) {
                request.header("Idempotency-Key", key);
            }
            return Optional.of(http.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            // It is not there, or was killed.
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    static JsonNode read(String body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new IllegalStateException(body, e);
        }
    }
}
