package io.orgscribe.extraction;

import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.orgscribe.JsonReply;
import io.orgscribe.OrgscribeTest;
import io.orgscribe.sampleorg.Bill;
import io.orgscribe.sampleorg.TestOrg;
import io.orgscribe.sampleorg.TestOrgSettings;
import io.orgscribe.token.TestKeys;

import static io.restassured.RestAssured.given;
import static io.restassured.http.ContentType.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;

/** The JWT bearer flow against an org that checks signature, claims and that no assertion comes twice. */
@OrgscribeTest
class JwtBearerTest {

    private static final KeyPair PAIR = TestKeys.rsa("app");

    private TestOrg org =
            TestOrg.start(TestOrgSettings.standard().withPort(0).withTables(30).withCertificate(PAIR.getPublic()));

    @AfterEach
    void close() {
        org.close();
    }

    @Test
    void a_signed_assertion_lets_a_run_in_and_each_login_has_one_of_its_own() {
        String connection = connect(auth(PAIR)).statusCode(201).extract().path("id");

        JsonReply first = TestRuns.extract(connection);
        org.expireTokens();
        JsonReply second = TestRuns.extract(connection);

        assertThat(first.getString("status")).isEqualTo("succeeded");
        assertThat(second.getString("status")).isEqualTo("succeeded");
        assertThat(org.bill().calls(Bill.Kind.TOKEN)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {-120, 120})
    void two_minutes_between_the_clocks_do_no_harm(int seconds) {
        org.close();
        org = TestOrg.start(TestOrgSettings.standard()
                .withPort(0)
                .withTables(30)
                .withCertificate(PAIR.getPublic())
                .withClock(Clock.offset(Clock.systemUTC(), Duration.ofSeconds(seconds))));

        JsonReply run =
                TestRuns.extract(connect(auth(PAIR)).statusCode(201).extract().path("id"));

        assertThat(run.getString("status")).isEqualTo("succeeded");
    }

    @Test
    void the_key_is_write_only() {
        String id = connect(auth(PAIR)).statusCode(201).extract().path("id");

        String shown = given().get("/api/v1/connections/" + id)
                .then()
                .body("auth.stored", containsInAnyOrder("privateKey"))
                .extract()
                .asString();

        assertThat(shown).doesNotContain("BEGIN", TestKeys.pkcs8(PAIR).substring(60, 100));
    }

    @Test
    void another_key_than_the_app_has_is_refused_with_the_way_to_the_certificate() {
        JsonReply run = TestRuns.extract(
                connect(auth(TestKeys.rsa("other"))).statusCode(201).extract().path("id"));

        assertThat(run.getString("error.cause")).isEqualTo("invalid_assertion");
        assertThat(run.getString("error.remedy")).contains("certificate", "clock");
    }

    @Test
    void another_audience_user_or_app_each_have_a_cause_of_their_own() {
        assertThat(cause("audience", "https://login.example.mil")).isEqualTo("invalid_audience");
        assertThat(cause("username", "nobody@northwharf.example")).isEqualTo("not_approved");
        assertThat(cause("clientId", "another key")).isEqualTo("invalid_client_id");
    }

    @Test
    void an_unusable_key_is_refused_on_write() {
        Map<String, String> auth = auth(PAIR);
        auth.put("privateKey", "-----BEGIN PRIVATE KEY-----\nplanted\n-----END PRIVATE KEY-----");

        String refusal = connect(auth)
                .statusCode(400)
                .body("field", equalTo("auth.privateKey"))
                .body("cause", equalTo("unreadable_key"))
                .extract()
                .asString();

        assertThat(refusal).doesNotContain("planted");
    }

    private String cause(String member, String value) {
        Map<String, String> auth = auth(PAIR);
        auth.put(member, value);
        return TestRuns.extract(connect(auth).statusCode(201).extract().path("id"))
                .getString("error.cause");
    }

    private Map<String, String> auth(KeyPair pair) {
        return new HashMap<>(Map.of(
                "method", "jwt_bearer",
                "clientId", org.settings().consumerKey(),
                "username", org.settings().username(),
                "privateKey", TestKeys.pkcs8(pair)));
    }

    private ValidatableResponse connect(Map<String, String> auth) {
        return given().contentType(JSON)
                .body(Map.of("name", "jwt " + UUID.randomUUID(), "loginUrl", org.url(), "auth", auth))
                .post("/api/v1/connections")
                .then();
    }
}
