package io.orgscribe.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import io.restassured.RestAssured;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.orgscribe.JsonReply;
import io.orgscribe.OrgscribeTest;
import io.orgscribe.browser.BrowserExtension;
import io.orgscribe.browser.BrowserWindows;
import io.orgscribe.extraction.TestRuns;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A real browser, somebody's who may do everything here, reads the page of another: of whatever host and port it is,
 * it gets to know nothing of the service and changes nothing.
 */
@OrgscribeTest
@ExtendWith(BrowserExtension.class)
class ForeignPagesTest {

    private static final String CONNECTIONS = "/api/v1/connections";
    private static final String KEYS = "/api/v1/api-keys";
    private static final String KEY = "{\"role\":\"admin\",\"name\":\"foreign\"}";
    private static final String ANY = "{\"a\":\"b\"}";

    private static final List<String> NOTHING = List.of("TypeError", "opaque 0 0");

    private final ForeignSite site = new ForeignSite();
    private String service;
    private String connection;
    private String run;
    private List<String> before;

    @BeforeEach
    void have_something_to_lose() {
        service = "http://127.0.0.1:" + RestAssured.port;
        connection = TestRuns.connect(site.url("127.0.0.1"), "id", "secret");
        run = TestRuns.start(connection, Map.of());
        TestRuns.awaitEnd(run);
        before = state();
    }

    @AfterEach
    void clean_up() {
        site.close();
        given().delete(CONNECTIONS + "/" + connection);
    }

    @ParameterizedTest
    @MethodSource("places")
    void its_requests_read_nothing(String place, BrowserWindows session) {
        Page page = foreign(place, session);
        Traffic traffic = new Traffic(page.context(), service);

        for (String path : readable()) {
            assertThat(all(page, "readFrom", service + path))
                    .as(path)
                    .isSubsetOf(NOTHING)
                    .contains("TypeError");
        }
        assertThat(in(page, "streamedFrom", service + events(), true)).isEqualTo("error");
        assertThat(in(page, "streamedFrom", service + events(), false)).isEqualTo("error");
        assertThat(in(page, "socketTo", service.replace("http", "ws") + CONNECTIONS))
                .isEqualTo("closed");
        assertThat(all(page, "measured")).isEmpty();
        // Without an origin it is answered, and then kept from the page.
        assertThat(traffic.replies(page)).contains("200 GET");
        unchanged(session);
    }

    @ParameterizedTest
    @MethodSource("places")
    void its_elements_and_windows_read_nothing(String place, BrowserWindows session) {
        Page page = foreign(place, session);

        for (String path : List.of(CONNECTIONS, "/q/metrics", "/q/swagger-ui/")) {
            for (String kind : List.of("img", "script", "script.module", "link", "audio")) {
                assertThat(in(page, "loadedBy", kind, service + path))
                        .as("%s of %s", kind, path)
                        .isEqualTo("error");
            }
            for (String kind : List.of("iframe", "object", "embed")) {
                assertThat(in(page, "loadedBy", kind, service + path))
                        .as("%s of %s", kind, path)
                        .isIn("error", "nothing", "loaded");
            }
            Page window = page.waitForPopup(() -> in(page, "openedAt", service + path));
            window.waitForLoadState();
            assertThat(in(page, "readOpened")).as("a window at %s", path).isEqualTo("SecurityError");
            window.close();
        }
        assertThat(page.frames().stream().filter(frame -> frame != page.mainFrame()))
                .isNotEmpty()
                .extracting(Frame::url)
                .noneMatch(url -> url.startsWith(service));
        session.expectComplaint("frame-ancestors 'none'");
        unchanged(session);
    }

    @ParameterizedTest
    @MethodSource("places")
    void its_requests_change_nothing(String place, BrowserWindows session) {
        Page page = foreign(place, session);
        Traffic traffic = new Traffic(page.context(), service);

        for (Map.Entry<String, String> change : changes().entrySet()) {
            assertThat(all(page, "sentTo", service + change.getKey(), change.getValue()))
                    .isSubsetOf(NOTHING);
            assertThat(all(page, "changed", service + change.getKey(), change.getValue()))
                    .containsOnly("TypeError");
        }
        assertThat(traffic.replies(page)).hasSizeGreaterThan(changes().size()).containsOnly("403 POST");
        assertThat(all(page, "measured")).isEmpty();
        unchanged(session);
    }

    @ParameterizedTest
    @MethodSource("places")
    void its_forms_change_nothing(String place, BrowserWindows session) {
        Page page = foreign(place, session);
        Traffic traffic = new Traffic(page.context(), service);
        int sent = 0;

        for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data")) {
            for (Map.Entry<String, String> change : Map.of(KEYS, KEY, CONNECTIONS + "/" + connection + "/runs", ANY)
                    .entrySet()) {
                String url = service + change.getKey();
                assertThat(in(page, "formInFrame", url, type, change.getValue()))
                        .isEqualTo("nothing");
                Response reply =
                        page.waitForResponse(url, () -> in(page, "formTo", url, type, change.getValue(), "_self"));
                assertThat(reply.status()).isEqualTo(403);
                page.waitForURL(url);
                page.navigate(site.url(place));
                sent += 2;
            }
        }
        assertThat(traffic.replies(page)).hasSize(sent).containsOnly("403 POST");
        unchanged(session);
    }

    /** DNS rebinding: the page has been read under a name that means this machine from then on. */
    @Test
    void a_name_that_leads_here_makes_its_page_none_of_ours(BrowserWindows session) {
        String rebound = "http://evil.test:" + RestAssured.port;
        // What its page has said is replaced by the refusal: only where it is from matters.
        Page page = session.context(options -> options.setBypassCSP(true)).newPage();
        page.navigate(rebound);
        page.addScriptTag(new Page.AddScriptTagOptions().setContent(ForeignSite.attempts()));

        for (String path : readable()) {
            assertThat(all(page, "readFrom", rebound + path))
                    .allMatch(known -> known.matches("basic 403 .*\"foreign_host\".*"));
        }
        for (Map.Entry<String, String> change : changes().entrySet()) {
            assertThat(all(page, "sentTo", rebound + change.getKey(), change.getValue()))
                    .allMatch(known -> known.matches("basic 403 .*\"foreign_host\".*"));
            assertThat(all(page, "changed", rebound + change.getKey(), change.getValue()))
                    .allMatch(known -> known.matches("basic 403 .*\"foreign_host\".*"));
        }
        assertThat(in(page, "streamedFrom", rebound + events(), true)).isEqualTo("error");
        unchanged(session);
    }

    /** Otherwise nobody would know that the attempts are any good. */
    @Test
    void the_same_from_a_page_of_ours_reads_and_changes(BrowserWindows session) {
        Page page = session.page();
        page.navigate("/q/swagger-ui");
        page.addScriptTag(new Page.AddScriptTagOptions().setContent(ForeignSite.attempts()));

        assertThat(all(page, "readFrom", CONNECTIONS))
                .allMatch(known -> known.startsWith("basic 200 ") && known.contains(connection));
        assertThat(in(page, "streamedFrom", events(), true)).asString().contains(run);
        assertThat(all(page, "measured")).contains(CONNECTIONS);
        assertThat(all(page, "sentTo", CONNECTIONS + "/" + connection + "/pause", "{}"))
                .allMatch(known -> known.startsWith("basic 200 "));
        assertThat(all(page, "changed", CONNECTIONS + "/" + connection, "{\"name\":\"ours\"}"))
                .anyMatch(known -> known.startsWith("basic 200 "))
                .anyMatch(known -> known.startsWith("basic 202 "));
        assertThat(state()).isNotEqualTo(before);
        session.takeComplaints();
    }

    /** Where the page of another is from: what differs most comes first, for each build takes some of them. */
    static List<String> places() {
        return List.of("localhost", "evil.test", "127.0.0.1", "localhost/sandboxed")
                .subList(0, Integer.getInteger("foreign.places", 1));
    }

    private Page foreign(String place, BrowserWindows session) {
        Page page = session.page();
        page.navigate(site.url(place));
        return page;
    }

    /** What a function of the page answers. */
    private static Object in(Page page, String function, Object... arguments) {
        return page.evaluate("async given => await " + function + "(...given)", List.of(arguments));
    }

    private static List<String> all(Page page, String function, Object... arguments) {
        return ((List<?>) in(page, function, arguments))
                .stream().map(Object::toString).toList();
    }

    private List<String> readable() {
        return List.of(
                CONNECTIONS,
                CONNECTIONS + "/" + connection,
                KEYS,
                "/api/v1/runs/" + run,
                "/q/openapi?format=json",
                "/q/metrics",
                "/q/swagger-ui/");
    }

    private String events() {
        return "/api/v1/runs/" + run + "/events";
    }

    /** Bodies by address: some change something whatever the body is. */
    private Map<String, String> changes() {
        String mine = CONNECTIONS + "/" + connection;
        return Map.of(KEYS, KEY, mine, "{\"name\":\"foreign\"}", mine + "/pause", ANY, mine + "/runs", ANY);
    }

    private void unchanged(BrowserWindows session) {
        assertThat(state()).isEqualTo(before);
        // Each refusal is one.
        assertThat(session.takeComplaints()).isNotEmpty();
    }

    /** Of what other tests leave behind some is still being deleted, and some has schedules. */
    private List<String> state() {
        JsonReply connections = read(CONNECTIONS);
        List<String> state = new ArrayList<>();
        for (Map<String, Object> each : connections.<Map<String, Object>>getList("items")) {
            if (!each.get("status").equals("deleting")) {
                state.add(
                        each.get("id").equals(connection) ? each.toString() : each.get("id") + " " + each.get("name"));
            }
        }
        state.add(read(KEYS).toString());
        state.add(read(CONNECTIONS + "/" + connection + "/runs").toString());
        return state;
    }

    private static JsonReply read(String path) {
        return given().queryParam("limit", 1000)
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .as(JsonReply.class);
    }
}
