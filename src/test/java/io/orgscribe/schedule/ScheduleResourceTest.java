package io.orgscribe.schedule;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;

import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.orgscribe.JsonReply;
import io.orgscribe.OrgscribeTest;
import io.orgscribe.SoonAndShort;
import io.orgscribe.sampleorg.TestOrg;
import io.orgscribe.sampleorg.TestOrgSettings;

import static io.restassured.RestAssured.given;
import static io.restassured.http.ContentType.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@OrgscribeTest
@TestProfile(SoonAndShort.class)
class ScheduleResourceTest {

    private final TestOrg org =
            TestOrg.start(TestOrgSettings.standard().withPort(0).withTables(30));

    @AfterEach
    void close() {
        org.close();
    }

    @Test
    void a_tick_queues_a_run_that_extracts_the_org() {
        String connection = connect("0/2 * * * * ?", true);

        JsonReply run = await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> given().get("/api/v1/connections/" + connection + "/runs")
                                .as(JsonReply.class),
                        runs -> runs.getList("items.findAll { it.status == 'succeeded' }")
                                        .size()
                                > 0);
        patch(connection, Map.of("schedule", Map.of("enabled", false)));

        assertThat(run.getList("items.trigger")).contains("schedule");
        assertThat(run.getString("items[-1].scheduledFor")).isNotNull();
        assertThat(given().get("/api/v1/connections/" + connection + "/schedule")
                        .as(JsonReply.class)
                        .getList("history.outcome"))
                .contains("queued");
        given().delete("/api/v1/connections/" + connection);
    }

    @Test
    void the_next_run_is_the_first_fire_time_and_moves_with_the_cron() {
        String connection = connect("0 0 3 * * ?", true);
        JsonReply created = given().get("/api/v1/connections/" + connection).as(JsonReply.class);

        patch(connection, Map.of("schedule", Map.of("cron", "0 0 4 * * ?")));
        JsonReply changed = given().get("/api/v1/connections/" + connection).as(JsonReply.class);
        patch(connection, Map.of("schedule", Map.of("enabled", false)));
        JsonReply disabled = given().get("/api/v1/connections/" + connection).as(JsonReply.class);

        assertThat(created.getString("nextRunAt")).isEqualTo(created.getString("schedule.next[0]"));
        assertThat(created.getList("schedule.next")).hasSize(3);
        assertThat(changed.getString("nextRunAt")).contains("T04:00").isEqualTo(changed.getString("schedule.next[0]"));
        assertThat(disabled.getString("nextRunAt")).isNull();
    }

    private String connect(String cron, boolean enabled) {
        return given().contentType(JSON)
                .body(Map.of(
                        "name",
                        "scheduled " + UUID.randomUUID(),
                        "loginUrl",
                        org.url(),
                        "auth",
                        Map.of(
                                "method",
                                "client_credentials",
                                "clientId",
                                org.settings().consumerKey(),
                                "clientSecret",
                                org.settings().consumerSecret()),
                        "schedule",
                        Map.of("cron", cron, "timeZone", "UTC", "enabled", enabled)))
                .post("/api/v1/connections")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private ValidatableResponse patch(String connection, Object patch) {
        return given().contentType("application/merge-patch+json")
                .body(patch)
                .patch("/api/v1/connections/" + connection)
                .then()
                .statusCode(200);
    }
}
