package io.orgscribe.token;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;

import jakarta.inject.Inject;

import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.orgscribe.NobodyExtracts;
import io.orgscribe.OrgscribeTest;
import io.orgscribe.salesforce.FailureCause;
import io.orgscribe.salesforce.SalesforceException;
import io.orgscribe.salesforce.Session;
import io.orgscribe.salesforce.Sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

@OrgscribeTest
@TestProfile(NobodyExtracts.class)
class TokensTest {

    private static final String CLIENT_SECRET = "planted-client-secret";
    private static final String PASSWORD = "planted pass&word=";
    private static final String SECURITY_TOKEN = "plantedSecurityToken";

    @Inject
    Tokens tokens;

    @Inject
    TokenStore store;

    @Inject
    GrantStore grantStore;

    @Inject
    TokenRequester requester;

    @Inject
    TokenConfig config;

    @Inject
    Clock clock;

    @Inject
    DataSource database;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private FakeTokenEndpoint endpoint;
    private UUID connection;

    @BeforeEach
    void start() throws SQLException {
        endpoint = new FakeTokenEndpoint();
        connection = UUID.randomUUID();
        execute("insert into connection (id, name, login_url, auth_method) values ('" + connection + "', '" + connection
                + "', 'https://acme.my.salesforce.com', 'client_credentials')");
    }

    @AfterEach
    void end() {
        endpoint.close();
        threads.shutdownNow();
    }

    @Test
    void the_client_credentials_grant_sends_its_secret_in_the_body() {
        Session session = tokens.sessions(connection, clientCredentials()).current();

        assertThat(session)
                .isEqualTo(new Session(
                        endpoint.url(), FakeTokenEndpoint.PREFIX + 1, FakeTokenEndpoint.USER, FakeTokenEndpoint.ORG));
        assertThat(endpoint.requests())
                .singleElement()
                .satisfies(body -> assertThat(body.split("&"))
                        .containsExactlyInAnyOrder(
                                "grant_type=client_credentials",
                                "client_id=3MVG9.key",
                                "client_secret=" + CLIENT_SECRET));
    }

    @Test
    void the_password_grant_appends_the_security_token() {
        tokens.sessions(connection, password(SECURITY_TOKEN)).current();

        assertThat(endpoint.requests().get(0).split("&"))
                .contains("grant_type=password", "username=user%40acme.example")
                .contains("password=" + URLEncoder.encode(PASSWORD + SECURITY_TOKEN, StandardCharsets.UTF_8));
    }

    @Test
    void the_row_has_whom_the_token_is_for_and_the_token_as_jwe_only() throws SQLException {
        tokens.sessions(connection, clientCredentials()).current();

        assertThat(row())
                .contains(
                        FakeTokenEndpoint.USER,
                        "00D000000000062EAA",
                        "2026-11-18",
                        endpoint.url().toString())
                .contains("eyJ")
                .doesNotContain(FakeTokenEndpoint.PREFIX);
    }

    @Test
    void a_stored_token_is_used_by_other_replicas() {
        Session first = tokens.sessions(connection, clientCredentials()).current();

        assertThat(replica().sessions(connection, clientCredentials()).current())
                .isEqualTo(first);
        assertThat(endpoint.requests()).hasSize(1);
    }

    @Test
    void two_replicas_that_need_a_token_at_once_ask_once() throws Exception {
        endpoint.does(exchange -> {
            await().pollDelay(Duration.ofMillis(300)).until(() -> true);
            endpoint.grant(exchange);
        });
        List<Tokens> replicas = List.of(replica(), replica());

        List<Session> sessions = atOnce(
                8,
                i -> replicas.get(i % 2)
                        .sessions(connection, clientCredentials())
                        .current());

        assertThat(sessions).hasSize(8).containsOnly(sessions.get(0));
        assertThat(endpoint.requests()).hasSize(1);
    }

    @Test
    void a_refused_session_is_renewed_once_though_eight_threads_see_the_refusal() throws Exception {
        Sessions ours = tokens.sessions(connection, clientCredentials());
        Sessions theirs = replica().sessions(connection, clientCredentials());
        Session refused = ours.current();
        assertThat(theirs.current()).isEqualTo(refused);

        List<Session> renewed = atOnce(8, i -> (i % 2 == 0 ? ours : theirs).renewed(refused));

        assertThat(renewed)
                .containsOnly(new Session(
                        endpoint.url(), FakeTokenEndpoint.PREFIX + 2, FakeTokenEndpoint.USER, FakeTokenEndpoint.ORG));
        assertThat(endpoint.requests()).hasSize(2);
    }

    @Test
    void a_refusal_by_salesforce_is_not_tried_again_by_the_other_threads() throws Exception {
        endpoint.does(exchange -> FakeTokenEndpoint.reply(
                exchange, 400, "{\"error\":\"invalid_grant\",\"error_description\":\"authentication failure\"}"));
        Sessions sessions = tokens.sessions(connection, password(null));

        List<FailureCause> failures = atOnce(8, i -> failureOf(sessions::current));

        assertThat(failures).containsOnly(FailureCause.AUTHENTICATION_FAILURE);
        assertThat(endpoint.requests()).hasSize(1);
    }

    @Test
    void after_a_failure_the_next_attempt_asks_again() {
        endpoint.does(exchange -> FakeTokenEndpoint.reply(exchange, 500, ""));
        assertThat(failureOf(tokens.sessions(connection, clientCredentials())::current))
                .isEqualTo(FailureCause.SERVER_ERROR);
        endpoint.does(endpoint::grant);

        assertThat(tokens.sessions(connection, clientCredentials()).current()).isNotNull();
    }

    @Test
    void a_lost_claim_is_taken_over_after_its_lease() throws SQLException {
        execute("insert into access_token (connection_id, claim_id, claimed_at) values ('" + connection
                + "', gen_random_uuid(), now() - interval '2 seconds')");

        assertThat(tokens.sessions(connection, clientCredentials()).current()).isNotNull();
        assertThat(endpoint.requests()).hasSize(1);
    }

    @Test
    void a_forgotten_token_is_asked_for_anew() {
        tokens.sessions(connection, clientCredentials()).current();

        tokens.forget(connection);

        assertThat(tokens.sessions(connection, clientCredentials()).current().accessToken())
                .isEqualTo(FakeTokenEndpoint.PREFIX + 2, FakeTokenEndpoint.USER, FakeTokenEndpoint.ORG);
    }

    @Test
    void an_attempt_with_replaced_credentials_stores_no_token_of_theirs() throws SQLException {
        Sessions old = tokens.sessions(connection, clientCredentials());
        Session refused = old.current();
        tokens.forget(connection);

        assertThat(failureOf(() -> old.renewed(refused))).isEqualTo(FailureCause.SESSION_INVALID);
        assertThat(endpoint.requests()).hasSize(1);
        assertThat(row()).doesNotContain("eyJ");
    }

    @Test
    void a_token_that_arrives_after_the_credentials_have_changed_is_not_stored() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch changed = new CountDownLatch(1);
        endpoint.does(exchange -> {
            asked.countDown();
            awaitLatch(changed);
            endpoint.grant(exchange);
        });
        Future<Session> session = threads.submit(
                () -> tokens.sessions(connection, clientCredentials()).current());
        awaitLatch(asked);
        tokens.forget(connection);
        changed.countDown();

        assertThat(session.get()).isNotNull();
        assertThat(row()).doesNotContain("eyJ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"access_token":"t","instance_url":"https://evil.example"}                             | HOST_NOT_ALLOWED
            {"access_token":"t"}                                                                   | UNREADABLE_REPLY
            {"instance_url":"http://127.0.0.1"}                                                    | UNREADABLE_REPLY
            {"access_token":"t","instance_url":"::"}                                               | UNREADABLE_REPLY
            {"access_token":"a b","instance_url":"http://127.0.0.1"}                               | UNREADABLE_REPLY
            <html>planted</html>                                                                   | UNREADABLE_REPLY
            {"access_token":"planted                                                               | UNREADABLE_REPLY
            """)
    void a_reply_that_cannot_be_trusted_is_a_named_failure(String body, FailureCause cause) {
        endpoint.does(exchange -> FakeTokenEndpoint.reply(exchange, 200, body));

        assertThatExceptionOfType(SalesforceException.class)
                .isThrownBy(tokens.sessions(connection, clientCredentials())::current)
                .satisfies(e -> assertThat(e.failure()).isEqualTo(cause))
                .satisfies(e -> assertThat(e).hasMessageNotContaining("planted").hasNoCause());
    }

    @Test
    void a_redirect_is_not_followed() throws Exception {
        try (FakeTokenEndpoint elsewhere = new FakeTokenEndpoint()) {
            endpoint.does(exchange -> {
                exchange.getResponseHeaders().add("Location", elsewhere.url() + "/services/oauth2/token");
                FakeTokenEndpoint.reply(exchange, 307, "");
            });

            assertThat(failureOf(tokens.sessions(connection, clientCredentials())::current))
                    .isEqualTo(FailureCause.UNREADABLE_REPLY);
            assertThat(elsewhere.requests()).isEmpty();
        }
    }

    @Test
    void a_reply_that_does_not_come_is_a_timeout() {
        CountDownLatch never = new CountDownLatch(1);
        endpoint.does(exchange -> awaitLatch(never));

        assertThat(failureOf(tokens.sessions(connection, clientCredentials())::current))
                .isEqualTo(FailureCause.TIMEOUT);
        never.countDown();
    }

    @Test
    void an_unknown_host_is_unreachable() {
        assertThat(
                        failureOf(tokens.sessions(
                                connection,
                                new Credentials.ClientCredentials(
                                        URI.create("https://nobody.invalid"), "key", CLIENT_SECRET))::current))
                .isEqualTo(FailureCause.UNREACHABLE);
    }

    @Test
    void a_host_that_is_no_longer_allowed_is_sent_nothing() {
        assertThat(failureOf(tokens.sessions(
                        connection,
                        new Credentials.ClientCredentials(
                                URI.create("https://acme.lightning.force.com"), "key", CLIENT_SECRET))::current))
                .isEqualTo(FailureCause.HOST_NOT_ALLOWED);
    }

    @Test
    void no_secret_is_logged_at_any_configured_level() {
        try (CapturedLog log = new CapturedLog()) {
            Sessions sessions = tokens.sessions(connection, password(SECURITY_TOKEN));
            sessions.renewed(sessions.current());
            endpoint.does(exchange -> FakeTokenEndpoint.reply(
                    exchange, 400, "{\"error\":\"invalid_grant\",\"error_description\":\"planted-in-error\"}"));
            failureOf(() ->
                    tokens.sessions(newConnection(), password(SECURITY_TOKEN)).current());
            failureOf(
                    () -> tokens.sessions(newConnection(), clientCredentials()).current());

            assertThat(log.lines()).as("debug output is captured").anyMatch(line -> line.startsWith("DEBUG"));
            assertThat(log.lines()).noneMatch(line -> line.contains("planted"));
        }
    }

    private Tokens replica() {
        return new Tokens(store, grantStore, requester, config, clock);
    }

    private Credentials clientCredentials() {
        return new Credentials.ClientCredentials(endpoint.url(), "3MVG9.key", CLIENT_SECRET);
    }

    private Credentials password(String securityToken) {
        return new Credentials.Password(
                endpoint.url(), "3MVG9.key", CLIENT_SECRET, "user@acme.example", PASSWORD, securityToken);
    }

    private UUID newConnection() throws SQLException {
        UUID id = UUID.randomUUID();
        execute("insert into connection (id, name, login_url, auth_method) values ('" + id + "', '" + id
                + "', 'https://acme.my.salesforce.com', 'client_credentials')");
        return id;
    }

    private interface Numbered<T> {
        T call(int number) throws Exception;
    }

    private <T> List<T> atOnce(int n, Numbered<T> work) throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        List<Future<T>> futures = IntStream.range(0, n)
                .mapToObj(i -> threads.submit((Callable<T>) () -> {
                    awaitLatch(go);
                    return work.call(i);
                }))
                .toList();
        go.countDown();
        List<T> results = new ArrayList<>();
        for (Future<T> future : futures) {
            results.add(future.get());
        }
        return results;
    }

    private static FailureCause failureOf(Callable<?> call) {
        try {
            call.call();
            throw new AssertionError("It did not fail");
        } catch (SalesforceException e) {
            return e.failure();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void execute(String sql) throws SQLException {
        try (var c = database.getConnection();
                var statement = c.createStatement()) {
            statement.execute(sql);
        }
    }

    private String row() throws SQLException {
        try (var c = database.getConnection();
                var statement = c.createStatement();
                var rows = statement.executeQuery(
                        "select t::text from access_token t where connection_id = '" + connection + "'")) {
            rows.next();
            return rows.getString(1);
        }
    }
}
