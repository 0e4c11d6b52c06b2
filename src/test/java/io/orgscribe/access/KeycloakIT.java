package io.orgscribe.access;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.SameSiteAttribute;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import io.orgscribe.ServiceProcess;
import io.orgscribe.browser.BrowserExtension;
import io.orgscribe.browser.BrowserWindows;
import io.orgscribe.embedded.TestPostgres;
import io.orgscribe.vault.Vault;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout;
import static org.assertj.core.api.Assertions.assertThat;

/** Two replicas that people and programs get into by a Keycloak, in a browser. */
@Tag("endurance")
@ExtendWith(BrowserExtension.class)
class KeycloakIT {

    @TempDir
    static Path directory;

    private static Keycloak keycloak;
    private static TestPostgres.Database database;
    private static String keyset;
    private static int publicPort;
    private static ServiceProcess publicOne;
    private static ServiceProcess other;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        setDefaultAssertionTimeout(30_000);
        publicPort = ServiceProcess.freePort();
        keycloak = Keycloak.start(directory, publicUrl());
        database = TestPostgres.database();
        keyset = Vault.newKeyset();
        publicOne = replica().port(publicPort).start().awaitReady();
        other = replica().start().awaitReady();
        keycloak.awaitReady();
    }

    private static String publicUrl() {
        return "http://127.0.0.1:" + publicPort;
    }

    private static ServiceProcess.Builder replica() {
        return keycloak.configure(ServiceProcess.in(directory).on(database, keyset))
                .env("ORGSCRIBE_PUBLIC_URL", publicUrl())
                .env("ORGSCRIBE_ACCESS_REQUIRED", "true");
    }

    @AfterAll
    static void end() {
        publicOne.close();
        other.close();
        database.close();
        keycloak.close();
    }

    @AfterEach
    void no_log_has_a_secret() {
        for (ServiceProcess service : List.of(publicOne, other)) {
            assertThat(service.log()).doesNotContain(Keycloak.SECRET, Keycloak.PASSWORD, "eyJ", "code=");
        }
    }

    @Test
    void somebody_logs_in_stays_in_and_logs_out(Page page) {
        SingleSignOn person = new SingleSignOn(page, publicUrl());
        keycloak.addUser("alice", "viewer", "operator", "accountant");
        person.begin(other, "/?from=a%20b");
        person.fillIn("alice");

        // It was begun elsewhere, and ends at the public address.
        page.waitForURL(publicUrl() + "/?from=a%20b");
        person.isLoggedIn("alice", "operator");
        assertThat(person.cookies()).isNotEmpty().allSatisfy(cookie -> {
            assertThat(cookie.httpOnly).isTrue();
            assertThat(cookie.sameSite).isEqualTo(SameSiteAttribute.LAX);
            assertThat(cookie.name.length() + cookie.value.length()).isLessThan(4_000);
        });

        person.reloadUntil(() -> keycloak.count("REFRESH_TOKEN", "alice") >= 2);
        person.isLoggedIn("alice", "operator");
        person.open(other, "/");
        person.isLoggedIn("alice", "operator");
        assertThat(keycloak.count("LOGIN", "alice")).isOne();

        // Also when the token has just ended.
        page.waitForTimeout(11_000);
        person.logOut();
        assertThat(keycloak.count("LOGOUT", "alice")).isOne();
        person.begin(other, "/");
    }

    @Test
    void a_role_counts_from_the_next_token_on(Page page, BrowserWindows browser) {
        SingleSignOn person = new SingleSignOn(page, publicUrl());
        keycloak.addUser("bob", "admin");
        person.logIn(other, "bob");
        person.isLoggedIn("bob", "admin");

        keycloak.take("bob", "admin");
        person.reloadUntil(() -> person.hasHeading("You have no role here"));
        assertThat(page.locator("main")).containsText("You are known as bob");
        browser.expectComplaint("403");

        keycloak.give("bob", "viewer");
        person.reloadUntil(() -> person.hasHeading("You are logged in"));
        person.isLoggedIn("bob", "viewer");
        browser.takeComplaints();
    }

    @Test
    void who_has_no_role_can_log_out_and_be_somebody_else(Page page, BrowserWindows browser) {
        SingleSignOn person = new SingleSignOn(page, publicUrl());
        keycloak.addUser("carol", "accountant");
        keycloak.addUser("caroline", "viewer");
        person.logIn(publicOne, "carol");
        assertThat(page.locator("h1")).hasText("You have no role here");
        browser.expectComplaint("403");

        person.logOut();

        person.logIn(publicOne, "caroline");
        person.isLoggedIn("caroline", "viewer");
    }

    @Test
    void whom_keycloak_knows_needs_no_password_and_whom_it_has_logged_out_does(Page page) {
        SingleSignOn person = new SingleSignOn(page, publicUrl());
        keycloak.addUser("dora", "viewer");
        person.logIn(publicOne, "dora");
        person.isLoggedIn("dora", "viewer");

        person.cookies()
                .forEach(cookie ->
                        page.context().clearCookies(new BrowserContext.ClearCookiesOptions().setName(cookie.name)));
        person.open(publicOne, "/");
        page.getByText("Continue with single sign-on").click();
        person.isLoggedIn("dora", "viewer");

        keycloak.logOut("dora");
        person.reloadUntil(() -> page.url().startsWith(keycloak.realm()));
        person.fillIn("dora");
        person.isLoggedIn("dora", "viewer");
    }

    @Test
    void a_log_in_ends_though_the_service_was_away_meanwhile(Page page) {
        SingleSignOn person = new SingleSignOn(page, publicUrl());
        keycloak.addUser("eve", "viewer");
        person.begin(publicOne, "/");

        publicOne.kill();
        publicOne = replica().port(publicPort).start().awaitReady();
        person.fillIn("eve");

        person.isLoggedIn("eve", "viewer");
    }

    @Test
    void a_token_that_is_too_old_is_renewed_though_it_has_not_ended(Page page) {
        SingleSignOn person = new SingleSignOn(page, publicUrl());
        keycloak.addUser("frida", "viewer");
        try (ServiceProcess strict =
                replica().env("QUARKUS_OIDC_TOKEN_AGE", "2S").start().awaitReady()) {
            person.logIn(publicOne, "frida");
            person.isLoggedIn("frida", "viewer");
            page.waitForTimeout(4_000);
            person.open(strict, "/");
            person.isLoggedIn("frida", "viewer");
        }
        assertThat(keycloak.count("REFRESH_TOKEN", "frida")).isPositive();
        assertThat(keycloak.count("LOGIN", "frida")).isOne();
    }

    @Test
    void a_session_outlives_a_keycloak_that_does_not_answer(Page page, BrowserWindows browser) throws Exception {
        SingleSignOn person = new SingleSignOn(page, publicUrl());
        keycloak.addUser("gerda", "viewer");
        person.logIn(publicOne, "gerda");
        person.isLoggedIn("gerda", "viewer");
        keycloak.signal("STOP");
        try {
            person.reloadUntil(() -> person.hasHeading("The log-in server cannot be reached"));
        } finally {
            keycloak.signal("CONT");
        }
        browser.expectComplaint("503");

        person.reloadUntil(() -> person.hasHeading("You are logged in"));
        assertThat(keycloak.count("LOGIN", "gerda")).isOne();
        browser.takeComplaints();
    }

    @Test
    void a_program_gets_in_by_a_token_that_is_meant_for_the_service() throws Exception {
        HttpResponse<String> reply = me(keycloak.token("nightly-job"));
        assertThat(reply.body())
                .isEqualTo("{\"name\":\"service-account-nightly-job\",\"role\":\"operator\",\"via\":\"oidc\"}");

        assertThat(me(keycloak.token("other-service")).statusCode()).isEqualTo(401);
    }

    private static HttpResponse<String> me(String token) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(other.uri("/api/v1/me"))
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        BodyHandlers.ofString());
    }
}
