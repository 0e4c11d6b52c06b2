package io.orgscribe.sampleorg;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SampleOrgIdentityTest {

    private static TestOrg org;
    private static JsonNode token;
    private static SampleOrgClient client;

    @BeforeAll
    static void start() throws Exception {
        org = TestOrg.start(TestOrgSettings.standard().withTables(20));
        client = new SampleOrgClient(org).loggedIn();
        token = SampleOrgClient.json(client.login(Map.of()));
    }

    @AfterAll
    static void stop() {
        org.close();
    }

    @Test
    void the_id_of_a_token_reply_says_who_the_user_is() throws Exception {
        String id = token.get("id").asText();

        JsonNode identity = client.json(id.replace(org.url(), "") + "?format=json");

        assertThat(identity.get("id").asText()).isEqualTo(id);
        assertThat(identity.get("organization_id").asText()).isEqualTo(org.orgId());
        assertThat(identity.get("user_id").asText()).isEqualTo(org.userId());
        assertThat(identity.get("username").asText()).isEqualTo(org.settings().username());
        assertThat(identity.get("display_name").asText())
                .isEqualTo(client.json("/sobjects/User/" + org.userId())
                        .get("Name")
                        .asText());
        assertThat(identity.at("/urls/rest").asText()).isEqualTo(org.url() + "/services/data/v{version}/");
        assertThat(client.json("/").get("identity").asText()).isEqualTo(id);
    }

    @Test
    void its_addresses_have_the_version_that_is_asked_for_and_lead_somewhere() throws Exception {
        JsonNode urls = client.json(path() + "?version=latest").get("urls");

        assertThat(urls.get("rest").asText()).isEqualTo(org.url() + "/services/data/v68.0/");
        assertThat(client.json(path() + "?version=50.0").at("/urls/query").asText())
                .isEqualTo(org.url() + "/services/data/v50.0/query/");
        urls.properties().stream()
                .filter(url -> !url.getKey().equals("custom_domain"))
                .map(url -> url.getValue().asText().replace(org.url(), ""))
                .forEach(url -> assertThat(status(url)).as(url).isIn(200, 400));
    }

    @Test
    void userinfo_says_it_in_the_words_of_openid_connect() throws Exception {
        JsonNode user = client.json("/services/oauth2/userinfo");

        assertThat(user.get("sub").asText()).isEqualTo(token.get("id").asText());
        assertThat(user.get("user_id").asText()).isEqualTo(org.userId());
        assertThat(user.get("organization_id").asText()).isEqualTo(org.orgId());
        assertThat(user.get("preferred_username").asText())
                .isEqualTo(org.settings().username());
        assertThat(user.get("name").asText()).isEqualTo("Integration User");
        assertThat(user.get("language").asText()).isEqualTo("en_US");
    }

    @Test
    void the_token_may_be_a_parameter() throws Exception {
        String parameter = "?oauth_token=" + token.get("access_token").asText().replace("!", "%21");
        for (String path : new String[] {path(), "/services/oauth2/userinfo"}) {
            assertThat(client.getAnonymously(path + parameter).statusCode())
                    .as(path)
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/id/{org}/{user},              dead, 403, Bad_OAuth_Token",
        "/services/oauth2/userinfo,     dead, 403, Bad_OAuth_Token",
        "/id/{org}/{user},              none, 403, Missing_OAuth_Token",
        "/services/oauth2/userinfo,     none, 403, Missing_OAuth_Token",
        "/id/00D000000000000AAA/{user}, good, 403, Wrong_Org",
        "/id/{org}/005000000000000AAA,  good, 404, Bad_Id",
        "/id/nonsense,                  good, 404, Bad_Id"
    })
    void it_refuses_by_one_word_of_text(String path, String tokenKind, int status, String word) throws Exception {
        String address = path.replace("{org}", org.orgId()).replace("{user}", org.userId());

        HttpResponse<byte[]> response =
                switch (tokenKind) {
                    case "good" -> client.get(address);
                    case "dead" -> client.getAnonymously(address, "Authorization", "Bearer dead");
                    default -> client.getAnonymously(address);
                };

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(new String(response.body(), StandardCharsets.UTF_8)).isEqualTo(word);
    }

    @Test
    void it_costs_nothing() throws Exception {
        org.resetBill();

        client.get(path());
        client.get("/services/oauth2/userinfo");

        assertThat(org.bill().counted()).isZero();
    }

    private static String path() {
        return "/id/" + org.orgId() + "/" + org.userId();
    }

    private static int status(String path) {
        try {
            return client.get(path).statusCode();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
