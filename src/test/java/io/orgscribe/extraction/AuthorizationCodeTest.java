package io.orgscribe.extraction;

import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.restassured.response.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.orgscribe.JsonReply;
import io.orgscribe.OrgscribeTest;
import io.orgscribe.samplemodel.RefreshTokens;
import io.orgscribe.sampleorg.LoginError;
import io.orgscribe.sampleorg.TestOrg;
import io.orgscribe.sampleorg.TestOrgSettings;
import io.orgscribe.token.TestConsents;
import io.orgscribe.token.TestConsents.Sent;

import static io.restassured.RestAssured.given;
import static io.restassured.http.ContentType.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

/** The way of a consent, from the connection that waits for it to the run that uses it, and again when it has ended. */
@OrgscribeTest
class AuthorizationCodeTest {

    private static final TestOrgSettings SETTINGS =
            TestOrgSettings.standard().withPort(0).withTables(30);

    @Inject
    EntityManager database;

    private TestOrg org;

    @BeforeEach
    void start() {
        org = TestOrg.start(SETTINGS);
    }

    @AfterEach
    void close() {
        org.close();
    }

    private void restart(TestOrgSettings settings) {
        org.close();
        org = TestOrg.start(settings);
    }

    @Test
    void a_new_connection_waits_for_a_consent_and_does_not_fire() {
        String connection = TestConsents.connect(org);
        patch(connection, Map.of("schedule", Map.of("cron", "0 3 * * *", "enabled", true)));

        read(connection)
                .then()
                .body("status", equalTo("needs_authorization"))
                .body("statusReason", containsString("/authorize"))
                .body("nextRunAt", nullValue());
        given().contentType(JSON)
                .body("{}")
                .post("/api/v1/connections/" + connection + "/runs")
                .then()
                .statusCode(409);
    }

    @Test
    void a_consent_makes_it_ready_and_a_run_reads_the_org() {
        String connection = TestConsents.connect(org);
        TestConsents.authorize(connection);

        read(connection).then().body("status", equalTo("ready")).body("auth.authorizedAt", notNullValue());
        assertThat(TestRuns.extract(connection).getString("status")).isEqualTo("succeeded");
        assertThat(token(connection, "scopes")).isEqualTo("refresh_token api");
    }

    @Test
    void the_browser_is_sent_with_pkce_a_state_and_an_address_that_no_request_has_named() {
        Sent sent = TestConsents.open(given().header("Host", "127.0.0.1:9"), TestConsents.connect(org));

        Map<String, String> query = query(sent.location());
        assertThat(query)
                .containsEntry("response_type", "code")
                .containsEntry("client_id", SETTINGS.consumerKey())
                .containsEntry("redirect_uri", "http://127.0.0.1:8099/api/v1/oauth/from_oauth/")
                .containsEntry("scope", "api refresh_token offline_access")
                .containsEntry("code_challenge_method", "S256");
        assertThat(query.get("code_challenge")).hasSize(43);
        assertThat(query.get("state")).hasSize(43);
        assertThat(sent.location()).startsWith(org.url() + "/services/oauth2/authorize?");
    }

    @Test
    void whom_a_page_of_others_leads_here_is_asked_first() {
        String connection = TestConsents.connect(org);
        for (String site : List.of("cross-site", "same-site")) {
            Response page = given().redirects()
                    .follow(false)
                    .header("Sec-Fetch-Site", site)
                    .get("/api/v1/connections/" + connection + "/authorize?renew=true&moved=true");
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.cookies()).isEmpty();
            assertThat(page.asString())
                    .contains("href=\"/api/v1/connections/" + connection + "/authorize?renew=true\"", "Another page");
        }
        for (String site : List.of("same-origin", "none")) {
            given().redirects()
                    .follow(false)
                    .header("Sec-Fetch-Site", site)
                    .get("/api/v1/connections/" + connection + "/authorize?renew=true")
                    .then()
                    .statusCode(302);
        }
    }

    @Test
    void the_cookie_is_kept_from_scripts_and_from_other_sites() {
        String cookie = given().redirects()
                .follow(false)
                .get("/api/v1/connections/" + TestConsents.connect(org) + "/authorize")
                .header("Set-Cookie");

        assertThat(cookie)
                .contains("HttpOnly")
                .containsIgnoringCase("SameSite=Lax")
                .contains("Path=/api/v1/oauth")
                .containsIgnoringCase("Max-Age=600");
    }

    @Test
    void a_browser_under_another_loopback_name_is_sent_to_the_public_address_first() {
        String connection = TestConsents.connect(org);

        String location = given().redirects()
                .follow(false)
                .header("Host", "localhost:8099")
                .get("/api/v1/connections/" + connection + "/authorize")
                .header("Location");

        assertThat(location)
                .isEqualTo("http://127.0.0.1:8099/api/v1/connections/" + connection + "/authorize?moved=true");
        given().redirects()
                .follow(false)
                .header("Host", "localhost:8099")
                .get("/api/v1/connections/" + connection + "/authorize?moved=true")
                .then()
                .statusCode(409)
                .body("cause", equalTo("host_not_passed_on"));
    }

    @Test
    void a_state_counts_once() {
        Sent sent = TestConsents.open(given(), TestConsents.connect(org));
        String back = sent.back("allow");
        TestConsents.comeBack(given(), sent.cookies(), back).then().statusCode(200);

        assertRefused(TestConsents.comeBack(given(), sent.cookies(), back), 400, "unknown_state");
        assertThat(org.approvals().given()).isEqualTo(1);
    }

    @Test
    void a_state_is_of_no_use_in_another_browser_and_stays_good_in_its_own() {
        Sent sent = TestConsents.open(given(), TestConsents.connect(org));
        String back = sent.back("allow");
        Map<String, String> foreign = new HashMap<>(sent.cookies());
        foreign.replaceAll((name, value) -> "A".repeat(43));

        assertRefused(TestConsents.comeBack(given(), Map.of(), back), 403, "other_browser");
        assertRefused(TestConsents.comeBack(given(), foreign, back), 403, "other_browser");
        TestConsents.comeBack(given(), sent.cookies(), back).then().statusCode(200);
    }

    @Test
    void a_state_expires() {
        Sent sent = TestConsents.open(given(), TestConsents.connect(org));
        QuarkusTransaction.requiringNew()
                .run(() -> database.createNativeQuery(
                                "update authorization_request set expires_at = expires_at - interval '601 seconds'")
                        .executeUpdate());

        assertRefused(TestConsents.comeBack(given(), sent.cookies(), sent.back("allow")), 400, "unknown_state");
    }

    @Test
    void neither_states_nor_browsers_nor_tokens_are_stored_in_clear() {
        String connection = TestConsents.connect(org);
        Sent sent = TestConsents.open(given(), connection);

        String row = rows("select authorization_request::text from authorization_request");
        assertThat(row).doesNotContain(query(sent.location()).get("state"));
        sent.cookies().values().forEach(value -> assertThat(row).doesNotContain(value));
        TestConsents.comeBack(given(), sent.cookies(), sent.back("allow"))
                .then()
                .statusCode(200);
        assertThat(token(connection, "refresh_token")).startsWith("eyJ").doesNotContain("5Aep861");
    }

    @Test
    void a_callback_without_its_last_slash_is_answered_too() {
        Sent sent = TestConsents.open(given(), TestConsents.connect(org));

        TestConsents.comeBack(given(), sent.cookies(), sent.back("allow").replace("from_oauth/?", "from_oauth?"))
                .then()
                .statusCode(200)
                .contentType("text/html")
                .header("Cache-Control", "no-store")
                .header("Content-Security-Policy", containsString("default-src 'none'"));
    }

    @Test
    void a_denied_consent_ends_on_a_page_that_says_so_and_changes_nothing() {
        String connection = TestConsents.connect(org);
        Sent sent = TestConsents.open(given(), connection);

        assertRefused(TestConsents.comeBack(given(), sent.cookies(), sent.back("deny")), 403, "consent_denied");
        read(connection).then().body("status", equalTo("needs_authorization"));
    }

    @Test
    void an_error_of_salesforce_is_named_and_never_quoted() {
        Sent sent = TestConsents.open(given(), TestConsents.connect(org));
        org.refuseLogins(Optional.of(LoginError.CROSS_ORG));
        String back = sent.back("allow");
        assertRefused(TestConsents.comeBack(given(), sent.cookies(), back), 502, "cross_org");

        Sent other = TestConsents.open(given(), TestConsents.connect(org));
        String state = query(other.location()).get("state");
        String forged = "/api/v1/oauth/from_oauth/?state=" + state + "&error=x&error_description=%3Cscript%3Ealert(1)";
        assertThat(TestConsents.comeBack(given(), other.cookies(), forged).asString())
                .doesNotContain("alert(1)");
    }

    @Test
    void a_callback_without_state_or_code_is_refused() {
        assertRefused(given().get("/api/v1/oauth/from_oauth/"), 400, "unknown_state");
        assertRefused(given().get("/api/v1/oauth/from_oauth/?state=x&code=y"), 400, "unknown_state");
        Sent sent = TestConsents.open(given(), TestConsents.connect(org));
        String noCode =
                "/api/v1/oauth/from_oauth/?state=" + query(sent.location()).get("state");
        assertRefused(TestConsents.comeBack(given(), sent.cookies(), noCode), 400, "incomplete_callback");
    }

    @Test
    void an_app_that_asks_for_neither_pkce_nor_a_secret_works_too() {
        restart(SETTINGS.withPkceRequired(false).withSecretRequired(false));
        String connection = TestConsents.connect(
                given(), org, Map.of("clientId", org.settings().consumerKey()));
        TestConsents.authorize(connection);

        org.expireTokens();

        assertThat(TestRuns.extract(connection).getString("status")).isEqualTo("succeeded");
    }

    @Test
    void an_app_whose_policy_ends_refresh_tokens_at_once_is_refused() {
        restart(SETTINGS.withRefreshTokens(RefreshTokens.NONE));
        String connection = TestConsents.connect(org);
        Sent sent = TestConsents.open(given(), connection);

        assertRefused(TestConsents.comeBack(given(), sent.cookies(), sent.back("allow")), 502, "no_refresh_token");
        read(connection).then().body("status", equalTo("needs_authorization"));
    }

    @Test
    void a_wrong_secret_is_seen_at_the_end_of_the_consent() {
        String connection = TestConsents.connect(
                given(), org, Map.of("clientId", org.settings().consumerKey(), "clientSecret", "other"));
        Sent sent = TestConsents.open(given(), connection);

        assertRefused(TestConsents.comeBack(given(), sent.cookies(), sent.back("allow")), 502, "invalid_client");
    }

    @Test
    void a_user_of_another_org_is_refused() {
        String connection = TestConsents.connect(org);
        patch(connection, Map.of("orgId", "00D000000000001AAA"));
        Sent sent = TestConsents.open(given(), connection);

        assertRefused(TestConsents.comeBack(given(), sent.cookies(), sent.back("allow")), 409, "different_org");
        assertThat(token(connection, "refresh_token")).isEmpty();
    }

    @Test
    void a_consent_counts_only_for_the_app_that_it_was_given_to() {
        String connection = TestConsents.connect(org);
        Sent sent = TestConsents.open(given(), connection);
        String back = sent.back("allow");

        patch(connection, Map.of("auth", Map.of("clientId", "another app")));

        assertRefused(TestConsents.comeBack(given(), sent.cookies(), back), 400, "unknown_state");
        read(connection).then().body("status", equalTo("needs_authorization"));
        assertThat(org.approvals().given()).isZero();
    }

    @Test
    void a_consent_does_not_bring_a_deleted_connection_back() {
        String connection = TestConsents.connect(org);
        Sent sent = TestConsents.open(given(), connection);
        String back = sent.back("allow");

        given().delete("/api/v1/connections/" + connection + "?keep=catalog")
                .then()
                .statusCode(200);

        assertRefused(TestConsents.comeBack(given(), sent.cookies(), back), 400, "unknown_state");
        read(connection).then().body("status", equalTo("disconnected"));
    }

    @Test
    void a_grant_that_works_is_not_replaced_unless_that_is_asked_for() {
        String connection = TestConsents.connect(org);
        TestConsents.authorize(connection);

        given().redirects()
                .follow(false)
                .get("/api/v1/connections/" + connection + "/authorize")
                .then()
                .statusCode(409)
                .body("cause", equalTo("already_authorized"));
        TestConsents.authorize(connection);
        assertThat(org.approvals().given()).isEqualTo(2);
    }

    @Test
    void other_methods_have_nothing_to_authorize_whether_or_not_they_have_credentials() {
        String disconnected = TestRuns.connect(org);
        given().delete("/api/v1/connections/" + disconnected + "?keep=catalog");
        given().redirects()
                .follow(false)
                .get("/api/v1/connections/" + disconnected + "/authorize")
                .then()
                .statusCode(409)
                .body("cause", equalTo("nothing_to_authorize"));
        given().redirects()
                .follow(false)
                .get("/api/v1/connections/" + TestRuns.connect(org) + "/authorize")
                .then()
                .statusCode(409)
                .body("cause", equalTo("nothing_to_authorize"));
    }

    @Test
    void a_dead_grant_stops_the_schedule_keeps_the_catalog_and_one_consent_later_all_goes_on() {
        String connection = TestConsents.connect(org);
        patch(connection, Map.of("schedule", Map.of("cron", "0 3 * * *", "enabled", true)));
        TestConsents.authorize(connection);
        read(connection).then().body("nextRunAt", notNullValue());
        TestRuns.extract(connection);

        org.endApprovals();
        var run = TestRuns.extract(connection);

        assertThat(run.getString("status")).isEqualTo("failed");
        assertThat(run.getString("error.cause")).isEqualTo("invalid_grant");
        read(connection)
                .then()
                .body("status", equalTo("needs_authorization"))
                .body("statusReason", containsString("invalid_grant"))
                .body("nextRunAt", nullValue());
        assertThat(tables(connection)).isEqualTo(30);
        TestConsents.authorize(connection);
        read(connection).then().body("status", equalTo("ready")).body("nextRunAt", notNullValue());
        assertThat(TestRuns.extract(connection).getString("status")).isEqualTo("succeeded");
    }

    @Test
    void a_new_secret_keeps_the_grant_and_another_app_ends_it() {
        String connection = TestConsents.connect(org);
        TestConsents.authorize(connection);

        patch(connection, Map.of("auth", Map.of("clientSecret", org.settings().consumerSecret())));
        read(connection).then().body("status", equalTo("ready"));
        assertThat(TestRuns.extract(connection).getString("status")).isEqualTo("succeeded");
        patch(connection, Map.of("auth", Map.of("clientId", "another app")));

        read(connection).then().body("status", equalTo("needs_authorization"));
        assertThat(token(connection, "refresh_token")).isEmpty();
    }

    @Test
    void a_kept_catalog_is_connected_again_by_a_consent() {
        String connection = TestConsents.connect(org);
        TestConsents.authorize(connection);
        TestRuns.extract(connection);
        given().delete("/api/v1/connections/" + connection + "?keep=catalog")
                .then()
                .statusCode(200);
        assertThat(token(connection, "refresh_token")).isEmpty();

        patch(connection, Map.of("auth", Map.of("clientSecret", org.settings().consumerSecret())));
        read(connection).then().body("status", equalTo("needs_authorization"));
        TestConsents.authorize(connection);

        read(connection).then().body("status", equalTo("ready"));
        assertThat(tables(connection)).isEqualTo(30);
    }

    private static Response read(String connection) {
        return given().get("/api/v1/connections/" + connection);
    }

    private static int tables(String connection) {
        return given().get("/api/v1/connections/" + connection + "/tables?limit=1000")
                .as(JsonReply.class)
                .getList("items")
                .size();
    }

    private static void patch(String connection, Map<String, Object> patch) {
        given().contentType(JSON)
                .body(patch)
                .patch("/api/v1/connections/" + connection)
                .then()
                .statusCode(200);
    }

    private static void assertRefused(Response page, int status, String cause) {
        page.then().statusCode(status).contentType("text/html");
        assertThat(page.asString()).contains("<code>" + cause + "</code>").doesNotContain("Exception");
    }

    private String token(String connection, String column) {
        return rows("select coalesce(" + column + "::text, '') from access_token where connection_id = '" + connection
                + "'");
    }

    private String rows(String sql) {
        return QuarkusTransaction.requiringNew()
                .call(() -> ((List<?>) database.createNativeQuery(sql).getResultList())
                        .stream().map(String::valueOf).collect(Collectors.joining("\n")));
    }

    private static Map<String, String> query(String url) {
        return Arrays.stream(URI.create(url).getRawQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(
                        pair -> pair[0],
                        pair -> java.net.URLDecoder.decode(pair[1], java.nio.charset.StandardCharsets.UTF_8)));
    }
}
