package io.orgscribe.token;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import io.orgscribe.JsonReply;
import io.orgscribe.ServiceProcess;
import io.orgscribe.embedded.TestPostgres;
import io.orgscribe.samplemodel.RefreshTokens;
import io.orgscribe.sampleorg.TestOrg;
import io.orgscribe.sampleorg.TestOrgSettings;
import io.orgscribe.vault.Vault;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Several replicas and many users of grants whose refresh tokens rotate, with sessions of three seconds: first left in
 * peace, then killed while they refresh. {@code -Pendurance} makes it a minute and thirty kills.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenStormIT {

    private static final int REPLICAS = Integer.getInteger("storm.replicas", 2);
    private static final int SECONDS = Integer.getInteger("storm.seconds", 8);
    private static final int KILLS = Integer.getInteger("storm.kills", 2);
    private static final String SERVED = "served";
    private static final int CONNECTIONS = 3;
    private static final int USERS = 8;
    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TestPostgres.Database database = TestPostgres.database();
    private final String keyset = Vault.newKeyset();
    private final HttpClient http = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Random random = new Random(20261126);
    private final List<ServiceProcess> replicas = new ArrayList<>();
    private TestOrg org;
    private Path directory;

    /** What came of users' checks. */
    private record Tally(Map<String, AtomicInteger> causes) {
        Tally() {
            this(new ConcurrentHashMap<>());
        }

        void add(String cause) {
            causes.computeIfAbsent(cause, c -> new AtomicInteger()).incrementAndGet();
        }
    }

    @BeforeAll
    void startReplicas(@TempDir Path logs) {
        directory = logs;
        IntStream.range(0, REPLICAS).forEach(i -> replicas.add(start()));
        replicas.forEach(ServiceProcess::awaitReady);
    }

    @AfterEach
    void closeOrg() {
        org.close();
    }

    @AfterAll
    void stop() {
        threads.shutdownNow();
        replicas.forEach(ServiceProcess::close);
        database.close();
    }

    @Test
    void no_token_is_spent_twice_and_every_user_is_served() throws Exception {
        List<String> connections = authorized(Duration.ZERO);
        Tally tally = new Tally();
        int unknownBefore = repliesUnknown();
        long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();

        List<Future<?>> users = users(connections, tally, () -> replicas.get(random(REPLICAS)), end);
        for (Future<?> user : users) {
            user.get();
        }

        report("in peace", tally);
        for (String connection : connections) {
            awaitServed(connection, replicas.get(0));
            assertThat(connection(connection, replicas.get(0)).getString("status"))
                    .isEqualTo("ready");
        }
        assertThat(org.approvals().reused()).isZero();
        assertThat(org.approvals().given()).isEqualTo(CONNECTIONS);
        assertThat(repliesUnknown()).isEqualTo(unknownBefore);
        assertThat(org.approvals().refreshes()).as("sessions have ended").isGreaterThan(SECONDS / 4);
    }

    @Test
    void a_grant_dies_of_a_kill_only_where_a_reply_was_lost_and_that_is_recorded() throws Exception {
        List<String> connections = authorized(Duration.ofMillis(200));
        Tally tally = new Tally();
        int unknownBefore = repliesUnknown();
        int dead = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            int victim = kill % REPLICAS;
            ServiceProcess process = replicas.get(victim);
            long end = System.nanoTime() + Duration.ofSeconds(4).toNanos();
            List<Future<?>> users = users(connections, tally, () -> process, end);
            awaitMoment(kill % 2 == 0);
            process.kill();
            for (Future<?> user : users) {
                user.get();
            }
            replicas.set(victim, start());
            dead += awaitAllServed(connections, replicas.get((victim + 1) % REPLICAS));
            replicas.get(victim).awaitReady();
        }

        int unknown = repliesUnknown() - unknownBefore;
        report("killed " + KILLS + " times: " + unknown + " replies unknown, " + dead + " grants dead", tally);
        assertThat(org.approvals().reused()).isLessThanOrEqualTo(unknown);
        assertThat(dead).isLessThanOrEqualTo(unknown);
        assertThat(org.approvals().given()).isEqualTo(CONNECTIONS + dead);
    }

    private List<String> authorized(Duration latency) {
        org = TestOrg.start(TestOrgSettings.standard()
                .withPort(0)
                .withTables(30)
                .withDailyCalls(10_000_000)
                .withLatency(latency)
                .withRefreshTokens(RefreshTokens.ROTATE)
                .withSessionLifetime(Duration.ofSeconds(3)));
        return IntStream.range(0, CONNECTIONS)
                .mapToObj(i -> {
                    String connection = TestConsents.connect(
                            at(replicas.get(0)),
                            org,
                            Map.of(
                                    "clientId",
                                    org.settings().consumerKey(),
                                    "clientSecret",
                                    org.settings().consumerSecret()));
                    authorize(connection, replicas.get(0));
                    return connection;
                })
                .toList();
    }

    private void authorize(String connection, ServiceProcess replica) {
        TestConsents.Sent sent = TestConsents.open(at(replica), connection);
        TestConsents.comeBack(at(replica), sent.cookies(), sent.back("allow"))
                .then()
                .statusCode(200);
    }

    /** Either any moment, or one in which a reply is on its way. */
    private void awaitMoment(boolean refreshing) throws InterruptedException {
        if (refreshing) {
            int before = org.approvals().refreshes();
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> org.approvals().refreshes() > before);
            Thread.sleep(random(300));
        } else {
            Thread.sleep(random(3_000));
        }
    }

    private List<Future<?>> users(List<String> connections, Tally tally, Supplier<ServiceProcess> replica, long end) {
        List<Future<?>> users = new ArrayList<>();
        for (String connection : connections) {
            for (int i = 0; i < USERS; i++) {
                users.add(threads.submit(() -> {
                    while (System.nanoTime() < end && replica.get().isAlive()) {
                        tally.add(check(connection, replica.get()));
                    }
                }));
            }
        }
        return users;
    }

    /** Authorizes anew what has died, and returns how many that were. */
    private int awaitAllServed(List<String> connections, ServiceProcess replica) {
        int dead = 0;
        for (String connection : connections) {
            await().atMost(PATIENCE)
                    .until(() -> isServed(connection, replica)
                            || connection(connection, replica)
                                    .getString("status")
                                    .equals("needs_authorization"));
            JsonReply now = connection(connection, replica);
            if (now.getString("status").equals("needs_authorization")) {
                assertThat(now.getString("statusReason")).startsWith("reply_unknown");
                dead++;
                authorize(connection, replica);
            }
            awaitServed(connection, replica);
        }
        return dead;
    }

    private void awaitServed(String connection, ServiceProcess replica) {
        await().atMost(PATIENCE).until(() -> isServed(connection, replica));
    }

    private boolean isServed(String connection, ServiceProcess replica) {
        return check(connection, replica).equals(SERVED);
    }

    /** A check uses the connection's session for several calls; the cause of the step that has failed, if one has. */
    private String check(String connection, ServiceProcess replica) {
        URI check = replica.uri("/api/v1/connections/" + connection + "/check");
        try {
            String report = http.send(
                            HttpRequest.newBuilder(check)
                                    .timeout(Duration.ofSeconds(30))
                                    .POST(BodyPublishers.noBody())
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
            Map<String, String> failed = JsonReply.from(report).find("steps", "status", "failed");
            return failed == null ? SERVED : failed.get("cause");
        } catch (IOException e) {
            return "killed";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    private JsonReply connection(String id, ServiceProcess replica) {
        return at(replica).get("/api/v1/connections/" + id).as(JsonReply.class);
    }

    private static RequestSpecification at(ServiceProcess replica) {
        return given().baseUri("http://127.0.0.1").port(replica.port());
    }

    private synchronized int random(int bound) {
        return random.nextInt(bound);
    }

    private ServiceProcess start() {
        return ServiceProcess.in(directory)
                .on(database, keyset)
                .env("ORGSCRIBE_PUBLIC_URL", "http://127.0.0.1:8099")
                .env("ORGSCRIBE_TOKEN_TIMEOUT", "8s")
                .env("ORGSCRIBE_TOKEN_POLL_INTERVAL", "50ms")
                .env("ORGSCRIBE_TOKEN_CLAIM_LEASE", LEASE.toSeconds() + "s")
                .jvm("-Xmx192m")
                .start();
    }

    private int repliesUnknown() throws SQLException {
        try (var jdbc = database.connect();
                var select = jdbc.prepareStatement("SELECT coalesce(sum(replies_unknown), 0) FROM access_token")) {
            var row = select.executeQuery();
            row.next();
            return row.getInt(1);
        }
    }

    private void report(String what, Tally tally) {
        System.out.printf("Token storm, %d replicas, %s: %s; %s%n", REPLICAS, what, tally.causes(), org.approvals());
    }
}
