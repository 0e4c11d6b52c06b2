package io.orgscribe.browser;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import io.restassured.RestAssured;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The windows of one test, and what the browser has complained of in them: errors in its console, of which violations
 * of a Content-Security-Policy are some, and exceptions that no script has caught.
 */
public final class BrowserWindows implements AutoCloseable {

    private final Browser browser;
    private final List<BrowserContext> contexts = new ArrayList<>();
    /** Of what no script has caught Playwright tells twice. */
    private final Set<String> complaints = new LinkedHashSet<>();

    private Page page;

    BrowserWindows(Browser browser) {
        this.browser = browser;
    }

    /** Of a context without any option; the same at each call. */
    public Page page() {
        if (page == null) {
            page = context(options -> {}).newPage();
        }
        return page;
    }

    /**
     * A context beside others, with cookies of its own; it ends with the test. Addresses of its pages may begin with the
     * path, where the service runs in the test's JVM.
     *
     * @param choices such as a viewport, dark colours, no JavaScript
     */
    public BrowserContext context(Consumer<Browser.NewContextOptions> choices) {
        Browser.NewContextOptions options = new Browser.NewContextOptions()
                .setLocale("en-US")
                .setTimezoneId("UTC")
                .setBaseURL("http://127.0.0.1:" + RestAssured.port);
        choices.accept(options);
        BrowserContext context = browser.newContext(options);
        contexts.add(context);
        context.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text() + " (" + message.location() + ")");
            }
        });
        context.onWebError(error -> complaints.add(error.error()));
        return context;
    }

    /** What the browser has complained of so far, which the test is then not blamed for. */
    public List<String> takeComplaints() {
        hearOut();
        List<String> taken = List.copyOf(complaints);
        complaints.clear();
        return taken;
    }

    /** There must be a complaint with this text; the test is not blamed for any that has it. */
    public void expectComplaint(String part) {
        hearOut();
        assertThat(complaints).as("complaints of the browser").anyMatch(text -> text.contains(part));
        complaints.removeIf(text -> text.contains(part));
    }

    Optional<AssertionError> failure() {
        List<String> left = takeComplaints();
        return left.isEmpty()
                ? Optional.empty()
                : Optional.of(new AssertionError("The browser complains:\n" + String.join("\n", left)));
    }

    void takePictures(Path name) {
        int count = 0;
        for (Page open : pages()) {
            String number = count++ == 0 ? "" : "-" + count;
            try {
                open.screenshot(new Page.ScreenshotOptions().setPath(Path.of(name + number + ".png")));
            } catch (PlaywrightException e) {
                // It has crashed or is closing, and the test has failed for a better reason.
            }
        }
    }

    @Override
    public void close() {
        contexts.forEach(BrowserContext::close);
    }

    /** Events come while a reply is waited for, and a page's are sent before its reply. */
    private void hearOut() {
        for (Page open : pages()) {
            try {
                open.evaluate("0");
            } catch (PlaywrightException e) {
                // It is on its way to another page.
            }
        }
    }

    private List<Page> pages() {
        return contexts.stream().flatMap(context -> context.pages().stream()).toList();
    }
}
