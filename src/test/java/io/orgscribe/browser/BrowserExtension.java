package io.orgscribe.browser;

import java.nio.file.Path;
import java.util.Optional;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each test that asks for a {@link Page} or a {@link BrowserWindows} one of its own, in the one Chromium of the
 * JVM. A test in whose pages the browser has complained fails, and one that fails leaves a picture of each page in
 * {@code target/browser}. Where there is no Chromium the tests are skipped; CI must have one.
 *
 * <p>For classes, whether the service runs in them or not: {@code @ExtendWith(BrowserExtension.class)}.
 */
public final class BrowserExtension implements ExecutionCondition, ParameterResolver, AfterEachCallback {

    private static final Namespace HERE = Namespace.create(BrowserExtension.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Optional<String> missing = Chromium.missing();
        if (missing.isPresent() && "true".equals(System.getenv("CI"))) {
            throw new IllegalStateException(missing.get());
        }
        return missing.map(ConditionEvaluationResult::disabled)
                .orElseGet(() -> ConditionEvaluationResult.enabled("There is a Chromium."));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        Class<?> type = parameter.getParameter().getType();
        return type == Page.class || type == BrowserWindows.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        BrowserWindows session = test.getStore(HERE)
                .computeIfAbsent(
                        BrowserWindows.class, key -> new BrowserWindows(Chromium.of(test)), BrowserWindows.class);
        return parameter.getParameter().getType() == Page.class ? session.page() : session;
    }

    @Override
    public void afterEach(ExtensionContext test) {
        BrowserWindows session = test.getStore(HERE).get(BrowserWindows.class, BrowserWindows.class);
        if (session == null) {
            return;
        }
        Optional<AssertionError> complaints =
                test.getExecutionException().isPresent() ? Optional.empty() : session.failure();
        if (test.getExecutionException().isPresent() || complaints.isPresent()) {
            session.takePictures(picture(test));
        }
        complaints.ifPresent(failure -> {
            throw failure;
        });
    }

    /** Of the test's name, without what a file's name may not have. */
    private static Path picture(ExtensionContext test) {
        String method = test.getRequiredTestMethod().getName();
        String name = test.getDisplayName().startsWith(method) ? method : method + " " + test.getDisplayName();
        String plain = name.replaceAll("[^\\w.-]+", "_");
        return Path.of(
                "target",
                "browser",
                test.getRequiredTestClass().getSimpleName() + "." + plain.substring(0, Math.min(plain.length(), 120)));
    }
}
