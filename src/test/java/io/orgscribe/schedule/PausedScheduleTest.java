package io.orgscribe.schedule;

import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.orgscribe.JsonReply;
import io.orgscribe.OrgscribeTest;

import static io.restassured.RestAssured.given;
import static io.restassured.http.ContentType.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

/** Letting a schedule rest without changing it. */
@OrgscribeTest
class PausedScheduleTest {

    @Test
    void a_paused_connection_has_no_next_run_and_keeps_its_schedule() {
        String connection = connect();

        JsonReply paused = turn(connection, "pause");
        JsonReply again = turn(connection, "pause");
        JsonReply resumed = turn(connection, "resume");

        assertThat(paused.getString("status")).isEqualTo("paused");
        assertThat(paused.getString("nextRunAt")).isNull();
        assertThat(paused.getBoolean("schedule.enabled")).isTrue();
        assertThat(paused.getString("schedule.cron")).isEqualTo("0 0 3 * * ?");
        assertThat(again.getString("status")).isEqualTo("paused");
        assertThat(resumed.getString("status")).isEqualTo("ready");
        assertThat(resumed.getString("nextRunAt")).contains("T03:00:00Z");
    }

    @Test
    void a_change_of_the_connection_leaves_it_paused() {
        String connection = connect();
        turn(connection, "pause");

        given().contentType("application/merge-patch+json")
                .body(Map.of("schedule", Map.of("cron", "0 0 4 * * ?")))
                .patch("/api/v1/connections/" + connection)
                .then()
                .statusCode(200)
                .body("status", equalTo("paused"))
                .body("nextRunAt", equalTo(null));
    }

    @Test
    void what_is_disconnected_is_neither_paused_nor_resumed() {
        String connection = connect();
        given().queryParam("keep", "catalog")
                .delete("/api/v1/connections/" + connection)
                .then()
                .statusCode(200);

        for (String turn : new String[] {"pause", "resume"}) {
            given().post("/api/v1/connections/" + connection + "/" + turn)
                    .then()
                    .statusCode(409)
                    .contentType("application/problem+json")
                    .body("field", equalTo("status"))
                    .body("cause", equalTo("disconnected"));
        }
        given().post("/api/v1/connections/" + UUID.randomUUID() + "/pause")
                .then()
                .statusCode(404);
    }

    private static JsonReply turn(String connection, String turn) {
        return given().post("/api/v1/connections/" + connection + "/" + turn)
                .then()
                .statusCode(200)
                .extract()
                .as(JsonReply.class);
    }

    private static String connect() {
        return given().contentType(JSON)
                .body(Map.of(
                        "name",
                        "paused " + UUID.randomUUID(),
                        "loginUrl",
                        "http://127.0.0.1:9",
                        "auth",
                        Map.of("method", "client_credentials", "clientId", "id", "clientSecret", "secret"),
                        "schedule",
                        Map.of("cron", "0 0 3 * * ?", "timeZone", "UTC", "enabled", true)))
                .post("/api/v1/connections")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }
}
