package io.orgscribe.extraction;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import io.agroal.api.AgroalDataSource;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.orgscribe.JsonReply;
import io.orgscribe.OrgscribeTest;
import io.orgscribe.sampleorg.Bill.Kind;
import io.orgscribe.sampleorg.Fault;
import io.orgscribe.sampleorg.TestOrg;
import io.orgscribe.sampleorg.TestOrgSettings;

import static io.restassured.RestAssured.given;
import static io.restassured.http.ContentType.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

/** Extracting again what has failed, and asking twice for the same. */
@OrgscribeTest
class ReextractionTest {

    private static final int TABLES = 30;

    private TestOrg org;
    private String connection;

    @Inject
    AgroalDataSource database;

    @BeforeEach
    void connect() {
        org = TestOrg.start(TestOrgSettings.standard().withPort(0).withTables(TABLES));
        connection = TestRuns.connect(org);
    }

    @AfterEach
    void close() {
        org.close();
    }

    @Test
    void failed_reads_the_tables_that_could_not_be_read_and_no_others() {
        org.faults().onTable("Contact", Fault.serverError());
        org.faults().onTable("Account", Fault.forbidden());
        TestRuns.extract(connection);
        org.faults().clear();
        org.resetBill();

        JsonReply run = TestRuns.extract(connection, Map.of("tables", "failed"));

        assertThat(run.getString("status")).isEqualTo("succeeded");
        assertThat(run.getString("coverage")).isEqualTo("tables");
        assertThat(run.getList("tables")).containsExactly("Account", "Contact");
        assertThat(org.bill().parts(Kind.DESCRIBE)).isEqualTo(2);
        assertThat(ServedCatalog.tables(connection)).hasSize(TABLES);
        post("{\"tables\": \"failed\"}", null).then().statusCode(409).body("cause", equalTo("nothing_failed"));
    }

    @Test
    void failed_tables_of_a_run_that_read_nothing_are_asked_for_again() {
        org.breakPart("/describe", Fault.forbidden());
        assertThat(TestRuns.extract(connection).getString("error.cause")).isEqualTo("no_table_read");
        org.faults().clear();

        JsonReply run = TestRuns.extract(connection, Map.of("tables", "failed"));

        assertThat(run.getInt("tablesDone")).isEqualTo(TABLES);
        assertThat(ServedCatalog.tables(connection)).hasSize(TABLES);
    }

    @Test
    void a_dry_run_of_the_failed_ones_says_what_they_cost() {
        org.faults().onTable("Contact", Fault.serverError());
        TestRuns.extract(connection);

        assertThat(TestRuns.dryRun(connection, Map.of("tables", "failed")).getInt("tables"))
                .isEqualTo(1);
    }

    @Test
    void a_repeated_request_gets_the_run_that_it_has_queued() {
        String key = UUID.randomUUID().toString();
        Response first = post("{\"mode\": \"full\"}", key);
        String run = first.path("id");

        Response second = post("{\"mode\": \"full\"}", key);
        TestRuns.awaitEnd(run);
        Response third = post("{\"mode\": \"full\"}", key);

        for (Response response : List.of(first, second, third)) {
            assertThat(response.statusCode()).as(response.asString()).isEqualTo(202);
            assertThat(response.<String>path("id")).isEqualTo(run);
            assertThat(response.header("Location")).endsWith("/api/v1/runs/" + run);
        }
        assertThat(third.<String>path("status")).isEqualTo("succeeded");
        assertThat(runs()).isEqualTo(1);
    }

    @Test
    void of_requests_with_one_key_at_once_one_queues() throws Exception {
        String key = UUID.randomUUID().toString();
        var threads = Executors.newFixedThreadPool(6);
        try {
            List<Callable<Response>> calls = IntStream.range(0, 6)
                    .<Callable<Response>>mapToObj(i -> () -> post("{}", key))
                    .toList();
            for (Future<Response> answer : threads.invokeAll(calls)) {
                assertThat(answer.get().statusCode())
                        .as(answer.get().asString())
                        .isEqualTo(202);
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(runs()).isEqualTo(1);
    }

    @Test
    void another_request_with_the_same_key_is_refused() {
        String key = "key " + UUID.randomUUID();
        TestRuns.awaitEnd(post("{}", key).path("id"));

        post("{\"mode\": \"full\"}", key)
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("field", equalTo("Idempotency-Key"))
                .body("cause", equalTo("key_reused"));
        assertThat(runs()).isEqualTo(1);
    }

    @Test
    void a_key_is_good_for_a_day() throws Exception {
        String key = UUID.randomUUID().toString();
        TestRuns.awaitEnd(post("{}", key).path("id"));
        try (var session = database.getConnection();
                var age = session.prepareStatement(
                        "UPDATE idempotency_key SET created_at = created_at - interval '25 hours' WHERE key = ?")) {
            age.setString(1, key);
            assertThat(age.executeUpdate()).isEqualTo(1);
        }

        TestRuns.awaitEnd(post("{\"mode\": \"full\"}", key).path("id"), Duration.ofSeconds(30));

        assertThat(runs()).isEqualTo(2);
    }

    @Test
    void what_is_no_key_is_refused_and_queues_nothing() {
        for (String key : List.of("caf\u00e9", "x".repeat(256))) {
            post("{}", key).then().statusCode(400).body("field", equalTo("Idempotency-Key"));
        }

        assertThat(runs()).isZero();
    }

    private Response post(String body, String key) {
        var request = given().port(RestAssured.port).contentType(JSON).body(body);
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return request.post("/api/v1/connections/" + connection + "/runs");
    }

    private int runs() {
        return given().get("/api/v1/connections/" + connection + "/runs")
                .as(JsonReply.class)
                .getList("items")
                .size();
    }
}
