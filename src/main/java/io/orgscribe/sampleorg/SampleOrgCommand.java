package io.orgscribe.sampleorg;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

import io.orgscribe.samplemodel.SampleOrgSettings;

/** {@code sample-org}: the sample org alone, as a process of its own, until it is stopped. */
public final class SampleOrgCommand {

    private static final String USAGE = "sample-org [--port 8089] [--tables 500] [--columns 0] [--seed 1]"
            + " [--latency PT0.02S] [--daily-calls 100000] [--state-file path]";

    private static final Map<String, String> DEFAULTS = Map.of(
            "--port", "8089",
            "--tables", "500",
            "--columns", "0",
            "--seed", "1",
            "--latency", "PT0S",
            "--daily-calls", "100000",
            "--state-file", "");

    private SampleOrgCommand() {}

    /**
     * Runs until the process is stopped.
     *
     * @param terminal takes each line that a person should see
     * @param args options as in the usage, each followed by its value
     * @throws IllegalArgumentException whose message is the usage, when an option is not known or lacks its value, or
     *     says that the org cannot start with them, for the port is taken
     */
    public static void run(Consumer<String> terminal, String... args) throws InterruptedException {
        SampleOrgSettings settings = settings(args);
        try (SampleOrg org = start(settings)) {
            terminal.accept(String.format(
                    Locale.ROOT, "Sample org with %d tables on %s", org.tables().size(), org.url()));
            terminal.accept(String.format(
                    Locale.ROOT, "Consumer key %s, secret %s", settings.consumerKey(), settings.consumerSecret()));
            new CountDownLatch(1).await();
        }
    }

    private static SampleOrg start(SampleOrgSettings settings) {
        try {
            return SampleOrg.start(settings);
        } catch (IllegalStateException e) {
            throw new IllegalArgumentException(e.getMessage() + " (port " + settings.port() + ")", e);
        }
    }

    static SampleOrgSettings settings(String... args) {
        Map<String, String> options = new HashMap<>(DEFAULTS);
        for (int i = 0; i < args.length; i += 2) {
            // What has no default is no option.
            if (i + 1 == args.length || options.put(args[i], args[i + 1]) == null) {
                throw new IllegalArgumentException(USAGE);
            }
        }
        return new SampleOrgOptions(
                Integer.parseInt(options.get("--port")),
                Integer.parseInt(options.get("--tables")),
                Integer.parseInt(options.get("--columns")),
                Long.parseLong(options.get("--seed")),
                Duration.parse(options.get("--latency")),
                Integer.parseInt(options.get("--daily-calls")),
                Optional.of(options.get("--state-file"))
                        .filter(file -> !file.isEmpty())
                        .map(Path::of));
    }
}
