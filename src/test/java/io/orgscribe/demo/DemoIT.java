package io.orgscribe.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import io.orgscribe.ServiceProcess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The packaged jar in demo mode, on a small sample org: its first start and what comes after. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoIT {

    private static final String END = "Serving until Ctrl-C";

    @TempDir
    static Path directory;

    private int orgPort;
    private ServiceProcess demo;

    @BeforeAll
    void choosePort() throws IOException {
        orgPort = ServiceProcess.freePort();
    }

    @AfterAll
    void stop() {
        demo.close();
    }

    @Test
    @Order(1)
    void the_first_start_connects_extracts_and_shows_what_evolved() throws Exception {
        demo = demo().start();
        awaitEnd(demo);

        assertThat(demo.log())
                .contains("Connected the sample org at http://127.0.0.1:" + orgPort)
                .contains("Extracted 60 of 60 tables")
                .containsPattern("tables +60\\n")
                .containsPattern("columns +[1-9][0-9,]+\\n")
                .containsPattern("relationships +[1-9][0-9,]*\\n")
                .containsPattern("picklist values +[1-9][0-9,]*\\n")
                .containsPattern("Orgscribe, billed +[1-9][0-9]?\\n")
                .containsPattern("OpenMetadata +181\\n")
                .contains("The org evolves by a step.")
                .containsPattern("What changed since the run before, [1-9][0-9]* changes:")
                .containsPattern("\\n      label +.+ -> .+\\n")
                .containsPattern("\\n      removed\\n")
                .doesNotContain("Exception", "ERROR", "sample-org-consumer-secret");
    }

    @Test
    @Order(2)
    void the_address_of_the_rest_api_shows_its_page() throws Exception {
        assertThat(demo.log()).contains("http://localhost:" + demo.port() + "/q/swagger-ui");
        assertThat(demo.get("/q/swagger-ui/").body()).contains("swagger-ui");
    }

    @Test
    @Order(3)
    void a_second_demo_on_the_same_port_says_which_key_changes_it() {
        try (ServiceProcess second =
                demo().env("QUARKUS_HTTP_PORT", Integer.toString(demo.port())).start()) {
            assertThat(second.awaitExit()).isNotZero();
            assertThat(second.log())
                    .contains("Port " + demo.port() + " is taken")
                    .contains("QUARKUS_HTTP_PORT")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    @Order(4)
    void after_a_kill_it_finds_its_connection_and_that_nothing_has_changed() {
        demo.kill();

        demo = demo().start();
        awaitEnd(demo);

        assertThat(demo.log())
                .contains("Found the connection")
                .containsPattern("Extracted (\\d+) of \\1 tables")
                .contains("Nothing has changed since the run before.")
                .doesNotContain("evolves", "Exception", "ERROR");
    }

    @Test
    @Order(5)
    void after_a_stop_it_shows_what_has_changed_since() throws Exception {
        new DemoClient("http://127.0.0.1:" + orgPort).post("/sample-org/evolve", Map.of());
        demo.close();

        demo = demo().start();
        awaitEnd(demo);

        assertThat(demo.log())
                .contains("Found the connection")
                .containsPattern("What changed since the run before, [1-9]");
    }

    private ServiceProcess.Builder demo() {
        return ServiceProcess.in(directory)
                .env("QUARKUS_PROFILE", "demo")
                .env("ORGSCRIBE_SAMPLE_ORG_TABLES", "60")
                .env("ORGSCRIBE_SAMPLE_ORG_PORT", Integer.toString(orgPort));
    }

    private static void awaitEnd(ServiceProcess demo) {
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    assertThat(demo.log()).doesNotContain("The demo has stopped");
                    return demo.log().contains(END);
                });
    }
}
