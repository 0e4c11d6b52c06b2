package io.orgscribe.preflight;

import java.security.KeyPair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.orgscribe.JsonReply;
import io.orgscribe.OrgscribeTest;
import io.orgscribe.sampleorg.Fault;
import io.orgscribe.sampleorg.LoginError;
import io.orgscribe.sampleorg.TestOrg;
import io.orgscribe.sampleorg.TestOrgSettings;
import io.orgscribe.token.TestConsents;
import io.orgscribe.token.TestKeys;

import static io.restassured.RestAssured.given;
import static io.restassured.http.ContentType.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Each way in, and each thing that can be in its way: the cause that a person is told. */
@OrgscribeTest
class LoginMatrixTest {

    private static final KeyPair PAIR = TestKeys.rsa("app");
    private static final String OTHER_KEY = TestKeys.pkcs8(TestKeys.rsa("other"));
    private static final String TOKEN = "/services/oauth2/token";
    private static final String OAUTH = "authorization_code";
    /** What a remedy cannot tell those of a method to do. */
    private static final Map<String, List<String>> FOREIGN = Map.of(
            "client_credentials",
            List.of("/authorize", "password", "certificate"),
            "password",
            List.of("/authorize", "External Client App Manager", "certificate"),
            "jwt_bearer",
            List.of("/authorize", "password", "consumer secret"),
            OAUTH,
            List.of("password", "certificate", "Run As"));

    private static final List<String> METHODS = List.of("client_credentials", "password", "jwt_bearer", OAUTH);

    private static final TestOrgSettings SETTINGS =
            TestOrgSettings.standard().withPort(0).withTables(30).withCertificate(PAIR.getPublic());

    private static TestOrg org;

    @BeforeAll
    static void start() {
        org = TestOrg.start(SETTINGS);
    }

    @AfterAll
    static void close() {
        org.close();
    }

    @BeforeEach
    void clear() {
        org.faults().clear();
        org.refuseLogins(Optional.empty());
        org.moveTo(org.url());
    }

    /** @param cause of the failed step, null where all is well all the same */
    private record Obstacle(String name, Consumer<TestOrg> set, String cause) {

        /** Our own client asks for packed replies, and of half a packed one nothing can be read. */
        Obstacle of(String method) {
            return method.equals(OAUTH) && name.equals("half a reply")
                    ? new Obstacle(name, set, "connection_lost")
                    : this;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Arguments> obstaclesOfAllMethods() {
        List<Obstacle> obstacles = new ArrayList<>(List.of(
                new Obstacle("nothing", org -> {}, null),
                // Salesforce says no more than this of a blocked flow.
                refusal(LoginError.AUTHENTICATION_FAILURE, "authentication_failure"),
                refusal(LoginError.UNSUPPORTED_FLOW, "unsupported_flow"),
                refusal(LoginError.IP_RESTRICTED, "ip_restricted"),
                refusal(LoginError.USER_INACTIVE, "user_inactive"),
                refusal(LoginError.LOGIN_RATE_EXCEEDED, "login_rate_exceeded"),
                refusal(LoginError.CROSS_ORG, "cross_org"),
                refusal(LoginError.INVALID_SCOPE, "invalid_scope"),
                new Obstacle("expired session", TestOrg::expireTokens, null),
                refusal(LoginError.EXPIRED_GRANT, "invalid_grant"),
                refusal(LoginError.ORG_INACTIVE, "org_inactive"),
                refusal(LoginError.APP_BLOCKED, "app_blocked"),
                refusal(LoginError.RETRY, "login_busy"),
                refusal(LoginError.UNDER_WAY, "login_busy"),
                new Obstacle(
                        "asked to retry once", org -> org.faults().onPath(TOKEN, 1, answer(LoginError.RETRY)), null),
                new Obstacle(
                        "another login under way",
                        org -> org.faults().onPath(TOKEN, 2, answer(LoginError.UNDER_WAY)),
                        null),
                new Obstacle(
                        "org moved to another instance",
                        org -> org.moveTo(org.url().replace("127.0.0.1", "localhost")),
                        null),
                new Obstacle(
                        "org moved to a host that is not allowed",
                        org -> org.moveTo("https://acme.example"),
                        "host_not_allowed"),
                fault("maintenance page", Fault.maintenance(), "maintenance"),
                fault("page of a proxy", Fault.html(), "unreadable_reply"),
                fault("half a reply", new Fault.Truncated(50), "unreadable_reply"),
                fault("connection cut", new Fault.Reset(0), "connection_lost"),
                fault("a reply that comes late", new Fault.Late(400), null)));
        return METHODS.stream()
                .flatMap(method -> obstacles.stream().map(obstacle -> arguments(method, obstacle.of(method))));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("obstaclesOfAllMethods")
    void an_obstacle_is_named_or_overcome(String method, Obstacle obstacle) {
        Supplied connection = connection(method, auth(method));
        obstacle.set().accept(org);

        JsonReply report = connection.check();

        if (obstacle.cause() == null) {
            assertThat(report.getList("steps.findAll { it.status == 'failed' }"))
                    .isEmpty();
            assertThat(grant(report)).containsEntry("status", "ok");
        } else {
            assertThat(grant(report)).containsEntry("status", "failed").containsEntry("cause", obstacle.cause());
            assertThat(grant(report).get("remedy"))
                    .isNotBlank()
                    .satisfies(remedy -> assertThat(FOREIGN.get(method)).noneMatch(remedy::contains));
        }
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
                arguments("jwt_bearer", "audience", "https://login.example.mil", "invalid_audience"),
                arguments(OAUTH, "clientSecret", "other", "invalid_client"),
                // The grant was for the app that it was before.
                arguments(OAUTH, "clientId", "other", "needs_authorization"));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("wrongMembers")
    void a_wrong_member_is_named_as_far_as_salesforce_tells(String method, String member, String value, String cause) {
        Map<String, String> auth = auth(method);
        Supplied connection = connection(method, auth);

        assertThat(grant(connection.with(member, value).check()))
                .containsEntry("status", "failed")
                .containsEntry("cause", cause);
    }

    private static Obstacle refusal(LoginError error, String cause) {
        return new Obstacle(error.name(), org -> org.refuseLogins(Optional.of(error)), cause);
    }

    private static Fault answer(LoginError error) {
        return new Fault.Answer(
                400,
                "application/json",
                "{\"error\":\"" + error.error() + "\",\"error_description\":\"" + error.description() + "\"}");
    }

    private static Obstacle fault(String name, Fault fault, String cause) {
        return new Obstacle(name, org -> org.faults().onPath(TOKEN, fault), cause);
    }

    /** A connection that the matrix tries: a draft, or, where a person has to consent, one that is stored. */
    private interface Supplied {

        Supplied with(String member, String value);

        JsonReply check();
    }

    private Supplied connection(String method, Map<String, String> auth) {
        return method.equals(OAUTH) ? authorized() : new Draft(org.url(), auth);
    }

    private record Draft(String url, Map<String, String> auth) implements Supplied {

        @Override
        public Supplied with(String member, String value) {
            Map<String, String> changed = new HashMap<>(auth);
            changed.put(member, value);
            return new Draft(url, changed);
        }

        @Override
        public JsonReply check() {
            return report("/api/v1/connections/check", Map.of("name", "matrix", "loginUrl", url, "auth", auth));
        }
    }

    /** Its access token has ended, so that the grant is used. */
    private Supplied authorized() {
        String id = TestConsents.connect(org);
        TestConsents.authorize(id);
        org.expireTokens();
        given().contentType(JSON)
                .body(Map.of("auth", Map.of("clientSecret", SETTINGS.consumerSecret())))
                .patch("/api/v1/connections/" + id)
                .then()
                .statusCode(200);
        return new Authorized(id);
    }

    private record Authorized(String id) implements Supplied {

        @Override
        public Supplied with(String member, String value) {
            given().contentType(JSON)
                    .body(Map.of("auth", Map.of(member, value)))
                    .patch("/api/v1/connections/" + id)
                    .then()
                    .statusCode(200);
            return this;
        }

        @Override
        public JsonReply check() {
            return report("/api/v1/connections/" + id + "/check", Map.of());
        }
    }

    private static Map<String, String> auth(String method) {
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

    private static JsonReply report(String path, Map<String, Object> body) {
        return given().contentType(JSON)
                .body(body)
                .post(path)
                .then()
                .statusCode(200)
                .extract()
                .as(JsonReply.class);
    }

    private static Map<String, String> grant(JsonReply report) {
        return report.find("steps", "name", "grant");
    }
}
