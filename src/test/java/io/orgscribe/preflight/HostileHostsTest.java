package io.orgscribe.preflight;

import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

import jakarta.inject.Inject;

import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.orgscribe.JsonReply;
import io.orgscribe.OrgscribeTest;
import io.orgscribe.salesforce.ProxyAndTls;
import io.orgscribe.salesforce.SalesforceConfig;

import static io.restassured.RestAssured.given;
import static io.restassured.http.ContentType.JSON;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nothing is sent to a host that is not allowed, wherever it is named. One loopback port is allowed. Whatever is not
 * loopback would be asked of the proxy, names included, and the proxy is a trap: so are other loopback ports.
 */
@OrgscribeTest
@TestProfile(ThroughProxy.class)
class HostileHostsTest {

    private static final String IDENTITY_PATH = "/id/00D000000000062EAA/005000000000123AAB";

    @Inject
    SalesforceConfig config;

    @Inject
    ProxyAndTls proxyAndTls;

    @Inject
    DataSource database;

    private LyingEndpoint endpoint;
    private Trap trap;
    private Trap proxy;
    private List<String> hostile;

    @BeforeEach
    void listen() throws IOException {
        endpoint = new LyingEndpoint(ThroughProxy.endpointPort(config));
        proxy = new Trap(
                proxyAndTls.proxy("acme.my.salesforce.com").orElseThrow().port());
        trap = new Trap(0);
        hostile = HostileHosts.all(URI.create(endpoint.url()).getPort(), trap.port());
    }

    @AfterEach
    void nobodyWasCalled() throws IOException, SQLException {
        endpoint.close();
        trap.close();
        proxy.close();
        assertThat(trap.connections()).isZero();
        assertThat(trap.bytes()).isZero();
        assertThat(proxy.connections()).isZero();
        assertThat(proxy.bytes()).isZero();
        assertThat(count("connection WHERE status <> 'deleting'")).isZero();
        assertThat(count("access_token")).isZero();
    }

    @Test
    void there_are_many_of_them() {
        assertThat(new HashSet<>(hostile)).hasSameSizeAs(hostile).hasSizeGreaterThanOrEqualTo(60);
    }

    @Test
    void as_login_host_they_are_refused_and_nothing_is_stored() {
        each(hostile, (url, softly) -> {
            for (String path : List.of("/api/v1/connections", "/api/v1/connections/check")) {
                Response response = post(path, url);
                softly.assertThat(response.statusCode())
                        .as("%s of %s", path, url)
                        .isEqualTo(400);
                softly.assertThat(response.as(JsonReply.class).getString("field"))
                        .as(url)
                        .isEqualTo("loginUrl");
                softly.assertThat(response.as(JsonReply.class).getString("cause"))
                        .as(url)
                        .isIn("host_not_allowed", "required");
            }
        });
        assertThat(endpoint.paths()).isEmpty();
    }

    @Test
    void as_instance_url_of_a_token_reply_they_end_the_login() {
        each(hostile, (url, softly) -> {
            endpoint.says(url, "https://login.salesforce.com" + IDENTITY_PATH);
            loginFails(url, softly);
        });
        assertThat(endpoint.paths()).containsOnly("/services/data", "/services/oauth2/token");
    }

    @Test
    void as_identity_url_of_a_token_reply_they_are_not_called_and_do_no_harm() {
        each(hostile, (url, softly) -> {
            endpoint.says(endpoint.url(), url + IDENTITY_PATH);
            softly.assertThat(Checks.step(Checks.check(endpoint.url()), "grant"))
                    .as(url)
                    .containsEntry("status", "ok");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://ACME.My.Salesforce.COM",
                "HTTPS://acme.my.salesforce.com",
                "https://acme.my.salesforce.com.",
                "https://acme.my.salesforce.com:443",
                "https://acme.my.salesforce.com/",
                " https://acme.my.salesforce.com\n"
            })
    void other_spellings_of_an_allowed_host_are_made_one(String url) {
        Response created = post("/api/v1/connections", url);

        given().delete("/api/v1/connections/" + created.path("id"));
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.<String>path("loginUrl")).isEqualTo("https://acme.my.salesforce.com");
    }

    @Test
    void other_spellings_of_an_allowed_host_are_taken_of_token_replies() {
        endpoint.says(
                endpoint.url().replace("http", "HTTP") + "/", "https://LOGIN.Salesforce.com.:443" + IDENTITY_PATH);

        assertThat(Checks.step(Checks.check(endpoint.url()), "grant"))
                .containsEntry("status", "ok")
                .containsEntry("seen", "client_credentials lets in as user 005000000000123AAB at 127.0.0.1.");
    }

    private interface Trial {
        void of(String url, SoftAssertions softly);
    }

    /** All failures at once: a list of holes is worth more than the first one. */
    private static void each(List<String> urls, Trial trial) {
        SoftAssertions softly = new SoftAssertions();
        urls.forEach(url -> trial.of(url, softly));
        softly.assertAll();
    }

    private void loginFails(String url, SoftAssertions softly) {
        JsonReply report = Checks.check(endpoint.url());
        Map<String, String> grant = Checks.step(report, "grant");
        softly.assertThat(grant).as(url).containsEntry("status", "failed");
        softly.assertThat(grant.get("cause")).as(url).isIn("host_not_allowed", "unreadable_reply");
    }

    private static Response post(String path, String url) {
        return given().contentType(JSON)
                .body(Map.of(
                        "name",
                        "hostile",
                        "loginUrl",
                        url,
                        "auth",
                        Map.of("method", "client_credentials", "clientId", "key", "clientSecret", "planted")))
                .post(path);
    }

    private long count(String table) throws SQLException {
        try (var jdbc = database.getConnection();
                var select = jdbc.prepareStatement("SELECT count(*) FROM " + table);
                var row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
