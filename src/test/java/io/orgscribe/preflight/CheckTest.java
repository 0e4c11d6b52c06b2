package io.orgscribe.preflight;

import java.io.IOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Inject;

import io.agroal.api.AgroalDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.orgscribe.JsonReply;
import io.orgscribe.OrgscribeTest;
import io.orgscribe.ServiceProcess;
import io.orgscribe.extraction.TestRuns;
import io.orgscribe.sampleorg.Fault;
import io.orgscribe.sampleorg.LoginError;
import io.orgscribe.sampleorg.TestOrg;
import io.orgscribe.sampleorg.TestOrgSettings;
import io.orgscribe.token.TestConsents;

import static io.restassured.RestAssured.given;
import static io.restassured.http.ContentType.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

@OrgscribeTest
class CheckTest {

    private static final List<String> STEPS = List.of(
            "host",
            "tls",
            "grant",
            "apiVersion",
            "apiEnabled",
            "dailyCalls",
            "viewSetup",
            "fieldSecurity",
            "sharedLogin",
            "refreshTokenPolicy",
            "retirement");

    @Inject
    AgroalDataSource database;

    private final TestOrg org = TestOrg.start(TestOrgSettings.standard()
            .withConsumerKey("app of " + UUID.randomUUID())
            .withConsumerSecret("planted-consumer-secret")
            .withPort(0)
            .withTables(60));

    @AfterEach
    void close() {
        org.close();
    }

    @Test
    void a_good_connection_is_ok_step_by_step_at_a_few_calls() {
        JsonReply report = checkDraft(body());

        assertThat(report.getList("steps.name", String.class)).isEqualTo(STEPS);
        assertThat(report.getString("status")).isEqualTo("ok");
        assertThat(seen(report, "grant")).contains(org.userId());
        assertThat(seen(report, "apiVersion")).contains("68.0");
        assertThat(seen(report, "dailyCalls")).contains("100000 calls", "10000 are kept for others");
        assertThat(seen(report, "retirement")).contains("31.0 to 40.0", "Summer '27", "Summer '28", "uses 68.0");
        assertThat(report.getInt("apiCalls"))
                .isEqualTo((int) org.bill().counted())
                .isLessThanOrEqualTo(10);
    }

    @Test
    void the_forecast_of_a_first_run_is_what_it_then_takes() {
        String id = create(body());
        String seen = seen(check(id), "dailyCalls");

        int calls = TestRuns.extract(id).getInt("apiCalls");

        assertThat(seen).contains("a first run of 60 tables takes about " + calls + ",");
    }

    @Test
    void connections_that_log_in_as_the_same_user_through_the_same_app_are_warned_of() {
        String first = create(body());
        String second = create(body());
        assertThat(step(check(second), "sharedLogin").get("status")).isEqualTo("ok");

        TestRuns.extract(first);

        JsonReply report = check(second);
        assertThat(step(report, "sharedLogin"))
                .containsEntry("status", "warning")
                .containsEntry("cause", "shared_login");
        assertThat(seen(report, "sharedLogin"))
                .contains(given().get("/api/v1/connections/" + first).<String>path("name"));
        assertThat(step(check(first), "sharedLogin").get("status")).isEqualTo("ok");
    }

    @Test
    void an_end_that_was_entered_is_warned_of_two_weeks_before() {
        String id = TestConsents.connect(
                given(),
                org,
                Map.of(
                        "clientId",
                        org.settings().consumerKey(),
                        "clientSecret",
                        org.settings().consumerSecret(),
                        "refreshValidDays",
                        10));
        TestConsents.authorize(id);

        JsonReply report = check(id);

        assertThat(step(report, "refreshTokenPolicy"))
                .containsEntry("status", "warning")
                .containsEntry("cause", "grant_ends");
        assertThat(given().get("/api/v1/connections/" + id).<String>path("warnings[0].cause"))
                .isEqualTo("grant_ends");
    }

    @Test
    void a_draft_that_a_person_has_to_authorize_is_checked_as_far_as_that_goes() {
        JsonReply report = checkDraft(Map.of(
                "name",
                "draft",
                "loginUrl",
                org.url(),
                "auth",
                Map.of(
                        "method",
                        "authorization_code",
                        "clientId",
                        org.settings().consumerKey())));

        assertThat(step(report, "host").get("status")).isEqualTo("ok");
        assertThat(step(report, "grant").get("status")).isEqualTo("skipped");
        assertThat(step(report, "apiEnabled").get("status")).isEqualTo("skipped");
        assertThat(report.getInt("apiCalls")).isZero();
    }

    @Test
    void a_check_stores_nothing() throws SQLException {
        String id = create(body());
        String before = stored();

        checkDraft(body());
        check(id);

        assertThat(stored()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "AUTHENTICATION_FAILURE, authentication_failure, Login History",
        "INVALID_CLIENT_ID,      invalid_client_id,      consumer key",
        "INVALID_CLIENT,         invalid_client,         consumer secret",
        "NO_RUN_AS_USER,         no_run_as_user,         Run As",
        "WRONG_DOMAIN,           wrong_domain,           My Domain",
        "NOT_APPROVED,           not_approved,           Permitted Users",
        "IP_RESTRICTED,          ip_restricted,          Network Access",
        "USER_INACTIVE,          user_inactive,          Setup > Users",
        "LOGIN_RATE_EXCEEDED,    login_rate_exceeded,    Wait",
        "INVALID_SCOPE,          invalid_scope,          scopes",
        "INVALID_AUDIENCE,       invalid_audience,       audience",
        "UNSUPPORTED_FLOW,       unsupported_flow,       OAuth and OpenID Connect Settings",
        "CROSS_ORG,              cross_org,              External Client App",
        "ORG_INACTIVE,           org_inactive,           Salesforce Support",
        "APP_BLOCKED,            app_blocked,            Unblock",
        "EXPIRED_GRANT,          invalid_grant,          Run As",
        "RETRY,                  login_busy,             in a few minutes",
    })
    void a_refused_grant_is_named_and_what_needs_it_is_skipped(LoginError refusal, String cause, String remedy) {
        org.refuseLogins(Optional.of(refusal));

        JsonReply report = checkDraft(body());

        holdsFailure(report, "grant", cause);
        assertThat(step(report, "grant").get("remedy")).contains(remedy);
        assertThat(step(report, "apiEnabled").get("status")).isEqualTo("skipped");
        assertThat(report.getInt("apiCalls")).isZero();
    }

    @Test
    void a_blocked_password_flow_is_told_where_it_is_allowed() {
        org.refuseLogins(Optional.of(LoginError.AUTHENTICATION_FAILURE));
        Map<String, Object> body = body();
        body.put("auth", passwordAuth());

        assertThat(step(checkDraft(body), "grant").get("remedy"))
                .contains("Login History", "OAuth and OpenID Connect Settings > Allow OAuth Username-Password Flows");
    }

    @Test
    void a_user_without_the_api_fails_where_the_api_is_looked_at() {
        org.faults().onPath("/composite", Fault.apiDisabled());

        holdsFailure(checkDraft(body()), "apiEnabled", "api_disabled");
    }

    @Test
    void too_few_calls_left_are_a_warning_before_the_first_run_meets_them() {
        org.setUsedCalls(95_000);

        JsonReply report = checkDraft(body());

        assertThat(report.getString("status")).isEqualTo("warning");
        assertThat(step(report, "dailyCalls"))
                .containsEntry("status", "warning")
                .containsEntry("cause", "daily_limit");
    }

    @Test
    void a_version_that_the_org_does_not_offer_is_told() {
        Map<String, Object> body = body();
        body.put("apiVersion", "99.0");

        holdsFailure(checkDraft(body), "apiVersion", "api_version_not_offered");
    }

    @Test
    void the_password_flow_works_and_is_warned_of() {
        Map<String, Object> body = body();
        body.put("auth", passwordAuth());

        JsonReply report = checkDraft(body);

        assertThat(step(report, "grant")).containsEntry("status", "ok");
        assertThat(step(report, "retirement")).containsEntry("status", "warning");
        assertThat(seen(report, "retirement")).contains("2027-02-20");
    }

    @Test
    void a_host_that_is_not_there_and_one_that_is_no_org_fail_the_first_step() throws IOException {
        Map<String, Object> body = body();
        body.put("loginUrl", "http://127.0.0.1:" + ServiceProcess.freePort());
        holdsFailure(checkDraft(body), "host", "unreachable");

        org.faults().onPath("/services/data", Fault.html());
        holdsFailure(checkDraft(body()), "host", "unreadable_reply");
    }

    @Test
    void a_host_without_a_trusted_certificate_fails_the_step_for_it() {
        Map<String, Object> body = body();
        body.put("loginUrl", org.url().replace("http:", "https:"));

        JsonReply report = checkDraft(body);

        assertThat(step(report, "host")).containsEntry("status", "ok");
        holdsFailure(report, "tls", "tls_failure");
    }

    @Test
    void another_org_than_the_catalogs_is_told() {
        Map<String, Object> body = body();
        body.put("orgId", "00D000000000999EAA");

        holdsFailure(checkDraft(body), "apiEnabled", "different_org");
    }

    @Test
    void a_disconnected_connection_fails_the_grant() {
        String id = create(body());
        given().delete("/api/v1/connections/" + id + "?keep=catalog").then().statusCode(200);

        JsonReply report = check(id);

        holdsFailure(report, "grant", "disconnected");
        assertThat(step(report, "grant").get("remedy"))
                .contains("credentials again")
                .doesNotContain("/authorize");
    }

    @Test
    void what_could_not_be_stored_is_not_checked_either() {
        Map<String, Object> body = body();
        body.put("loginUrl", "https://evil.example");
        given().contentType(JSON)
                .body(body)
                .post("/api/v1/connections/check")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("field", equalTo("loginUrl"))
                .body("remedy", notNullValue());
        given().contentType(JSON)
                .post("/api/v1/connections/check")
                .then()
                .statusCode(400)
                .body("field", equalTo("body"));
        given().post("/api/v1/connections/" + UUID.randomUUID() + "/check")
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
    }

    private static void holdsFailure(JsonReply report, String name, String cause) {
        assertThat(report.getString("status")).isEqualTo("failed");
        assertThat(step(report, name)).containsEntry("status", "failed").containsEntry("cause", cause);
        assertThat(step(report, name).get("seen")).isNotBlank();
        assertThat(step(report, name).get("remedy")).isNotBlank();
    }

    private static Map<String, String> step(JsonReply report, String name) {
        return report.find("steps", "name", name);
    }

    private static String seen(JsonReply report, String name) {
        return step(report, name).get("seen");
    }

    private Map<String, Object> body() {
        return new HashMap<>(Map.of(
                "name",
                "checked " + UUID.randomUUID(),
                "loginUrl",
                org.url(),
                "auth",
                Map.of(
                        "method", "client_credentials",
                        "clientId", org.settings().consumerKey(),
                        "clientSecret", org.settings().consumerSecret())));
    }

    private Map<String, String> passwordAuth() {
        return Map.of(
                "method", "password",
                "clientId", org.settings().consumerKey(),
                "clientSecret", org.settings().consumerSecret(),
                "username", org.settings().username(),
                "password", org.settings().password(),
                "securityToken", org.settings().securityToken());
    }

    private static String create(Map<String, Object> body) {
        return given().contentType(JSON)
                .body(body)
                .post("/api/v1/connections")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static JsonReply check(String id) {
        return given().post("/api/v1/connections/" + id + "/check")
                .then()
                .statusCode(200)
                .extract()
                .as(JsonReply.class);
    }

    private JsonReply checkDraft(Map<String, Object> body) {
        String report = given().contentType(JSON)
                .body(body)
                .post("/api/v1/connections/check")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(report).doesNotContain(org.settings().consumerSecret());
        return JsonReply.from(report);
    }

    private String stored() throws SQLException {
        try (var jdbc = database.getConnection();
                var statement = jdbc.createStatement();
                var row = statement.executeQuery(
                        "SELECT (SELECT string_agg(c::text, ' ' ORDER BY c.id) FROM connection c)"
                                + " || (SELECT count(*) FROM access_token) || (SELECT count(*) FROM run)")) {
            row.next();
            return row.getString(1);
        }
    }
}
