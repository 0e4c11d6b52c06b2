package io.orgscribe.extraction;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.RestAssured;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.orgscribe.OrgscribeTest;
import io.orgscribe.salesforce.Recordings;
import io.orgscribe.sampleorg.TestOrg;
import io.orgscribe.sampleorg.TestOrgSettings;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.notNullValue;

/** A run followed by Server-Sent Events, as a page or a terminal does. */
@OrgscribeTest
class FollowedRunTest {

    private static final int TABLES = 400;

    private final TestOrg org = TestOrg.start(
            TestOrgSettings.standard().withPort(0).withTables(TABLES).withLatency(Duration.ofMillis(500)));

    @AfterEach
    void close() {
        org.close();
    }

    @Test
    void a_run_can_be_followed_from_its_stages_to_its_end() throws IOException, InterruptedException {
        String run = TestRuns.start(TestRuns.connect(org), Map.of());

        List<JsonNode> events = follow(run);

        assertThat(events).hasSizeGreaterThan(3);
        assertThat(events.get(0).get("status").asText()).isIn("queued", "running");
        assertThat(events.get(events.size() - 1).get("status").asText()).isEqualTo("succeeded");
        assertThat(events).extracting(event -> event.path("stage").asText()).contains("describe", "finish");
        assertThat(events)
                .extracting(event -> event.get("tablesDone").asInt())
                .isSorted()
                .endsWith(TABLES);
        assertThat(events).anySatisfy(event -> {
            assertThat(event.get("tablesTotal").asInt()).isEqualTo(TABLES);
            assertThat(event.get("tablesDone").asInt()).isBetween(1, TABLES - 1);
            assertThat(event.path("tablesPerMinute").asInt()).isPositive();
            assertThat(event.path("estimatedEnd").asText()).isNotBlank();
        });
    }

    @Test
    void a_run_that_has_ended_is_told_once() throws IOException, InterruptedException {
        String run = TestRuns.start(TestRuns.connect(org), Map.of());
        given().post("/api/v1/runs/" + run + "/cancel").then().statusCode(202);
        TestRuns.awaitEnd(run);

        assertThat(follow(run))
                .singleElement()
                .satisfies(event -> assertThat(event.get("status").asText()).isEqualTo("cancelled"));
    }

    @Test
    void a_run_that_is_not_there_is_a_problem() {
        given().get("/api/v1/runs/" + UUID.randomUUID() + "/events")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("remedy", notNullValue());
    }

    private static List<JsonNode> follow(String run) throws IOException, InterruptedException {
        URI address = URI.create("http://127.0.0.1:" + RestAssured.port + "/api/v1/runs/" + run + "/events");
        HttpResponse<Stream<String>> stream = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(address)
                                .timeout(Duration.ofSeconds(60))
                                .build(),
                        HttpResponse.BodyHandlers.ofLines());
        assertThat(stream.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        return stream.body()
                .filter(line -> line.startsWith("data:"))
                .map(line -> Recordings.tree(line.substring("data:".length()).getBytes(StandardCharsets.UTF_8)))
                .toList();
    }
}
