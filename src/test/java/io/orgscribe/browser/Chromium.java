package io.orgscribe.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.impl.driver.jar.DriverJar;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

import io.orgscribe.FileLocked;

/**
 * The browser of this machine, started by whoever asks first and ended behind the last test of the JVM. Nothing is
 * downloaded: Playwright brings browsers of its own otherwise.
 */
final class Chromium {

    private static final Path EXECUTABLE = Path.of(System.getProperty("browser.executable", "/usr/bin/chromium"));

    private static final Namespace HERE = Namespace.create("io.orgscribe.browser");

    /**
     * Names of .test are this machine, for pages that come from elsewhere; others are nowhere, so that no page under test
     * can need one. Loopback calls loopback: what Chromium itself refuses between networks does not come to our help.
     */
    private static final String NAMES =
            "MAP *.test 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost, EXCLUDE [::1]";

    private static final List<String> ARGUMENTS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            "--disable-quic",
            "--host-resolver-rules=" + NAMES);

    private Chromium() {}

    /** Why there is none. */
    static Optional<String> missing() {
        return Files.isExecutable(EXECUTABLE)
                ? Optional.empty()
                : Optional.of("There is no Chromium at " + EXECUTABLE
                        + "; -Dbrowser.executable=… names another Chromium or Chrome.");
    }

    /** The keys are classes, for two class loaders would not share a browser if they had one of Playwright each. */
    static Browser of(ExtensionContext test) {
        Store store = test.getRoot().getStore(HERE);
        Playwright playwright = store.computeIfAbsent(Playwright.class, key -> playwright(), Playwright.class);
        return store.computeIfAbsent(Browser.class, key -> launch(playwright), Browser.class);
    }

    private static Browser launch(Playwright playwright) {
        return playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(EXECUTABLE)
                        .setArgs(ARGUMENTS));
    }

    private static Playwright playwright() {
        System.setProperty("playwright.cli.dir", driver().toString());
        return Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    }

    /** Unpacked once for each version: Playwright would do so for each JVM, 130 MB into the directory for what passes. */
    private static Path driver() {
        try {
            Path jar = Path.of(DriverJar.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Path drivers =
                    Files.createDirectories(Path.of("target", "playwright").toAbsolutePath());
            Path driver = drivers.resolve(jar.getFileName().toString().replaceFirst("\\.jar$", ""));
            return FileLocked.by(drivers.resolve("lock"), () -> {
                if (Files.notExists(driver)) {
                    unpack(Files.createTempDirectory(drivers, "unpacking"), driver);
                }
                return driver;
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void unpack(Path draft, Path driver) throws IOException {
        try {
            DriverJar.installDriverTo(draft);
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
        Files.move(draft, driver);
    }
}
