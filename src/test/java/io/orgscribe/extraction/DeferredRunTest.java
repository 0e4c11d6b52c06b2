package io.orgscribe.extraction;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.orgscribe.JsonReply;
import io.orgscribe.OrgscribeTest;
import io.orgscribe.SoonAndShort;
import io.orgscribe.sampleorg.Bill.Kind;
import io.orgscribe.sampleorg.Fault;
import io.orgscribe.sampleorg.TestOrg;
import io.orgscribe.sampleorg.TestOrgSettings;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Runs whose org is away for a while: they wait in the queue, in nobody's way, and go on from what they have read. */
@OrgscribeTest
@TestProfile(SoonAndShort.class)
class DeferredRunTest {

    private static final int TABLES = 30;

    private final TestOrg org =
            TestOrg.start(TestOrgSettings.standard().withPort(0).withTables(TABLES));

    @AfterEach
    void close() {
        org.close();
    }

    @Test
    void it_goes_on_from_what_it_has_read_and_shows_meanwhile_what_it_waits_for() {
        org.fallIllOnceDescribed(Fault.serverUnavailable());
        String run = TestRuns.start(TestRuns.connect(org), Map.of());

        JsonReply waiting = awaitWaiting(run);
        assertThat(waiting.getString("error.cause")).isEqualTo("maintenance");
        assertThat(Instant.parse(waiting.getString("notBefore")))
                .isAfter(Instant.now().minusSeconds(2));
        org.faults().clear();
        long asked = org.bill().parts(Kind.DESCRIBE);
        JsonReply ended = TestRuns.awaitEnd(run);

        assertThat(ended.getString("status")).isEqualTo("succeeded");
        assertThat(ended.getString("error")).isNull();
        assertThat(ended.getString("notBefore")).isNull();
        assertThat(asked).isEqualTo(TABLES);
        assertThat(org.bill().parts(Kind.DESCRIBE)).as("described once").isEqualTo(asked);
    }

    @Test
    void after_its_retries_it_has_failed_with_the_cause() {
        org.breakResource("/sobjects", Fault.serverError());
        JsonReply ended = TestRuns.extract(TestRuns.connect(org));

        assertThat(ended.getString("status")).isEqualTo("failed");
        assertThat(ended.getString("error.cause")).isEqualTo("server_error");
        assertThat(ended.getInt("attempt")).isEqualTo(3);
    }

    @Test
    void maintenance_is_no_failure_however_often_it_is_met() {
        org.faults().onPath("/services/data", Fault.maintenance());
        String run = TestRuns.start(TestRuns.connect(org), Map.of());

        await().atMost(Duration.ofSeconds(30)).until(() -> TestRuns.read(run).getInt("attempt") > 4);
        assertThat(awaitWaiting(run).getString("error.cause")).isEqualTo("maintenance");
        org.faults().clear();

        assertThat(TestRuns.awaitEnd(run).getString("status")).isEqualTo("succeeded");
    }

    @Test
    void it_does_not_come_back_before_the_time_that_the_org_names() {
        org.faults().onPath("/services/data", 1, Fault.unavailableFor(3));
        String run = TestRuns.start(TestRuns.connect(org), Map.of());

        JsonReply waiting = awaitWaiting(run);
        Duration wait = Duration.between(Instant.now(), Instant.parse(waiting.getString("notBefore")));
        JsonReply ended = TestRuns.awaitEnd(run);

        assertThat(wait).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(4));
        assertThat(ended.getString("status")).isEqualTo("succeeded");
        assertThat(ended.getInt("attempt")).isEqualTo(2);
    }

    @Test
    void while_it_waits_others_run_in_its_place() {
        org.faults().onPath("/services/data", Fault.unavailableFor(20));
        String waits = TestRuns.start(TestRuns.connect(org), Map.of());
        awaitWaiting(waits);
        try (TestOrg other =
                TestOrg.start(TestOrgSettings.standard().withPort(0).withTables(60))) {
            assertThat(TestRuns.extract(TestRuns.connect(other)).getString("status"))
                    .isEqualTo("succeeded");
        }
        assertThat(awaitWaiting(waits).getInt("attempt")).isEqualTo(1);

        given().post("/api/v1/runs/" + waits + "/cancel").then().statusCode(202);
        assertThat(TestRuns.read(waits).getString("status")).isEqualTo("cancelled");
    }

    @Test
    void somebody_who_knows_better_lets_it_go_on_at_once() {
        org.faults().onPath("/services/data", Fault.unavailableFor(30));
        String run = TestRuns.start(TestRuns.connect(org), Map.of());
        awaitWaiting(run);
        org.faults().clear();

        given().post("/api/v1/runs/" + run + "/resume").then().statusCode(202);

        assertThat(TestRuns.awaitEnd(run, Duration.ofSeconds(20)).getString("status"))
                .isEqualTo("succeeded");
        given().post("/api/v1/runs/" + run + "/resume").then().statusCode(409);
    }

    private static JsonReply awaitWaiting(String run) {
        return await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(30))
                .until(
                        () -> TestRuns.read(run),
                        read -> read.getString("status").equals("queued") && read.getString("error") != null);
    }
}
