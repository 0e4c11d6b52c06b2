package io.orgscribe.extraction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.orgscribe.JsonReply;
import io.orgscribe.OrgscribeTest;
import io.orgscribe.SoonAndShort;
import io.orgscribe.sampleorg.Fault;
import io.orgscribe.sampleorg.TestOrg;
import io.orgscribe.sampleorg.TestOrgSettings;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The table of answers in docs/operations.md: a run meets each of them, once and for good. */
@OrgscribeTest
@TestProfile(SoonAndShort.class)
class RefusalsTest {

    /** So many attempts that only waiting explains them. */
    private static final int MANY = 5;

    /** With the retries of the profile. */
    private static final int TRIES = 3;

    private static final String MAINTENANCE_HOST = "https://maintenance.salesforce.com/";
    private static final String LIST = "/sobjects";

    private final TestOrg org =
            TestOrg.start(TestOrgSettings.standard().withPort(0).withTables(30));

    /**
     * A row for one of its statuses.
     *
     * @param first whether it is the first that the row names
     */
    private record Row(int status, boolean first, String code, List<String> causes, String run) {

        Fault fault() {
            if (code.startsWith("a page")) {
                return new Fault.Answer(status, "text/html;charset=UTF-8", "<!DOCTYPE html><html>Please wait</html>");
            }
            if (status == 302) {
                String location = code.equals("any") ? "https://elsewhere.example.com/" : MAINTENANCE_HOST;
                return new Fault.Answer(status, "text/plain", "", Map.of("Location", location));
            }
            String[] error = code.equals("any") ? new String[] {"SOMETHING_ELSE"} : code.split(": ", 2);
            return Fault.error(status, error[0], error.length == 1 ? "No." : error[1]);
        }

        /** A page is one wherever JSON is due. */
        String path() {
            return code.startsWith("a page") ? "/services/data" : LIST;
        }

        boolean passes() {
            return Stream.of("again later", "waits", "once more", "another session")
                    .anyMatch(run::contains);
        }
    }

    static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        String text = Files.readString(Path.of("docs", "operations.md"));
        text.substring(text.indexOf("| status | code |"))
                .lines()
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.split("\\|"))
                .forEach(cells -> {
                    String[] statuses = cells[1].split(",");
                    for (String status : statuses) {
                        rows.add(new Row(
                                Integer.parseInt(status.strip()),
                                status.equals(statuses[0]),
                                cells[2].replace("`", "").strip(),
                                Arrays.stream(cells[3].replace("`", "").split(","))
                                        .map(String::strip)
                                        .toList(),
                                cells[4].strip()));
                    }
                });
        assertThat(rows).hasSizeGreaterThan(30);
        return rows;
    }

    @AfterEach
    void close() {
        org.close();
    }

    /** The statuses of a row differ in nothing; that each has its cause is seen where it is met once. */
    static Stream<Row> firsts() throws IOException {
        return rows().stream().filter(row -> row.first() || row.run().contains("where"));
    }

    @ParameterizedTest
    @MethodSource("firsts")
    void a_run_does_what_the_table_says(Row row) {
        String connection = TestRuns.connect(org);
        if (row.run().contains("where")) {
            assertThat(TestRuns.extract(connection).getString("status")).isEqualTo("succeeded");
        }
        org.faults().onPath(row.path(), row.fault());

        String run = TestRuns.start(connection, Map.of("mode", "full"));

        if (row.run().contains("waits")) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> TestRuns.read(run).getInt("attempt") >= MANY);
            JsonReply waiting = await().atMost(Duration.ofSeconds(30))
                    .until(() -> TestRuns.read(run), read -> read.getString("error") != null);
            assertTold(row, waiting);
        } else if (row.run().equals("pauses")) {
            JsonReply paused = await().atMost(Duration.ofSeconds(30))
                    .until(
                            () -> TestRuns.read(run),
                            read -> read.getString("status").equals("paused"));
            assertTold(row, paused);
            org.faults().clear();
            given().post("/api/v1/runs/" + run + "/resume").then().statusCode(202);
        } else {
            JsonReply failed = TestRuns.awaitEnd(run);
            assertThat(failed.getString("status")).as(failed::prettify).isEqualTo("failed");
            assertThat(failed.getInt("attempt")).isEqualTo(row.run().contains("again later") ? TRIES : 1);
            assertTold(row, failed);
            return;
        }
        org.faults().clear();
        assertThat(TestRuns.awaitEnd(run).getString("status")).isEqualTo("succeeded");
    }

    private static void assertTold(Row row, JsonReply run) {
        assertThat(run.getString("error.cause")).as(run::prettify).isIn(row.causes());
        assertThat(run.getString("error.message")).isNotBlank();
        assertThat(run.getString("error.remedy")).isNotBlank();
    }

    static Stream<Row> passing() throws IOException {
        return rows().stream().filter(Row::passes).filter(row -> !row.run().contains("where"));
    }

    @ParameterizedTest
    @MethodSource("passing")
    void what_may_pass_ends_no_run_where_it_does(Row row) {
        org.faults().onPath(row.path(), 1, row.fault());

        JsonReply run = TestRuns.extract(TestRuns.connect(org));

        assertThat(run.getString("status")).as(run::prettify).isEqualTo("succeeded");
    }

    static Stream<Row> depending() throws IOException {
        return rows().stream().filter(row -> row.run().contains("where"));
    }

    /** Of a page the first time that an org is called nobody can say that it is one of maintenance. */
    @ParameterizedTest
    @MethodSource("depending")
    void what_depends_on_the_run_before_is_no_wait_without_one(Row row) {
        org.faults().onPath(row.path(), row.fault());

        JsonReply run = TestRuns.extract(TestRuns.connect(org));

        assertThat(run.getString("status")).as(run::prettify).isEqualTo("failed");
        assertThat(run.getInt("attempt")).isEqualTo(row.run().contains("again later") ? TRIES : 1);
        assertTold(row, run);
    }
}
