package io.orgscribe.access;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.orgscribe.ServiceProcess;
import io.orgscribe.embedded.TestPostgres;
import io.orgscribe.vault.Vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Two replicas that people and programs get into by an OIDC server. */
class OidcIT {

    private static final KeyText ADMIN = KeyText.random();

    @TempDir
    static Path directory;

    private static TestOidcServer server;
    private static TestPostgres.Database database;
    private static String keyset;
    private static ServiceProcess publicOne;
    private static ServiceProcess other;

    @BeforeAll
    static void start() {
        server = new TestOidcServer();
        database = TestPostgres.database();
        keyset = Vault.newKeyset();
        publicOne = replica().start();
        // Browsers that this one sends away come back to the other.
        other = replica()
                .env("ORGSCRIBE_PUBLIC_URL", origin(publicOne))
                .env("QUARKUS_LOG_LEVEL", "DEBUG")
                .start();
        publicOne.awaitReady();
        other.awaitReady();
    }

    private static ServiceProcess.Builder replica() {
        return server.configure(ServiceProcess.in(directory).on(database, keyset))
                .env("ORGSCRIBE_ACCESS_FAILURES", "100000")
                .jvm("-Dquarkus.http.auth.roles-mapping.catalog-team=operator")
                .env("ORGSCRIBE_ACCESS_ADMIN_KEY", ADMIN.text());
    }

    @AfterAll
    static void end() {
        publicOne.close();
        other.close();
        database.close();
        server.close();
    }

    private static String origin(ServiceProcess service) {
        return service.uri("/").toString().replaceFirst("/$", "");
    }

    /** Keeps cookies as browsers do, and follows nothing by itself. */
    private static final class Browser {

        private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
        private final HttpClient http =
                HttpClient.newBuilder().cookieHandler(cookies).build();

        HttpResponse<String> open(URI address) throws IOException, InterruptedException {
            return http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
        }

        HttpResponse<String> follow(HttpResponse<String> reply) throws IOException, InterruptedException {
            return open(reply.uri().resolve(location(reply)));
        }

        HttpResponse<String> post(ServiceProcess service, String path) throws IOException, InterruptedException {
            return http.send(
                    HttpRequest.newBuilder(service.uri(path))
                            .header("Origin", origin(service))
                            .POST(BodyPublishers.noBody())
                            .build(),
                    BodyHandlers.ofString());
        }

        List<HttpCookie> session() {
            return cookies.getCookieStore().getCookies().stream()
                    .filter(cookie -> cookie.getName().startsWith("q_session"))
                    .toList();
        }
    }

    private static String location(HttpResponse<String> reply) {
        assertThat(reply.statusCode()).as(reply + reply.body()).isEqualTo(303);
        return reply.headers().firstValue("Location").orElseThrow();
    }

    /** From a page to the server's form, through it, and back to the page. */
    private static HttpResponse<String> logIn(Browser browser, ServiceProcess service, String page) throws Exception {
        HttpResponse<String> form = browser.follow(browser.open(service.uri(page)));
        assertThat(form.body()).contains("/login/oidc");
        String next = page.equals("/")
                ? ""
                : "?next=" + java.net.URLEncoder.encode(page, java.nio.charset.StandardCharsets.UTF_8);
        HttpResponse<String> away = browser.open(service.uri("/login/oidc" + next));
        assertThat(location(away))
                .startsWith(server.realm() + "?")
                .contains("code_challenge_method=S256", "code_challenge=", "client_id=" + TestOidcServer.CLIENT);
        Map<String, String> query = query(URI.create(location(away)));
        server.asked(query.get("nonce"));
        assertThat(query.get("redirect_uri")).isEqualTo(origin(publicOne) + "/login/oidc/callback");
        HttpResponse<String> back =
                browser.open(URI.create(query.get("redirect_uri") + "?state=" + query.get("state") + "&code=the-code"));
        if (back.statusCode() != 303) {
            return back;
        }
        // To the address that the log-in began at, and from there to the page.
        return browser.follow(back);
    }

    private static Map<String, String> query(URI address) {
        return Stream.of(address.getRawQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(java.util.stream.Collectors.toMap(
                        pair -> pair[0],
                        pair -> java.net.URLDecoder.decode(pair[1], java.nio.charset.StandardCharsets.UTF_8)));
    }

    private static String me(Browser browser, ServiceProcess service) throws IOException, InterruptedException {
        return browser.open(service.uri("/api/v1/me")).body();
    }

    @Test
    void a_log_in_begun_on_one_replica_ends_on_another_and_survives_a_restart() throws Exception {
        server.knows(Duration.ofMinutes(5), "alice", "viewer", "operator", "somebody");
        Browser browser = new Browser();

        HttpResponse<String> reached = logIn(browser, other, "/tables?name=a%20b");

        assertThat(location(reached)).isEqualTo("/tables?name=a%20b");
        assertThat(server.lastCodeExchange()).contains("code_verifier=");
        assertThat(browser.session()).isNotEmpty().allSatisfy(cookie -> {
            assertThat(cookie.isHttpOnly()).isTrue();
            assertThat(cookie.getValue().length()).isLessThan(4_000);
        });
        String alice = "{\"name\":\"alice\",\"role\":\"operator\",\"via\":\"oidc\"}";
        assertThat(me(browser, publicOne)).isEqualTo(alice);
        assertThat(me(browser, other)).isEqualTo(alice);
        assertThat(browser.open(publicOne.uri("/")).body()).contains("alice", "operator", "single sign-on");
        HttpCookie ended =
                new HttpCookie("orgscribe_session", SessionToken.random().text());
        ended.setPath("/");
        ended.setVersion(0);
        browser.cookies.getCookieStore().add(publicOne.uri("/"), ended);
        assertThat(me(browser, publicOne)).isEqualTo(alice);
        assertThat(browser.post(other, "/api/v1/connections/check").statusCode())
                .isEqualTo(403);

        other.kill();
        other = replica()
                .env("ORGSCRIBE_PUBLIC_URL", origin(publicOne))
                .env("QUARKUS_LOG_LEVEL", "DEBUG")
                .start()
                .awaitReady();

        assertThat(me(browser, other)).isEqualTo(alice);

        HttpResponse<String> left = browser.post(other, "/logout");
        assertThat(left.statusCode()).isEqualTo(200);
        assertThat(left.body())
                .contains(
                        "http-equiv=\"refresh\"",
                        server.realm() + "/protocol/openid-connect/end-session?id_token_hint=");
        assertThat(browser.session()).isEmpty();
        assertThat(browser.open(other.uri("/api/v1/me")).statusCode()).isEqualTo(401);
    }

    @Test
    void a_role_that_was_taken_away_is_gone_when_the_token_is_renewed() throws Exception {
        server.knows(Duration.ofSeconds(6), "bob", "admin");
        server.renews("bob");
        Browser browser = new Browser();
        logIn(browser, other, "/");

        await().atMost(Duration.ofSeconds(20))
                .until(() -> browser.open(other.uri("/api/v1/me")).statusCode() == 403);

        HttpResponse<String> page = browser.open(other.uri("/"));
        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(page.body()).contains("You have no role here", "bob", "/logout");
        assertThat(browser.post(other, "/logout").statusCode()).isEqualTo(200);
        assertThat(browser.session()).isEmpty();
    }

    @Test
    void a_token_that_lasts_is_renewed_when_it_is_old() throws Exception {
        server.knows(server.token("erin", "viewer")
                .issuedAt(Instant.now().minus(Duration.ofMinutes(15)).plusSeconds(5))
                .expiresIn(Duration.ofMinutes(30)));
        server.renews("erin", "operator");
        Browser browser = new Browser();
        logIn(browser, other, "/");
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            assertThat(me(browser, other)).contains("erin");
            return me(browser, other).contains("operator");
        });
    }

    @Test
    void who_may_not_go_on_is_sent_to_the_server_anew() throws Exception {
        server.knows(Duration.ofSeconds(6), "carol", "viewer");
        server.refusesToRenew();
        Browser browser = new Browser();
        logIn(browser, other, "/");

        await().atMost(Duration.ofSeconds(20))
                .until(() -> browser.open(other.uri("/api/v1/me")).statusCode() == 401);
        assertThat(location(browser.open(other.uri("/tables")))).startsWith("/login");
    }

    @Test
    void a_log_in_that_this_browser_has_not_begun_is_refused() throws Exception {
        server.knows(Duration.ofMinutes(5), "mallory", "admin");
        Browser begun = new Browser();
        Map<String, String> query = query(URI.create(location(begun.open(other.uri("/login/oidc")))));
        URI back = URI.create(query.get("redirect_uri") + "?state=" + query.get("state") + "&code=the-code");

        Browser victim = new Browser();
        HttpResponse<String> refused = victim.open(back);

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).contains("The log-in did not work");
        assertThat(victim.session()).isEmpty();
        assertThat(victim.open(publicOne.uri("/api/v1/me")).statusCode()).isEqualTo(401);
    }

    @Test
    void a_program_gets_in_by_a_token_of_the_server_alone() throws Exception {
        assertThat(bearer(server.signed(server.token("job", "operator"))).body())
                .isEqualTo("{\"name\":\"job\",\"role\":\"operator\",\"via\":\"oidc\"}");
        assertThat(bearer(server.signed(server.token("job", "catalog-team"))).body())
                .contains("\"role\":\"operator\"");
        HttpResponse<String> nobody = bearer(server.signed(server.token("job", "somebody")));
        assertThat(nobody.statusCode()).isEqualTo(403);
        assertThat(nobody.body()).contains("no_role");

        RsaJsonWebKey foreign = key("1");
        Instant past = Instant.now().minusSeconds(600);
        List<String> wrong = List.of(
                server.signed(server.token("job", "admin").issuer("https://other.example.com")),
                server.signed(server.token("job", "admin").audience("another-service")),
                server.signed(server.token("job", "admin").issuedAt(past).expiresAt(past.plusSeconds(60))),
                server.signed(server.token("job", "admin")
                        .claim("nbf", Instant.now().plusSeconds(600).getEpochSecond())),
                server.signed(server.token("job", "admin")
                        .issuedAt(Instant.now().minus(Duration.ofHours(1)))
                        .expiresIn(Duration.ofHours(2))),
                server.token("job", "admin").jws().keyId("1").sign(foreign.getPrivateKey()),
                "eyJhbGciOiJub25lIn0."
                        + server.signed(server.token("job", "admin")).split("\\.")[1] + ".",
                server.signed(server.token("job", "admin")) + "A",
                server.signed(server.token("job", "admin").claim("nonce", "of a browser's log-in")),
                server.signed(server.token("", "admin").subject("")),
                "a.b.c",
                ".",
                "..",
                "....",
                "opaque-token",
                KeyText.random().text());
        String expected = bearer("osk_").body();
        for (String token : wrong) {
            HttpResponse<String> reply = bearer(token);
            assertThat(reply.statusCode()).as(token).isEqualTo(401);
            assertThat(reply.body()).as(token).isEqualTo(expected);
            assertThat(reply.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        }
        assertThat(bearer(ADMIN.text()).body()).contains("configuration");
    }

    @Test
    void cookies_and_addresses_that_are_none_of_ours_are_answered() throws Exception {
        for (String cookie : List.of(
                "q_session_orgscribe=x", "q_session_orgscribe_chunk_x=1", "q_session=", "q_session_other=a|b")) {
            assertThat(with("Cookie", cookie, "/api/v1/me").statusCode())
                    .as(cookie)
                    .isEqualTo(401);
            assertThat(location(with("Cookie", cookie, "/tables"))).startsWith("/login");
        }
        for (String path : List.of(
                "/login/oidc/callback",
                "/login/oidc/callback?state=x&code=junk",
                "/login/oidc/callback?state=x&error=a&error_description=b",
                "/login/oidc/nothing")) {
            HttpResponse<String> refused = with("Cookie", "q_auth_orgscribe_x=x", path);
            assertThat(refused.statusCode()).as(path).isEqualTo(401);
            assertThat(refused.body()).contains("The log-in did not work");
        }
        URI byAnotherName = URI.create("http://localhost:" + other.port() + "/login/oidc?next=/tables");
        assertThat(location(new Browser().open(byAnotherName)))
                .isEqualTo(origin(publicOne) + "/login/oidc?moved=true&next=%2Ftables");
    }

    private static HttpResponse<String> with(String header, String value, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(other.uri(path))
                                .header(header, value)
                                .build(),
                        BodyHandlers.ofString());
    }

    @Test
    void a_key_that_the_server_has_begun_to_sign_by_is_fetched() throws Exception {
        RsaJsonWebKey fresh = key("fresh");
        server.hasKey(fresh.toJson(OutputControlLevel.PUBLIC_ONLY));

        String token = server.token("rotated", "viewer").jws().keyId("fresh").sign(fresh.getPrivateKey());

        assertThat(bearer(token).body()).contains("rotated");
    }

    @Test
    void a_body_arrives_whole_behind_a_token() throws Exception {
        String token = server.signed(server.token("maker", "admin"));
        String name = "n".repeat(90);
        HttpResponse<String> made = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(other.uri("/api/v1/api-keys"))
                                .header("Authorization", "Bearer " + token)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(
                                        "{\"name\":\"" + name + "\",\"role\":\"viewer\"}" + " ".repeat(100_000)))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(made.body()).contains(name, "\"createdBy\":\"maker\"");
    }

    private static RsaJsonWebKey key(String id) throws Exception {
        RsaJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
        key.setKeyId(id);
        key.setAlgorithm("RS256");
        return key;
    }

    private static HttpResponse<String> bearer(String token) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(other.uri("/api/v1/me"))
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        BodyHandlers.ofString());
    }

    @Test
    void no_secret_of_a_log_in_is_in_a_log() throws Exception {
        server.knows(Duration.ofMinutes(5), "dora", "viewer");
        Browser browser = new Browser();
        logIn(browser, other, "/");
        assertThat(me(browser, other)).contains("dora");

        assertThat(other.log()).contains("\"level\":\"DEBUG\"");
        for (ServiceProcess service : List.of(publicOne, other)) {
            assertThat(service.log())
                    .doesNotContain(
                            TestOidcServer.SECRET, "planted-access-token", "planted-refresh-token", "the-code", "eyJ")
                    .doesNotContain(
                            browser.session().stream().map(HttpCookie::getValue).toList());
        }
    }
}
