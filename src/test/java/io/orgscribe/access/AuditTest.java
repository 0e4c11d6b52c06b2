package io.orgscribe.access;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;

import jakarta.inject.Inject;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.orgscribe.JsonReply;
import io.orgscribe.NobodyExtracts;
import io.orgscribe.OrgscribeTest;
import io.orgscribe.extraction.TestRuns;
import io.orgscribe.sampleorg.TestOrg;
import io.orgscribe.sampleorg.TestOrgSettings;
import io.orgscribe.token.TestConsents;
import io.orgscribe.token.TestConsents.Sent;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

/** Each change leaves one entry, and what changes nothing leaves none. */
@OrgscribeTest
@TestProfile(NobodyExtracts.class)
class AuditTest {

    /** Operations that are no GET and change nothing that is kept: what they do is ask the org. */
    private static final Set<String> CHANGE_NOTHING = Set.of(
            "POST /api/v1/connections/check", "POST /api/v1/connections/{}/check", "POST /api/v1/connections/{}/probe");

    @Inject
    AgroalDataSource database;

    private TestOrg org;
    private String connection;
    private String key;

    @BeforeEach
    void connect() {
        org = TestOrg.start(TestOrgSettings.standard().withPort(0).withTables(30));
        connection = TestRuns.connect(org);
        key = make("admin", "Auditor " + UUID.randomUUID()).path("key");
    }

    @AfterEach
    void close() {
        org.close();
    }

    /** What is sent for each operation, by its address, and what the audit calls it. */
    private Map<String, Step> steps() {
        Map<String, Step> steps = new TreeMap<>();
        steps.put("POST /api/v1/api-keys", new Step("api_key_create", () -> makeBy("viewer", "Another")));
        steps.put("DELETE /api/v1/api-keys/{}", new Step("api_key_revoke", () -> {
            String id = make("viewer", "Revoked").path("id");
            return by().delete("/api/v1/api-keys/" + id);
        }));
        steps.put(
                "POST /api/v1/connections",
                new Step(
                        "connection_create",
                        () -> by().body(document("Created " + UUID.randomUUID()))
                                .post("/api/v1/connections")));
        steps.put(
                "PUT /api/v1/connections/{}",
                new Step(
                        "connection_update",
                        () -> by().body(document("Replaced " + UUID.randomUUID()))
                                .put("/api/v1/connections/" + connection)));
        steps.put(
                "PATCH /api/v1/connections/{}",
                new Step(
                        "connection_update",
                        () -> by().body(Map.of("name", "Patched " + UUID.randomUUID()))
                                .patch("/api/v1/connections/" + connection)));
        steps.put(
                "POST /api/v1/connections/{}/pause",
                new Step("connection_pause", () -> by().post("/api/v1/connections/" + connection + "/pause")));
        steps.put("POST /api/v1/connections/{}/resume", new Step("connection_resume", () -> {
            execute("UPDATE connection SET status = 'paused' WHERE id = ?", connection);
            return by().post("/api/v1/connections/" + connection + "/resume");
        }));
        steps.put(
                "POST /api/v1/connections/{}/runs",
                new Step("run_start", () -> by().post("/api/v1/connections/" + connection + "/runs")));
        steps.put(
                "POST /api/v1/runs/{}/cancel",
                new Step("run_cancel", () -> by().post("/api/v1/runs/" + queued() + "/cancel")));
        steps.put("POST /api/v1/runs/{}/resume", new Step("run_resume", () -> {
            String run = queued();
            execute("UPDATE run SET status = 'paused' WHERE id = ?", run);
            return by().post("/api/v1/runs/" + run + "/resume");
        }));
        steps.put(
                "DELETE /api/v1/connections/{}",
                new Step("connection_delete", () -> by().delete("/api/v1/connections/" + TestRuns.connect(org))));
        return steps;
    }

    private record Step(String action, Supplier<Response> call) {}

    @Test
    void every_operation_that_changes_something_leaves_one_entry() throws Exception {
        Map<String, Step> steps = steps();
        List<String> operations = Operations.of(
                        given().get("/q/openapi?format=json").asString())
                .stream()
                .filter(operation ->
                        !operation.method().equals("GET") && !operation.path().startsWith("/try"))
                .map(operation -> operation.method() + " " + operation.path().replace(new UUID(1, 2).toString(), "{}"))
                .filter(operation -> !CHANGE_NOTHING.contains(operation))
                .toList();
        assertThat(steps.keySet()).containsExactlyInAnyOrderElementsOf(operations);

        for (Map.Entry<String, Step> step : steps.entrySet()) {
            org.close();
            connect();
            Response reply = step.getValue().call().get();
            assertThat(reply.statusCode()).as(step.getKey() + reply.asString()).isBetween(200, 299);

            assertThat(actions(key))
                    .as(step.getKey())
                    .containsExactly(step.getValue().action());
        }
    }

    @Test
    void what_is_refused_asks_or_changes_nothing_leaves_none() {
        by().body("{}").post("/api/v1/connections").then().statusCode(400);
        by().delete("/api/v1/connections/" + UUID.randomUUID()).then().statusCode(404);
        by().post("/api/v1/connections/" + connection + "/check").then().statusCode(200);
        by().post("/api/v1/connections/" + connection + "/resume").then().statusCode(200);
        by().body(Map.of("dryRun", true)).post("/api/v1/connections/" + connection + "/runs");
        by().get("/api/v1/connections").then().statusCode(200);

        assertThat(actions(key)).isEmpty();

        String run = by().header("Idempotency-Key", "once")
                .post("/api/v1/connections/" + connection + "/runs")
                .path("id");
        by().header("Idempotency-Key", "once")
                .post("/api/v1/connections/" + connection + "/runs")
                .then()
                .body("id", equalTo(run));
        by().post("/api/v1/connections/" + connection + "/runs").then().statusCode(409);

        assertThat(actions(key)).containsExactly("run_start");
    }

    @Test
    void an_entry_says_who_what_and_from_where() {
        String name = given().get("/api/v1/connections/" + connection).path("name");
        by().post("/api/v1/connections/" + connection + "/pause").then().statusCode(200);

        JsonReply list = entries("actor=" + actor(key));

        assertThat(list.getString("items[0].actor.via")).isEqualTo("api_key");
        assertThat(list.getString("items[0].actor.id")).isEqualTo(id(key));
        assertThat(list.getString("items[0].target.type")).isEqualTo("connection");
        assertThat(list.getString("items[0].target.id")).isEqualTo(connection);
        assertThat(list.getString("items[0].target.name")).isEqualTo(name);
        assertThat(list.getString("items[0].address")).isEqualTo("127.0.0.1");
        assertThat(Instant.parse(list.getString("items[0].at")))
                .isBetween(Instant.now().minusSeconds(60), Instant.now());
    }

    @Test
    void a_consent_is_of_whoever_was_sent_to_salesforce() {
        String consented = TestConsents.connect(org);
        Sent sent = TestConsents.open(by(), consented);
        TestConsents.comeBack(given(), sent.cookies(), sent.back("allow"))
                .then()
                .statusCode(200);

        assertThat(actions(key)).containsExactly("connection_authorize");
    }

    @Test
    void the_list_is_filtered_and_comes_in_pages() {
        Instant begin = Instant.now();
        for (int i = 0; i < 3; i++) {
            by().post("/api/v1/connections/" + connection + "/pause").then().statusCode(200);
            by().post("/api/v1/connections/" + connection + "/resume").then().statusCode(200);
        }
        String mine = "actor=" + actor(key);

        List<String> all = new ArrayList<>();
        String next = "";
        do {
            JsonReply page = entries(mine + "&limit=2" + (next.isEmpty() ? "" : "&cursor=" + next));
            page.getList("items")
                    .forEach(item -> all.add(((Map<?, ?>) item).get("action").toString()));
            next = page.getString("next");
        } while (next != null);

        assertThat(all)
                .containsExactly(
                        "connection_resume",
                        "connection_pause",
                        "connection_resume",
                        "connection_pause",
                        "connection_resume",
                        "connection_pause");
        assertThat(entries(mine + "&action=connection_pause").getList("items")).hasSize(3);
        assertThat(entries(mine + "&until=" + begin).getList("items")).isEmpty();
        assertThat(entries(mine + "&since=" + begin).getList("items")).hasSize(6);
        given().get("/api/v1/audit?action=nothing").then().statusCode(400).body("field", equalTo("action"));
    }

    @Test
    void no_entry_is_ever_changed() {
        by().post("/api/v1/connections/" + connection + "/pause").then().statusCode(200);

        assertThatThrownBy(() ->
                        execute("UPDATE audit_entry SET actor = 'somebody' WHERE target_id = ?::text", connection))
                .hasMessageContaining("not changed");
        assertThat(actions(key)).containsExactly("connection_pause");
    }

    private Map<String, Object> document(String name) {
        return Map.of(
                "name",
                name,
                "loginUrl",
                org.url(),
                "auth",
                Map.of(
                        "method",
                        "client_credentials",
                        "clientId",
                        org.settings().consumerKey(),
                        "clientSecret",
                        org.settings().consumerSecret()));
    }

    private String queued() {
        return given().contentType("application/json")
                .post("/api/v1/connections/" + connection + "/runs")
                .path("id");
    }

    private void execute(String sql, String id) {
        try (Connection open = database.getConnection();
                PreparedStatement statement = open.prepareStatement(sql)) {
            statement.setObject(1, UUID.fromString(id));
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private Response makeBy(String role, String name) {
        return by().body(Map.of("name", name, "role", role)).post("/api/v1/api-keys");
    }

    private static Response make(String role, String name) {
        return given().contentType("application/json")
                .body(Map.of("name", name, "role", role))
                .post("/api/v1/api-keys");
    }

    private RequestSpecification by() {
        return given().contentType("application/json").header("Authorization", "Bearer " + key);
    }

    private static String actor(String key) {
        return given().header("Authorization", "Bearer " + key)
                .get("/api/v1/me")
                .path("name");
    }

    private static String id(String key) {
        return given().get("/api/v1/api-keys?limit=1000")
                .path("items.find { it.prefix == '" + key.substring(0, 12) + "' }.id");
    }

    private static List<String> actions(String key) {
        return entries("actor=" + actor(key)).getList("items").stream()
                .map(item -> ((Map<?, ?>) item).get("action").toString())
                .toList();
    }

    private static JsonReply entries(String query) {
        return given().get("/api/v1/audit?" + query)
                .then()
                .statusCode(200)
                .extract()
                .as(JsonReply.class);
    }
}
