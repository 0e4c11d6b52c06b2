package io.orgscribe.token;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.orgscribe.NobodyExtracts;
import io.orgscribe.OrgscribeTest;
import io.orgscribe.salesforce.FailureCause;
import io.orgscribe.salesforce.SalesforceException;
import io.orgscribe.salesforce.Session;
import io.orgscribe.salesforce.Sessions;
import io.orgscribe.samplemodel.RefreshTokens;
import io.orgscribe.sampleorg.Bill;
import io.orgscribe.sampleorg.Fault;
import io.orgscribe.sampleorg.LoginError;
import io.orgscribe.sampleorg.TestOrg;
import io.orgscribe.sampleorg.TestOrgSettings;
import io.orgscribe.token.Credentials.AuthorizationCode;

import static io.restassured.RestAssured.given;
import static io.restassured.http.ContentType.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/** Refresh tokens that rotate: none is spent twice, and what cannot be known is recorded. */
@OrgscribeTest
@TestProfile(NobodyExtracts.class)
class RefreshTest {

    private static final String TOKEN = "/services/oauth2/token";

    private static final TestOrgSettings SETTINGS =
            TestOrgSettings.standard().withPort(0).withTables(10).withRefreshTokens(RefreshTokens.ROTATE);

    @Inject
    Tokens tokens;

    @Inject
    EntityManager database;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private TestOrg org;
    private UUID connection;
    private AuthorizationCode app;

    @BeforeEach
    void start() {
        connect(SETTINGS);
    }

    private void connect(TestOrgSettings settings) {
        closeOrg();
        org = TestOrg.start(settings);
        app = new AuthorizationCode(
                URI.create(org.url()),
                org.settings().consumerKey(),
                org.settings().consumerSecret());
        String id = TestConsents.connect(org);
        TestConsents.authorize(id);
        connection = UUID.fromString(id);
    }

    @AfterEach
    void close() {
        closeOrg();
        threads.shutdown();
    }

    private void closeOrg() {
        if (org != null) {
            org.close();
        }
    }

    @Test
    void each_refresh_sends_the_token_that_the_last_one_brought() {
        Sessions sessions = sessions();
        Session first = sessions.current();
        for (int i = 0; i < 5; i++) {
            first = sessions.renewed(first);
        }

        assertThat(org.approvals().refreshes()).isEqualTo(5);
        assertThat(org.approvals().reused()).isZero();
        assertThat(repliesUnknown()).isZero();
    }

    @Test
    void eight_users_of_a_refused_session_spend_one_token() throws Exception {
        Session refused = sessions().current();
        List<Sessions> users = IntStream.range(0, 8).mapToObj(i -> sessions()).toList();
        users.forEach(Sessions::current);

        List<Session> renewed = atOnce(users, user -> user.renewed(refused));

        assertThat(renewed).hasSize(8).containsOnly(renewed.get(0)).doesNotContain(refused);
        assertThat(org.approvals().refreshes()).isEqualTo(1);
    }

    @Test
    void a_lost_reply_is_recorded_and_ends_the_grant_when_the_token_was_spent() {
        Session refused = sessions().current();
        org.faults().onPath(TOKEN, 1, new Fault.Reset(0));

        assertThat(refreshFails(refused).failure()).isEqualTo(FailureCause.CONNECTION_LOST);
        assertThat(repliesUnknown()).isEqualTo(1);
        assertThat(status()).isEqualTo("ready");
        assertThat(refreshFails(refused).failure()).isEqualTo(FailureCause.REPLY_UNKNOWN);

        assertThat(status()).isEqualTo("needs_authorization");
        assertThat(org.approvals().reused()).isEqualTo(1);
        assertThat(column("coalesce(refresh_token, '')")).isEmpty();
    }

    @Test
    void a_lost_reply_does_no_harm_where_tokens_stay() {
        connect(SETTINGS.withRefreshTokens(RefreshTokens.STAY));
        Session refused = sessions().current();
        org.faults().onPath(TOKEN, 1, new Fault.Truncated(40));

        refreshFails(refused);
        Session renewed = sessions(refused).renewed(refused);

        assertThat(renewed).isNotEqualTo(refused);
        assertThat(repliesUnknown()).isEqualTo(1);
        assertThat(column("coalesce(reply_unknown_at::text, 'known')")).isEqualTo("known");
    }

    @Test
    void a_host_that_cannot_be_reached_has_seen_nothing() {
        Session refused = sessions().current();
        org.close();

        assertThat(refreshFails(refused).failure()).isEqualTo(FailureCause.UNREACHABLE);
        assertThat(repliesUnknown()).isZero();
        assertThat(column("coalesce(claim_id::text, 'free')")).isEqualTo("free");
    }

    @Test
    void a_refusal_that_is_not_of_the_grant_leaves_it_alive() {
        Session refused = sessions().current();
        org.refuseLogins(Optional.of(LoginError.IP_RESTRICTED));

        assertThat(refreshFails(refused).failure()).isEqualTo(FailureCause.IP_RESTRICTED);
        org.refuseLogins(Optional.empty());

        assertThat(sessions(refused).renewed(refused)).isNotEqualTo(refused);
        assertThat(repliesUnknown()).isZero();
        assertThat(status()).isEqualTo("ready");
    }

    @ParameterizedTest
    @ValueSource(strings = {"token request is already being processed", "expired authorization code"})
    void a_refresh_beside_another_one_is_made_again(String description) {
        connect(SETTINGS.withRefreshTokens(RefreshTokens.STAY));
        Session refused = sessions().current();
        org.faults().onPath(TOKEN, 2, refusal("invalid_grant", description));

        assertThat(sessions(refused).renewed(refused)).isNotEqualTo(refused);
        assertThat(repliesUnknown()).isZero();
        assertThat(status()).isEqualTo("ready");
    }

    @Test
    void a_refresh_that_is_never_answered_for_another_one_leaves_the_grant_alive() {
        connect(SETTINGS.withRefreshTokens(RefreshTokens.STAY));
        Session refused = sessions().current();
        org.faults().onPath(TOKEN, refusal("invalid_grant", "token request is already being processed"));

        assertThat(refreshFails(refused).failure()).isEqualTo(FailureCause.LOGIN_BUSY);
        assertThat(status()).isEqualTo("ready");
        assertThat(repliesUnknown()).isZero();
        assertThat(column("coalesce(claim_id::text, 'free')")).isEqualTo("free");
        org.faults().clear();

        assertThat(sessions(refused).renewed(refused)).isNotEqualTo(refused);
    }

    @Test
    void what_another_one_has_brought_meanwhile_is_used() throws Exception {
        Session refused = sessions().current();
        Sessions waiting = sessions(refused);
        org.faults().onPath(TOKEN, refusal("invalid_grant", "token request is already being processed"));
        Future<Session> renewed = threads.submit(() -> waiting.renewed(refused));
        await().until(() -> org.bill().calls(Bill.Kind.TOKEN) >= 2);
        update("instance_url = 'http://localhost:1', claim_id = null, claimed_at = null, generation = generation + 1");

        assertThat(renewed.get().instanceUrl()).isEqualTo(URI.create("http://localhost:1"));
    }

    @Test
    void a_refresh_that_salesforce_wants_again_is_made_again() {
        connect(SETTINGS.withRefreshTokens(RefreshTokens.STAY));
        Session refused = sessions().current();
        org.faults().onPath(TOKEN, 1, refusal("unknown_error", "retry your request"));

        assertThat(sessions(refused).renewed(refused)).isNotEqualTo(refused);
        assertThat(repliesUnknown()).isZero();
    }

    private static Fault refusal(String error, String description) {
        return new Fault.Answer(
                400, "application/json", "{\"error\":\"" + error + "\",\"error_description\":\"" + description + "\"}");
    }

    @Test
    void a_claim_that_its_owner_has_left_is_recorded_before_the_token_is_sent_again() {
        Session refused = sessions().current();
        update("claim_id = gen_random_uuid(), claimed_at = now() - interval '1 minute'");
        org.faults().onPath(TOKEN, 1, Fault.html());

        refreshFails(refused);

        // One for the owner that is gone, one for the page instead of a reply.
        assertThat(repliesUnknown()).isEqualTo(2);
    }

    @Test
    void who_waits_for_a_refresh_may_be_interrupted_and_the_refresh_is_not() throws Exception {
        connect(SETTINGS.withLatency(Duration.ofMillis(500)));
        Session refused = sessions().current();
        int before = org.approvals().refreshes();
        Thread waiting = new Thread(() -> sessions(refused).renewed(refused));

        waiting.start();
        await().until(() -> org.approvals().refreshes() > before);
        waiting.interrupt();
        waiting.join(5_000);

        await().until(() -> column("coalesce(claim_id::text, 'free')").equals("free"));
        assertThat(sessions().current()).isNotEqualTo(refused);
        assertThat(repliesUnknown()).isZero();
        assertThat(org.approvals().refreshes()).isEqualTo(before + 1);
    }

    @Test
    void a_secret_that_is_replaced_during_a_refresh_does_not_cost_the_next_token() throws Exception {
        connect(SETTINGS.withLatency(Duration.ofMillis(500)));
        Session refused = sessions().current();
        Sessions user = sessions(refused);
        int before = org.approvals().refreshes();
        Future<Session> renewed = threads.submit(() -> user.renewed(refused));
        await().until(() -> org.approvals().refreshes() > before);

        given().contentType(JSON)
                .body(Map.of("auth", Map.of("clientSecret", org.settings().consumerSecret())))
                .patch("/api/v1/connections/" + connection)
                .then()
                .statusCode(200);
        Session next = renewed.get();
        sessions(next).renewed(next);

        assertThat(org.approvals().reused()).isZero();
        assertThat(org.approvals().refreshes()).isEqualTo(before + 2);
    }

    @Test
    void a_grant_is_not_sent_to_another_app_than_it_is_of() {
        Sessions attempt = sessions();
        Session known = attempt.current();
        Sessions other = tokens.sessions(
                connection, new AuthorizationCode(URI.create(org.url()), "the app before", "its secret"));
        assertThat(other.current()).isEqualTo(known);

        assertThat(catchThrowableOfType(SalesforceException.class, () -> other.renewed(known))
                        .failure())
                .isEqualTo(FailureCause.SESSION_INVALID);
        assertThat(org.approvals().refreshes()).isZero();
        assertThat(attempt.renewed(known)).isNotEqualTo(known);
    }

    @Test
    void a_reply_that_is_no_token_reply_is_one_lost() {
        Session refused = sessions().current();
        org.faults().onPath(TOKEN, 1, new Fault.Answer(200, "application/json", "{\"status\":\"ok\"}"));

        assertThat(refreshFails(refused).failure()).isEqualTo(FailureCause.UNREADABLE_REPLY);
        assertThat(repliesUnknown()).isEqualTo(1);
    }

    @Test
    void who_comes_after_a_grant_has_died_is_told_so() {
        Session refused = sessions().current();
        Sessions first = sessions(refused);
        Sessions second = sessions(refused);
        org.endApprovals();
        assertThat(catchThrowableOfType(SalesforceException.class, () -> first.renewed(refused))
                        .failure())
                .isEqualTo(FailureCause.INVALID_GRANT);

        assertThat(catchThrowableOfType(SalesforceException.class, () -> second.renewed(refused))
                        .failure())
                .isEqualTo(FailureCause.NEEDS_AUTHORIZATION);
    }

    @Test
    void a_session_whose_end_is_known_is_renewed_ahead_of_it() {
        connect(SETTINGS.withSessionLifetime(Duration.ofSeconds(6)));
        Sessions sessions = sessions();
        sessions.renewed(sessions.current());
        Session known = sessions.current();
        Instant end = Instant.now().plusSeconds(6);

        // How long the renewal itself takes is up to the machine.
        AtomicReference<Instant> asked = new AtomicReference<>();
        await().pollInterval(Duration.ofMillis(20)).until(() -> {
            asked.set(Instant.now());
            return !sessions.current().equals(known);
        });

        assertThat(asked.get()).isBefore(end);
    }

    @Test
    void a_session_that_cannot_be_renewed_ahead_is_used_until_it_is_refused() {
        connect(SETTINGS.withSessionLifetime(Duration.ofSeconds(2)));
        Sessions sessions = sessions();
        sessions.renewed(sessions.current());
        Session known = sessions.current();
        org.refuseLogins(Optional.of(LoginError.IP_RESTRICTED));
        int asked = (int) org.bill().calls(Bill.Kind.TOKEN);

        await().until(() -> {
            assertThat(sessions.current()).isEqualTo(known);
            return org.bill().calls(Bill.Kind.TOKEN) > asked;
        });

        assertThat(sessions.current()).isEqualTo(known);
        assertThat(catchThrowableOfType(SalesforceException.class, () -> sessions.renewed(known))
                        .failure())
                .isEqualTo(FailureCause.IP_RESTRICTED);
    }

    @Test
    void the_end_of_a_session_of_two_hours_is_known_to_the_minute() {
        Sessions sessions = sessions();
        sessions.renewed(sessions.current());

        assertThat(column("round(extract(epoch from renew_at - obtained_at) / 60)::text"))
                .isEqualTo("119");
    }

    @Test
    void a_touch_spends_one_token_and_keeps_the_next() {
        tokens.touch(connection, app);
        tokens.touch(connection, app);

        assertThat(org.approvals().refreshes()).isEqualTo(2);
        assertThat(org.approvals().reused()).isZero();
    }

    private Sessions sessions() {
        return tokens.sessions(connection, app);
    }

    /** Sessions that have given out the refused one. */
    private Sessions sessions(Session refused) {
        Sessions sessions = sessions();
        assertThat(sessions.current()).isEqualTo(refused);
        return sessions;
    }

    private SalesforceException refreshFails(Session refused) {
        Sessions sessions = sessions(refused);
        return catchThrowableOfType(SalesforceException.class, () -> sessions.renewed(refused));
    }

    private <T> List<T> atOnce(List<Sessions> users, java.util.function.Function<Sessions, T> work) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<T>> results = users.stream()
                .map(user -> threads.submit(() -> {
                    start.await();
                    return work.apply(user);
                }))
                .toList();
        start.countDown();
        List<T> all = new java.util.ArrayList<>();
        for (Future<T> result : results) {
            all.add(result.get());
        }
        return all;
    }

    private String status() {
        return given().get("/api/v1/connections/" + connection).path("status");
    }

    private int repliesUnknown() {
        return Integer.parseInt(column("replies_unknown::text"));
    }

    private String column(String expression) {
        return QuarkusTransaction.requiringNew().call(() -> (String) database.createNativeQuery(
                        "select " + expression.replace("::", "\\:\\:") + " from access_token where connection_id = :id")
                .setParameter("id", connection)
                .getSingleResult());
    }

    private void update(String what) {
        QuarkusTransaction.requiringNew()
                .run(() -> database.createNativeQuery("update access_token set " + what + " where connection_id = :id")
                        .setParameter("id", connection)
                        .executeUpdate());
    }
}
