package io.orgscribe.preflight;

import java.security.KeyPair;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.orgscribe.OrgscribeTest;
import io.orgscribe.sampleorg.Fault;
import io.orgscribe.sampleorg.LoginError;
import io.orgscribe.sampleorg.SampleOrg;
import io.orgscribe.sampleorg.SampleOrgSettings;
import io.orgscribe.token.TestKeys;

import static io.restassured.RestAssured.given;
import static io.restassured.http.ContentType.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Each way in, and each thing that can be in its way: the cause that a person is told. */
@OrgscribeTest
class LoginMatrixTest {

    private static final KeyPair PAIR = TestKeys.rsa(2048);
    private static final String OTHER_KEY = TestKeys.pkcs8(TestKeys.rsa(2048));
    private static final String TOKEN = "/services/oauth2/token";
    private static final List<String> METHODS = List.of("client_credentials", "password", "jwt_bearer");

    private static final SampleOrgSettings SETTINGS =
            SampleOrgSettings.standard().withPort(0).withTables(30).withCertificate(PAIR.getPublic());

    private SampleOrg org;

    @AfterEach
    void close() {
        org.close();
    }

    private record Obstacle(String name, Consumer<SampleOrg> set, String cause) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Arguments> obstaclesOfAllMethods() {
        List<Obstacle> obstacles = List.of(
                refusal(LoginError.UNSUPPORTED_FLOW, "unsupported_flow"),
                refusal(LoginError.IP_RESTRICTED, "ip_restricted"),
                refusal(LoginError.USER_INACTIVE, "user_inactive"),
                refusal(LoginError.LOGIN_RATE_EXCEEDED, "login_rate_exceeded"),
                refusal(LoginError.EXPIRED_GRANT, "invalid_grant"),
                // Salesforce says no more than this of a blocked flow.
                refusal(LoginError.AUTHENTICATION_FAILURE, "authentication_failure"),
                fault("maintenance page", Fault.maintenance(), "server_error"),
                fault("page of a proxy", Fault.html(), "unreadable_reply"),
                fault("half a reply", new Fault.Truncated(50), "unreadable_reply"),
                fault("connection cut", new Fault.Reset(0), "connection_lost"));
        return METHODS.stream().flatMap(method -> obstacles.stream().map(obstacle -> arguments(method, obstacle)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("obstaclesOfAllMethods")
    void an_obstacle_is_named(String method, Obstacle obstacle) {
        org = SampleOrg.start(SETTINGS);
        obstacle.set().accept(org);

        assertThat(grant(check(auth(method))))
                .containsEntry("status", "failed")
                .containsEntry("cause", obstacle.cause());
    }

    @ParameterizedTest
    @MethodSource("methods")
    void a_slow_org_lets_in(String method) {
        org = SampleOrg.start(SETTINGS.withLatency(Duration.ofSeconds(1)));

        assertThat(grant(check(auth(method)))).containsEntry("status", "ok");
    }

    static Stream<String> methods() {
        return METHODS.stream();
    }

    static Stream<Arguments> wrongMembers() {
        return Stream.of(
                arguments("client_credentials", "clientId", "other", "invalid_client_id"),
                arguments("client_credentials", "clientSecret", "other", "invalid_client"),
                arguments("password", "clientId", "other", "invalid_client_id"),
                arguments("password", "clientSecret", "other", "invalid_client"),
                arguments("password", "username", "other@example.com", "authentication_failure"),
                arguments("password", "password", "other", "authentication_failure"),
                arguments("password", "securityToken", "other", "authentication_failure"),
                arguments("jwt_bearer", "clientId", "other", "invalid_client_id"),
                arguments("jwt_bearer", "username", "other@example.com", "not_approved"),
                arguments("jwt_bearer", "privateKey", OTHER_KEY, "invalid_assertion"),
                arguments("jwt_bearer", "audience", "https://login.example.mil", "invalid_audience"));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("wrongMembers")
    void a_wrong_member_is_named_as_far_as_salesforce_tells(String method, String member, String value, String cause) {
        org = SampleOrg.start(SETTINGS);
        Map<String, String> auth = auth(method);
        auth.put(member, value);

        assertThat(grant(check(auth))).containsEntry("status", "failed").containsEntry("cause", cause);
    }

    private static Obstacle refusal(LoginError error, String cause) {
        return new Obstacle(error.name(), org -> org.refuseLogins(Optional.of(error)), cause);
    }

    private static Obstacle fault(String name, Fault fault, String cause) {
        return new Obstacle(name, org -> org.faults().onPath(TOKEN, fault), cause);
    }

    private Map<String, String> auth(String method) {
        Map<String, String> auth = new HashMap<>(Map.of("method", method, "clientId", SETTINGS.consumerKey()));
        switch (method) {
            case "jwt_bearer" -> {
                auth.put("username", SETTINGS.username());
                auth.put("privateKey", TestKeys.pkcs8(PAIR));
            }
            case "password" -> {
                auth.put("clientSecret", SETTINGS.consumerSecret());
                auth.put("username", SETTINGS.username());
                auth.put("password", SETTINGS.password());
                auth.put("securityToken", SETTINGS.securityToken());
            }
            default -> auth.put("clientSecret", SETTINGS.consumerSecret());
        }
        return auth;
    }

    private JsonPath check(Map<String, String> auth) {
        return given().contentType(JSON)
                .body(Map.of("name", "matrix", "loginUrl", org.url(), "auth", auth))
                .post("/api/v1/connections/check")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static Map<String, String> grant(JsonPath report) {
        return report.getMap("steps.find { it.name == 'grant' }");
    }
}
