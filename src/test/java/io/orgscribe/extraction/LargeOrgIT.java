package io.orgscribe.extraction;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import io.restassured.RestAssured;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.orgscribe.JsonReply;
import io.orgscribe.ServiceProcess;
import io.orgscribe.sampleorg.TestOrgSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A large org through a small service, each a process of its own. {@code verify} takes a tenth of the size that
 * {@code -Pendurance} does: 5,000 tables with 300,000 columns.
 */
class LargeOrgIT {

    private static final int TABLES = Integer.getInteger("large.tables");
    private static final int COLUMNS = Integer.getInteger("large.columns");
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    @TempDir
    Path directory;

    @AfterEach
    void reset() {
        RestAssured.reset();
    }

    @Test
    void a_large_org_fits_through_256_megabytes_twice() throws IOException {
        int port = ServiceProcess.freePort();
        TestOrgSettings settings = TestOrgSettings.standard();
        try (ServiceProcess org = ServiceProcess.in(directory)
                        .asShipped()
                        .start(
                                "sample-org",
                                "--port",
                                Integer.toString(port),
                                "--tables",
                                Integer.toString(TABLES),
                                "--columns",
                                Integer.toString(COLUMNS));
                ServiceProcess service = ServiceProcess.in(directory)
                        .asShipped()
                        .jvm("-Xms32m", "-Xmx256m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError")
                        .env("ORGSCRIBE_SALESFORCE_ALLOWED_HOSTS", "127.0.0.1")
                        .start()
                        .awaitReady()) {
            await().atMost(Duration.ofMinutes(2)).until(() -> org.log().contains("Sample org with"));
            RestAssured.port = service.port();
            RestAssured.baseURI = "http://127.0.0.1";
            String connection =
                    TestRuns.connect("http://127.0.0.1:" + port, settings.consumerKey(), settings.consumerSecret());

            JsonReply first = extract("first run", connection, Map.of(), service);
            JsonReply second = extract("unchanged run, everything anew", connection, Map.of("mode", "full"), service);

            assertThat(first.getInt("tablesDone")).isEqualTo(TABLES);
            assertThat(first.getInt("columns")).isGreaterThanOrEqualTo(COLUMNS);
            assertThat(second.getInt("columns")).isEqualTo(first.getInt("columns"));
            assertThat(second.getLong("revision")).isEqualTo(1);
            assertThat(service.log()).doesNotContain("OutOfMemoryError");
        }
    }

    private static JsonReply extract(
            String what, String connection, Map<String, Object> request, ServiceProcess service) throws IOException {
        long start = System.nanoTime();
        JsonReply run = TestRuns.awaitEnd(TestRuns.start(connection, request), PATIENCE);
        System.out.printf(
                "%s: %s, %d tables, %d columns, %d calls, %.1f s, peak %d MiB%n",
                what,
                run.getString("status"),
                run.getInt("tablesDone"),
                run.getInt("columns"),
                run.getInt("apiCalls"),
                (System.nanoTime() - start) / 1e9,
                service.peakMebibytes());
        assertThat(run.getString("status")).as(service::log).isEqualTo("succeeded");
        return run;
    }
}
