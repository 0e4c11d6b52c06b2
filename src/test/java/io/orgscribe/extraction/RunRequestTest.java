package io.orgscribe.extraction;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

import io.restassured.RestAssured;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.orgscribe.JsonReply;
import io.orgscribe.OrgscribeTest;
import io.orgscribe.sampleorg.TestOrg;
import io.orgscribe.sampleorg.TestOrgSettings;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyOrNullString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

/** What a request for a run may be, and what becomes of others. */
@OrgscribeTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RunRequestTest {

    private final TestOrg org =
            TestOrg.start(TestOrgSettings.standard().withPort(0).withTables(30));
    private String connection;

    /** Not before all: only before each does REST Assured know the port. */
    @BeforeEach
    void connectOnce() {
        if (connection == null) {
            connection = TestRuns.connect(org);
            TestRuns.extract(connection);
        }
    }

    @AfterAll
    void close() {
        org.close();
    }

    /** As Java's own client does by itself. */
    @Test
    void a_client_that_would_rather_speak_http_2_is_served_all_the_same() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(runs())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"tables\": [\"Account\"]}"))
                .timeout(Duration.ofSeconds(10))
                .build();
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();

        for (int i = 0; i < 2; i++) {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());

            assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
            TestRuns.awaitEnd(
                    response.headers().firstValue("Location").orElseThrow().replaceAll(".*/", ""));
        }
    }

    @ParameterizedTest
    @CsvSource({"'', false", "'', true", "application/json, false", "application/json, true"})
    void a_request_without_a_body_is_one_for_everything(String contentType, boolean chunked) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(runs())
                .POST(
                        chunked
                                ? HttpRequest.BodyPublishers.ofInputStream(InputStream::nullInputStream)
                                : HttpRequest.BodyPublishers.noBody())
                .timeout(Duration.ofSeconds(10));
        if (!contentType.isEmpty()) {
            request.header("Content-Type", contentType);
        }
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

        HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
        String run = response.headers().firstValue("Location").orElseThrow().replaceAll(".*/", "");
        assertThat(TestRuns.awaitEnd(run).getString("coverage")).isEqualTo("complete");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # content type     | body                                  | status | field
            application/json   | {"tables": ["Nothing_Like_It__c"]}    | 400    | tables[0]
            application/json   | {"tables": []}                        | 400    | tables
            application/json   | {"tables": ["a\\u0000b"]}             | 400    | tables[0]
            application/json   | {"tables": ["a\\ud800b"]}             | 400    | tables[0]
            application/json   | {"tables": [null]}                    | 400    | tables[0]
            application/json   | {"tables": "all"}                     | 400    | tables
            application/json   | {"tables": [5]}                       | 400    | tables[0]
            application/json   | {"mode": "slow"}                      | 400    | mode
            application/json   | {"mode": 1}                           | 400    | mode
            application/json   | {"dryRun": "yes"}                     | 400    | dryRun
            application/json   | {"dryRun": true, "tables": ["No__c"]} | 400    | tables[0]
            application/json   | {"table": ["Account"]}                | 400    | table
            application/json   | {"tables":                            | 400    | body
            application/json   | []                                    | 400    | body
            text/plain         | {}                                    | 415    | Content-Type
            """)
    void another_request_is_refused_and_queues_nothing(String contentType, String body, int status, String field) {
        int before = count();

        given().contentType(contentType)
                .body(body)
                .post(runs())
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status))
                .body("field", equalTo(field))
                .body("cause", not(emptyOrNullString()))
                .body("remedy", not(equalTo(null)))
                .body("detail", not(containsString("Exception")));

        assertThat(count()).isEqualTo(before);
    }

    @Test
    void an_unknown_mode_is_told_the_modes_there_are() {
        given().contentType("application/json")
                .body("{\"mode\": \"slow\"}")
                .post(runs())
                .then()
                .body("remedy", equalTo("Send one of: full, incremental, quick."));
    }

    @Test
    void fifty_megabytes_are_refused_and_queue_nothing() {
        int before = count();

        given().contentType("application/json")
                .body("{\"tables\": [\"" + "x".repeat(50 << 20) + "\"]}")
                .post(runs())
                .then()
                .statusCode(413)
                .contentType("application/problem+json")
                .body("field", equalTo("body"))
                .body("cause", equalTo("body_too_large"))
                .body("remedy", not(equalTo(null)));

        assertThat(count()).isEqualTo(before);
    }

    private URI runs() {
        return URI.create("http://127.0.0.1:" + RestAssured.port + "/api/v1/connections/" + connection + "/runs");
    }

    private int count() {
        return given().get(runs())
                .then()
                .body("items", not(hasSize(0)))
                .extract()
                .as(JsonReply.class)
                .getList("items")
                .size();
    }
}
