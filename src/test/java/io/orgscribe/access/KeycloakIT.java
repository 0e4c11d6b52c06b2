package io.orgscribe.access;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
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
import static org.awaitility.Awaitility.await;

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

    private static void open(Page page, ServiceProcess service, String path) {
        page.navigate(service.uri(path).toString());
    }

    /** From a page of ours to Keycloak's form. */
    private static void begin(Page page, ServiceProcess service, String path) {
        open(page, service, path);
        assertThat(page).hasTitle("Log in · Orgscribe");
        page.getByText("Continue with single sign-on").click();
        assertThat(page.locator("#password")).isVisible();
    }

    private static void fillIn(Page page, String user) {
        page.locator("#username").fill(user);
        page.locator("#password").fill(Keycloak.PASSWORD);
        page.locator("#kc-login").click();
    }

    private static void logIn(Page page, ServiceProcess service, String user) {
        begin(page, service, "/");
        fillIn(page, user);
    }

    private static void isLoggedIn(Page page, String user, String role) {
        assertThat(page.locator("h1")).hasText("You are logged in");
        assertThat(page.locator("dl")).containsText(user);
        assertThat(page.locator("dl")).containsText(role);
        assertThat(page.locator("dl")).containsText("single sign-on");
    }

    private static void logOut(Page page) {
        page.getByText("Log out").click();
        page.waitForURL(publicUrl() + "/login");
        assertThat(page.locator("h1")).hasText("Log in");
        assertThat(cookies(page)).isEmpty();
    }

    private static List<Cookie> cookies(Page page) {
        return page.context().cookies(publicUrl());
    }

    /** Opens the page again and again, as nothing else renews tokens. */
    private static void reloadUntil(Page page, BooleanSupplier done) {
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    page.reload();
                    return done.getAsBoolean();
                });
    }

    private static boolean hasHeading(Page page, String heading) {
        return heading.equals(page.locator("h1").textContent());
    }

    @Test
    void somebody_logs_in_stays_in_and_logs_out(Page page) {
        keycloak.addUser("alice", "viewer", "operator", "accountant");
        begin(page, other, "/?from=a%20b");
        fillIn(page, "alice");

        // It was begun elsewhere, and ends at the public address.
        page.waitForURL(publicUrl() + "/?from=a%20b");
        isLoggedIn(page, "alice", "operator");
        assertThat(cookies(page)).isNotEmpty().allSatisfy(cookie -> {
            assertThat(cookie.httpOnly).isTrue();
            assertThat(cookie.sameSite).isEqualTo(SameSiteAttribute.LAX);
            assertThat(cookie.name.length() + cookie.value.length()).isLessThan(4_000);
        });

        reloadUntil(page, () -> keycloak.count("REFRESH_TOKEN", "alice") >= 2);
        isLoggedIn(page, "alice", "operator");
        open(page, other, "/");
        isLoggedIn(page, "alice", "operator");
        assertThat(keycloak.count("LOGIN", "alice")).isOne();

        // Also when the token has just ended.
        page.waitForTimeout(11_000);
        logOut(page);
        assertThat(keycloak.count("LOGOUT", "alice")).isOne();
        begin(page, other, "/");
    }

    @Test
    void a_role_counts_from_the_next_token_on(Page page, BrowserWindows browser) {
        keycloak.addUser("bob", "admin");
        logIn(page, other, "bob");
        isLoggedIn(page, "bob", "admin");

        keycloak.take("bob", "admin");
        reloadUntil(page, () -> hasHeading(page, "You have no role here"));
        assertThat(page.locator("main")).containsText("You are known as bob");
        browser.expectComplaint("403");

        keycloak.give("bob", "viewer");
        reloadUntil(page, () -> hasHeading(page, "You are logged in"));
        isLoggedIn(page, "bob", "viewer");
        browser.takeComplaints();
    }

    @Test
    void who_has_no_role_can_log_out_and_be_somebody_else(Page page, BrowserWindows browser) {
        keycloak.addUser("carol", "accountant");
        keycloak.addUser("caroline", "viewer");
        logIn(page, publicOne, "carol");
        assertThat(page.locator("h1")).hasText("You have no role here");
        browser.expectComplaint("403");

        logOut(page);

        logIn(page, publicOne, "caroline");
        isLoggedIn(page, "caroline", "viewer");
    }

    @Test
    void whom_keycloak_knows_needs_no_password_and_whom_it_has_logged_out_does(Page page) {
        keycloak.addUser("dora", "viewer");
        logIn(page, publicOne, "dora");
        isLoggedIn(page, "dora", "viewer");

        cookies(page)
                .forEach(cookie ->
                        page.context().clearCookies(new BrowserContext.ClearCookiesOptions().setName(cookie.name)));
        open(page, publicOne, "/");
        page.getByText("Continue with single sign-on").click();
        isLoggedIn(page, "dora", "viewer");

        keycloak.logOut("dora");
        reloadUntil(page, () -> page.url().startsWith(keycloak.realm()));
        fillIn(page, "dora");
        isLoggedIn(page, "dora", "viewer");
    }

    @Test
    void a_log_in_ends_though_the_service_was_away_meanwhile(Page page) {
        keycloak.addUser("eve", "viewer");
        begin(page, publicOne, "/");

        publicOne.kill();
        publicOne = replica().port(publicPort).start().awaitReady();
        fillIn(page, "eve");

        isLoggedIn(page, "eve", "viewer");
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
