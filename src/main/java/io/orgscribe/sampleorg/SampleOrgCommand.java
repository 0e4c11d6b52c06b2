package io.orgscribe.sampleorg;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

import io.orgscribe.samplemodel.SampleOrgSettings;

/** {@code sample-org}: the sample org alone, as a process of its own, until it is stopped. */
public final class SampleOrgCommand {

    private static final String USAGE = "sample-org [--port 8089] [--tables 500] [--columns 0] [--seed 1]"
            + " [--latency PT0.02S] [--daily-calls 100000] [--state-file path]";

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
                    "Sample org with %d tables on %s", org.tables().size(), org.url()));
            terminal.accept(
                    String.format("Consumer key %s, secret %s", settings.consumerKey(), settings.consumerSecret()));
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
        SampleOrgSettings settings = SampleOrgSettings.standard().withPort(8089);
        if (args.length % 2 != 0) {
            throw new IllegalArgumentException(USAGE);
        }
        for (int i = 0; i < args.length; i += 2) {
            String value = args[i + 1];
            settings = switch (args[i]) {
                case "--port" -> settings.withPort(Integer.parseInt(value));
                case "--tables" -> settings.withTables(Integer.parseInt(value));
                case "--columns" -> settings.withColumns(Integer.parseInt(value));
                case "--seed" -> settings.withSeed(Long.parseLong(value));
                case "--latency" -> settings.withLatency(Duration.parse(value));
                case "--daily-calls" -> settings.withDailyCalls(Integer.parseInt(value));
                case "--state-file" -> settings.withStateFile(Path.of(value));
                default -> throw new IllegalArgumentException(USAGE);
            };
        }
        return settings;
    }
}
