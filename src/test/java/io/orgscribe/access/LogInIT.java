package io.orgscribe.access;

import java.nio.file.Path;
import java.util.Map;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import io.orgscribe.ServiceProcess;
import io.orgscribe.browser.BrowserExtension;
import io.orgscribe.browser.BrowserWindows;
import io.orgscribe.embedded.TestPostgres;
import io.orgscribe.sampleorg.TestOrg;
import io.orgscribe.sampleorg.TestOrgSettings;
import io.orgscribe.token.TestConsents;
import io.orgscribe.vault.Vault;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** A person's way in, and out, by a real browser. */
@ExtendWith(BrowserExtension.class)
class LogInIT {

    private static final KeyText ADMIN = KeyText.random();
    private static final Path PICTURES = Path.of("target", "browser");

    @TempDir
    static Path directory;

    private static TestPostgres.Database database;
    private static ServiceProcess service;

    @BeforeAll
    static void start() {
        database = TestPostgres.database();
        service = ServiceProcess.in(directory)
                .on(database, Vault.newKeyset())
                .env("ORGSCRIBE_ACCESS_ADMIN_KEY", ADMIN.text())
                .knowingItsAddress()
                .start()
                .awaitReady();
    }

    @AfterAll
    static void end() {
        service.close();
        database.close();
    }

    private static String origin() {
        return "http://127.0.0.1:" + service.port();
    }

    private static RequestSpecification administered() {
        return given().baseUri(origin()).header("Authorization", "Bearer " + ADMIN.text());
    }

    private static String key(String name) {
        return administered()
                .contentType("application/json")
                .body(Map.of("name", name, "role", "viewer"))
                .post("/api/v1/api-keys")
                .path("key");
    }

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
    }

    @Test
    void a_person_logs_in_by_a_key_and_out(BrowserWindows browser) throws Exception {
        String key = key("A person");
        Page page = browser.context(options -> options.setBaseURL(origin())).newPage();
        page.navigate("/");
        page.waitForURL("**/login");
        picture(page, "log-in");

        page.fill("#key", "osk_wrong");
        page.keyboard().press("Enter");
        assertThat(page.textContent("[role=alert]")).contains("no key in force");
        assertThat(browser.takeComplaints()).singleElement().asString().contains("401");

        page.fill("#key", key);
        page.click("button");
        page.waitForURL(origin() + "/");
        assertThat(page.textContent("main")).contains("A person", "viewer");
        picture(page, "home");
        assertThat(page.evaluate("document.cookie")).isEqualTo("");

        page.click("text=Log out");
        page.waitForURL("**/login");
        page.navigate("/");
        page.waitForURL("**/login");
    }

    @Test
    void a_log_in_needs_no_script_and_leads_where_it_was_wanted(BrowserWindows browser) throws Exception {
        String key = key("Without scripts");
        Page page = browser.context(options -> options.setBaseURL(origin())
                        .setJavaScriptEnabled(false)
                        .setColorScheme(ColorScheme.DARK)
                        .setViewportSize(390, 844))
                .newPage();
        page.navigate("/?a=b&c=%2F");
        picture(page, "log-in-390-dark");
        assertThat(page.locator(".card").boundingBox().width).isLessThan(390 - 2 * 12);
        page.fill("#key", key);
        page.click("button");

        page.waitForURL(origin() + "/?a=b&c=%2F");
        assertThat(page.textContent("main")).contains("Without scripts");
    }

    @Test
    void an_admin_consents_in_salesforce_and_comes_back_to_a_page_of_ours(BrowserWindows browser) throws Exception {
        try (TestOrg org = TestOrg.start(TestOrgSettings.standard().withPort(0).withTables(30))) {
            String connection = TestConsents.connect(
                    administered(),
                    org,
                    Map.of(
                            "clientId",
                            org.settings().consumerKey(),
                            "clientSecret",
                            org.settings().consumerSecret()));
            Page page = browser.context(options -> options.setBaseURL(origin())).newPage();
            page.navigate("/api/v1/connections/" + connection + "/authorize");
            assertThat(page.content()).contains("unauthorized");
            assertThat(browser.takeComplaints()).hasSize(1);
            page.navigate("/login");
            page.fill("#key", ADMIN.text());
            page.click("button");
            page.waitForURL(origin() + "/");

            page.navigate("/api/v1/connections/" + connection + "/authorize");
            assertThat(page.url()).startsWith(org.url());
            page.navigate(page.url() + "&decision=allow");

            assertThat(page.url()).startsWith(origin() + "/api/v1/oauth/from_oauth/");
            assertThat(page.textContent("h1")).isEqualTo("The connection is authorized");
            picture(page, "consent");
            page.click("main a");
            assertThat(page.content()).contains("\"status\":\"ready\"");
            String audit = administered()
                    .get("/api/v1/audit?action=connection_authorize&limit=1")
                    .asString();
            assertThat(audit).contains("\"name\":\"configuration\",\"via\":\"session\"", connection);
            // The look-alike has no icon.
            assertThat(browser.takeComplaints()).allMatch(complaint -> complaint.contains(org.url()));
        }
    }
}
