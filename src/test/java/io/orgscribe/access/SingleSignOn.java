package io.orgscribe.access;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;

import io.orgscribe.ServiceProcess;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What somebody does in a browser to get in by a Keycloak, and what they see then. */
record SingleSignOn(Page page, String publicUrl) {

    void open(ServiceProcess service, String path) {
        page.navigate(service.uri(path).toString());
    }

    /** From a page of ours to Keycloak's form. */
    void begin(ServiceProcess service, String path) {
        open(service, path);
        assertThat(page).hasTitle("Log in · Orgscribe");
        page.getByText("Continue with single sign-on").click();
        assertThat(page.locator("#password")).isVisible();
    }

    void fillIn(String user) {
        page.locator("#username").fill(user);
        page.locator("#password").fill(Keycloak.PASSWORD);
        page.locator("#kc-login").click();
    }

    void logIn(ServiceProcess service, String user) {
        begin(service, "/");
        fillIn(user);
    }

    void isLoggedIn(String user, String role) {
        assertThat(page.locator("h1")).hasText("You are logged in");
        assertThat(page.locator("dl")).containsText(user);
        assertThat(page.locator("dl")).containsText(role);
        assertThat(page.locator("dl")).containsText("single sign-on");
    }

    void logOut() {
        page.getByText("Log out").click();
        page.waitForURL(publicUrl + "/login");
        assertThat(page.locator("h1")).hasText("Log in");
        assertThat(cookies()).isEmpty();
    }

    List<Cookie> cookies() {
        return page.context().cookies(publicUrl);
    }

    /** Opens the page again and again, as nothing else renews tokens. */
    void reloadUntil(BooleanSupplier done) {
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    page.reload();
                    return done.getAsBoolean();
                });
    }

    boolean hasHeading(String heading) {
        return heading.equals(page.locator("h1").textContent());
    }
}
