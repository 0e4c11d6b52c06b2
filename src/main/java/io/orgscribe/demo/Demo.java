package io.orgscribe.demo;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.vertx.http.HttpServerStart;

import io.orgscribe.sampleorg.SampleOrgConfig;
import io.orgscribe.web.ServiceConfig;

/**
 * Shows in the terminal what the service does, by asking it over REST as any client would: connects the sample org,
 * extracts it, lets it evolve, extracts it again and says what changed. Only where {@code orgscribe.demo} is true.
 */
@ApplicationScoped
class Demo {

    private static final String CONNECTION = "Sample org";

    private final ServiceConfig service;
    private final SampleOrgConfig sampleOrg;

    Demo(ServiceConfig service, SampleOrgConfig sampleOrg) {
        this.service = service;
        this.sampleOrg = sampleOrg;
    }

    /** Once the service listens, on a thread of its own. */
    void start(@ObservesAsync HttpServerStart start) {
        if (!service.demo()) {
            return;
        }
        DemoScreen screen = DemoScreen.ofProcess();
        String url = "http://127.0.0.1:" + start.options().getPort();
        String orgUrl = "http://127.0.0.1:" + sampleOrg.port();
        try {
            new Show(screen, url, orgUrl).run();
        } catch (InterruptedException e) {
            // The service ends.
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            screen.endProgress();
            screen.line("The demo has stopped: %s%nThe service goes on at %s until Ctrl-C.", e.getMessage(), url);
        }
    }

    private static final class Show {

        private final DemoScreen screen;
        private final String url;
        private final String orgUrl;
        private final DemoClient orgscribe;
        private final DemoClient org;

        Show(DemoScreen screen, String url, String orgUrl) {
            this.screen = screen;
            this.url = url;
            this.orgUrl = orgUrl;
            orgscribe = new DemoClient(url);
            org = new DemoClient(orgUrl);
        }

        void run() throws IOException, InterruptedException {
            String connection = connect();
            JsonNode run = extract(connection);
            DemoSummary.show(screen, orgscribe, connection, run.path("apiCalls").asInt());
            // Before its second revision a catalog has nothing to compare with.
            if (run.path("revision").asLong() == 1) {
                org.post("/sample-org/evolve", Map.of());
                screen.line("%nThe org evolves by a step.");
                run = extract(connection);
            }
            changes(connection, run);
            addresses(connection);
        }

        private String connect() throws IOException, InterruptedException {
            Optional<JsonNode> known = known();
            if (known.isPresent()) {
                String id = known.get().path("id").asText();
                screen.line(
                        "%nFound the connection of %s in the data directory: %s (last run %s).",
                        known.get().path("createdAt").asText(),
                        id,
                        known.get().path("lastRun").path("status").asText("not ended"));
                return id;
            }
            JsonNode secrets = org.get("/sample-org");
            JsonNode created = orgscribe.post(
                    "/api/v1/connections",
                    Map.of(
                            "name", CONNECTION,
                            "loginUrl", orgUrl,
                            "auth",
                                    Map.of(
                                            "method", "client_credentials",
                                            "clientId",
                                                    secrets.path("consumerKey").asText(),
                                            "clientSecret",
                                                    secrets.path("consumerSecret")
                                                            .asText())));
            screen.line(
                    "%nConnected the sample org at %s: connection %s.",
                    orgUrl, created.path("id").asText());
            return created.path("id").asText();
        }

        private Optional<JsonNode> known() throws IOException, InterruptedException {
            AtomicReference<JsonNode> found = new AtomicReference<>();
            orgscribe.items("/api/v1/connections?limit=1000", connection -> {
                if (connection.path("name").asText().equals(CONNECTION)) {
                    found.set(connection);
                }
            });
            return Optional.ofNullable(found.get());
        }

        private JsonNode extract(String connection) throws IOException, InterruptedException {
            String runs = "/api/v1/connections/" + connection + "/runs";
            JsonNode run = orgscribe.postUnlessInTheWay(runs);
            if (run.isMissingNode()) {
                screen.line("Its last run was interrupted and goes on.");
                run = orgscribe.get(runs + "?limit=1").path("items").path(0);
            }
            String path = "/api/v1/runs/" + run.path("id").asText();
            orgscribe.events(path + "/events", this::progress);
            screen.endProgress();
            JsonNode ended = orgscribe.get(path);
            requireCatalog(ended);
            screen.line(
                    "Extracted %,d of %,d tables, %,d columns, in %.1f s with %,d API calls.",
                    ended.path("tablesDone").asInt(),
                    ended.path("tablesTotal").asInt(),
                    ended.path("columns").asInt(),
                    seconds(ended),
                    ended.path("apiCalls").asInt());
            return ended;
        }

        private void progress(JsonNode run) {
            int done = run.path("tablesDone").asInt();
            int total = run.path("tablesTotal").asInt();
            screen.progress(
                    done,
                    total,
                    String.format(
                            Locale.ROOT,
                            "%s, %d of %d tables",
                            run.path("stage").asText("queued"),
                            done,
                            total));
        }

        private static void requireCatalog(JsonNode run) throws IOException {
            String status = run.path("status").asText();
            if (!status.equals("succeeded") && !status.equals("partial")) {
                JsonNode error = run.path("error");
                throw new IOException(
                        "The run is " + status + ". " + error.path("message").asText() + " "
                                + error.path("remedy").asText());
            }
        }

        private static double seconds(JsonNode run) {
            return Duration.between(
                                    Instant.parse(run.path("startedAt").asText()),
                                    Instant.parse(run.path("finishedAt").asText()))
                            .toMillis()
                    / 1000.0;
        }

        private void changes(String connection, JsonNode run) throws IOException, InterruptedException {
            List<JsonNode> changes = new ArrayList<>();
            orgscribe.items(
                    "/api/v1/connections/" + connection + "/changes?limit=1000&run="
                            + run.path("id").asText(),
                    changes::add);
            if (changes.isEmpty()) {
                screen.line("%nNothing has changed since the run before.");
            } else {
                screen.line("%nWhat changed since the run before, %d changes:", changes.size());
                DemoChanges.show(screen, changes);
            }
        }

        private void addresses(String connection) {
            String here = url.replace("127.0.0.1", "localhost");
            String path = here + "/api/v1/connections/" + connection;
            screen.line("%nOpen");
            screen.line("  %s/q/swagger-ui    the REST API, to read and to try", here);
            screen.line("  %s/q/openapi    the same for programs", here);
            screen.line("  %s/tables", path);
            screen.line("  %s/changes", path);
            screen.line("  %s/sample-org    the sample org", orgUrl);
            screen.line("Let the org evolve once more, and extract it:");
            screen.line("  curl -X POST %s/sample-org/evolve", orgUrl);
            screen.line("  curl -X POST %s/runs", path);
            screen.line("%nServing until Ctrl-C; the same command goes on from here.");
        }
    }
}
