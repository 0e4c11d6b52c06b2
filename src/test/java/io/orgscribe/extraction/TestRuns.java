package io.orgscribe.extraction;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.restassured.RestAssured;

import io.orgscribe.JsonReply;
import io.orgscribe.sampleorg.TestOrg;

import static io.restassured.RestAssured.given;
import static io.restassured.http.ContentType.JSON;
import static org.awaitility.Awaitility.await;

/** Connects orgs and runs extractions over REST, as a user would. */
public final class TestRuns {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private TestRuns() {}

    public static String connect(TestOrg org) {
        return connect(org.url(), org.settings().consumerKey(), org.settings().consumerSecret());
    }

    public static String connect(String url, String clientId, String clientSecret) {
        return given().contentType(JSON)
                .body(Map.of(
                        "name",
                        "org " + UUID.randomUUID(),
                        "loginUrl",
                        url,
                        "auth",
                        Map.of("method", "client_credentials", "clientId", clientId, "clientSecret", clientSecret)))
                .post("/api/v1/connections")
                .then()
                .statusCode(201)
                .extract()
                .as(JsonReply.class)
                .getString("id");
    }

    public static String start(String connection, Object body) {
        return given().contentType(JSON)
                .body(body)
                .post("/api/v1/connections/" + connection + "/runs")
                .then()
                .statusCode(202)
                .extract()
                .as(JsonReply.class)
                .getString("id");
    }

    public static JsonReply read(String run) {
        return given().get("/api/v1/runs/" + run)
                .then()
                .statusCode(200)
                .extract()
                .as(JsonReply.class);
    }

    public static JsonReply awaitEnd(String run) {
        return awaitEnd(run, PATIENCE);
    }

    public static JsonReply awaitEnd(String run, Duration patience) {
        await().atMost(patience).pollInterval(Duration.ofMillis(30)).until(() -> hasEnded(run));
        return read(run);
    }

    /** Without REST Assured, of which each request takes ten times as long: this is asked thousands of times. */
    private static boolean hasEnded(String run) throws IOException {
        URL address = new URL("http://127.0.0.1:" + RestAssured.port + "/api/v1/runs/" + run);
        try (InputStream reply = address.openStream()) {
            return new String(reply.readAllBytes(), StandardCharsets.UTF_8).contains("\"finishedAt\":\"");
        }
    }

    /** Sets one member of the connection. */
    static void patch(String connection, String member, Object value) {
        given().contentType("application/merge-patch+json")
                .body(Map.of(member, value))
                .patch("/api/v1/connections/" + connection)
                .then()
                .statusCode(200);
    }

    public static JsonReply extract(String connection) {
        return awaitEnd(start(connection, Map.of()));
    }

    public static JsonReply extract(String connection, Object body) {
        return awaitEnd(start(connection, body));
    }

    /** What a run would cost, which is not made. */
    static JsonReply dryRun(String connection, Map<String, Object> request) {
        Map<String, Object> body = new HashMap<>(request);
        body.put("dryRun", true);
        return given().contentType(JSON)
                .body(body)
                .post("/api/v1/connections/" + connection + "/runs")
                .then()
                .statusCode(200)
                .extract()
                .as(JsonReply.class);
    }

    public static List<Map<String, Object>> failures(String run) {
        return given().get("/api/v1/runs/" + run + "/failures")
                .then()
                .statusCode(200)
                .extract()
                .as(JsonReply.class)
                .getList("items");
    }
}
