package io.orgscribe.sampleorg;

import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.orgscribe.samplemodel.SampleOrgSettings;

import static org.assertj.core.api.Assertions.assertThat;

class SampleOrgLoginTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private TestOrg org;
    private SampleOrgClient client;

    @BeforeEach
    void start() {
        org = TestOrg.start(TestOrgSettings.standard().withTables(20).withClock(Clock.fixed(NOW, ZoneOffset.UTC)));
        client = new SampleOrgClient(org);
    }

    @AfterEach
    void stop() {
        org.close();
    }

    @Test
    void a_token_reply_says_what_salesforce_says_and_never_when_it_expires() throws Exception {
        HttpResponse<byte[]> response = client.login(Map.of());

        JsonNode token = SampleOrgClient.json(response);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(token.properties().stream().map(Map.Entry::getKey))
                .containsExactlyInAnyOrder(
                        "access_token", "signature", "scope", "instance_url", "id", "token_type", "issued_at");
        assertThat(token.get("issued_at").asText()).isEqualTo(Long.toString(NOW.toEpochMilli()));
        assertThat(token.get("instance_url").asText()).isEqualTo(org.url());
        assertThat(token.get("id").asText()).isEqualTo(org.url() + "/id/" + org.orgId() + "/" + org.userId());
        assertThat(token.get("access_token").asText()).startsWith(org.orgId().substring(0, 15) + "!");
    }

    @Test
    void the_password_flow_wants_the_security_token_behind_the_password() throws Exception {
        SampleOrgSettings settings = org.settings();
        Map<String, String> without =
                Map.of("grant_type", "password", "username", settings.username(), "password", settings.password());
        Map<String, String> with = Map.of(
                "grant_type",
                "password",
                "username",
                settings.username(),
                "password",
                settings.password() + settings.securityToken());

        assertThat(error(client.login(without))).isEqualTo("invalid_grant: authentication failure");
        assertThat(client.login(with).statusCode()).isEqualTo(200);
    }

    @Test
    void each_wrong_member_of_the_form_has_its_own_error() throws Exception {
        assertThat(error(client.login(Map.of("client_id", "x"))))
                .isEqualTo("invalid_client_id: client identifier invalid");
        assertThat(error(client.login(Map.of("client_secret", "x"))))
                .isEqualTo("invalid_client: invalid client credentials");
        assertThat(error(client.login(Map.of("grant_type", "x"))))
                .isEqualTo("unsupported_grant_type: grant type not supported");
        assertThat(error(client.login(Map.of("grant_type", "")))).startsWith("invalid_request");
    }

    @ParameterizedTest
    @EnumSource(LoginError.class)
    void logins_are_refused_in_the_way_asked_for(LoginError how) throws Exception {
        org.refuseLogins(Optional.of(how));

        HttpResponse<byte[]> response = client.login(Map.of());

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).isEqualTo(how.reply().body());
    }

    @Test
    void a_call_without_a_living_token_is_401() throws Exception {
        client.loggedIn();
        org.expireTokens();

        HttpResponse<byte[]> response = client.get("/limits");

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(SampleOrgClient.json(response).get(0).get("errorCode").asText())
                .isEqualTo("INVALID_SESSION_ID");
        assertThat(org.bill().counted()).isZero();
    }

    @Test
    void a_revoked_token_lets_nobody_in() throws Exception {
        client.loggedIn();
        String token =
                SampleOrgClient.json(client.login(Map.of())).get("access_token").asText();
        String revocation = "/services/oauth2/revoke?token=" + token.replace("!", "%21");

        assertThat(client.get(revocation).statusCode()).isEqualTo(200);
        assertThat(client.get(revocation).statusCode()).isEqualTo(400);
        assertThat(client.getAnonymously("/services/data/v68.0/limits", "Authorization", "Bearer " + token)
                        .statusCode())
                .isEqualTo(401);
        assertThat(client.get("/limits").statusCode()).isEqualTo(200);
    }

    private static String error(HttpResponse<byte[]> response) throws Exception {
        JsonNode error = SampleOrgClient.json(response);
        return error.get("error").asText() + ": "
                + error.get("error_description").asText();
    }
}
