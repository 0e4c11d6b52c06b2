package io.orgscribe.extraction;

import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.orgscribe.JsonReply;
import io.orgscribe.OrgscribeTest;
import io.orgscribe.sampleorg.Fault;
import io.orgscribe.sampleorg.LoginError;
import io.orgscribe.sampleorg.TestOrg;
import io.orgscribe.sampleorg.TestOrgSettings;

import static io.restassured.RestAssured.given;
import static io.restassured.http.ContentType.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** An org that lets nobody in: the run fails and says why; the connection and its catalog stay as they are. */
@OrgscribeTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusedRunTest {

    private static final int TABLES = 30;

    private final TestOrg org =
            TestOrg.start(TestOrgSettings.standard().withPort(0).withTables(TABLES));
    private String connection;

    /** Not before all: only before each does REST Assured know the port. */
    @BeforeEach
    void extractOnce() {
        if (connection == null) {
            connection = TestRuns.connect(org);
            TestRuns.extract(connection);
        }
    }

    @AfterEach
    void relent() {
        org.refuseLogins(Optional.empty());
        org.faults().clear();
    }

    @AfterAll
    void close() {
        org.close();
    }

    @ParameterizedTest
    @CsvSource({
        "AUTHENTICATION_FAILURE, authentication_failure, Login History",
        "INVALID_LOGIN_HOURS,    authentication_failure, Login History",
        "USER_INACTIVE,          user_inactive,          Setup > Users",
        "IP_RESTRICTED,          ip_restricted,          Network Access",
        "UNSUPPORTED_FLOW,       unsupported_flow,       OAuth and OpenID Connect Settings",
        "NO_RUN_AS_USER,         no_run_as_user,         Run As",
        "NOT_APPROVED,           not_approved,           Permitted Users",
        "INVALID_CLIENT_ID,      invalid_client_id,      consumer key",
        "INVALID_CLIENT,         invalid_client,         consumer secret",
        "LOGIN_RATE_EXCEEDED,    login_rate_exceeded,    Wait",
        "CROSS_ORG,              cross_org,              External Client App",
    })
    void a_refused_login_fails_the_run_with_its_cause_and_remedy(LoginError refusal, String cause, String remedy) {
        org.expireTokens();
        org.refuseLogins(Optional.of(refusal));

        holdsFailure(TestRuns.extract(connection), cause, remedy);
    }

    static Arguments[] refusedCalls() {
        return new Arguments[] {
            arguments(Fault.apiDisabled(), "api_disabled", "API Enabled"),
            arguments(Fault.passwordExpired(), "password_expired", "Set a new one"),
            arguments(Fault.sessionNotForRest(), "session_refused", "API Access Control"),
            arguments(Fault.maintenance(), "maintenance", "status.salesforce.com"),
            arguments(Fault.html(), "unreadable_reply", "proxy"),
        };
    }

    @ParameterizedTest
    @MethodSource("refusedCalls")
    void refused_calls_fail_the_run_with_their_cause_and_remedy(Fault fault, String cause, String remedy) {
        org.faults().onPath("/services/data", fault);

        holdsFailure(TestRuns.extract(connection), cause, remedy);
    }

    @Test
    void a_wrong_password_names_all_that_salesforce_answers_alike_for() {
        String other = given().contentType(JSON)
                .body(Map.of(
                        "name",
                        "wrong password",
                        "loginUrl",
                        org.url(),
                        "auth",
                        Map.of(
                                "method", "password",
                                "clientId", org.settings().consumerKey(),
                                "clientSecret", org.settings().consumerSecret(),
                                "username", org.settings().username(),
                                "password", "planted-wrong-password")))
                .post("/api/v1/connections")
                .then()
                .statusCode(201)
                .extract()
                .path("id");

        JsonReply run = TestRuns.extract(other);

        assertThat(run.getString("error.cause")).isEqualTo("authentication_failure");
        assertThat(run.getString("error.remedy")).contains("password", "security token", "flow", "active");
        assertThat(run.prettify()).doesNotContain("planted-wrong-password");
    }

    private void holdsFailure(JsonReply run, String cause, String remedy) {
        assertThat(run.getString("status")).isEqualTo("failed");
        assertThat(run.getString("error.cause")).isEqualTo(cause);
        assertThat(run.getString("error.message")).isNotBlank();
        assertThat(run.getString("error.remedy")).contains(remedy);
        given().get("/api/v1/connections/" + connection)
                .then()
                .statusCode(200)
                .body("status", equalTo("ready"))
                .body("lastRun.status", equalTo("failed"));
        assertThat(ServedCatalog.tables(connection)).hasSize(TABLES);
        assertThat(ServedCatalog.changes(connection)).isEmpty();
    }
}
