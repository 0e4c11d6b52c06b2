package io.orgscribe.benchmark;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.core.JsonParser;
import io.smallrye.config.WithDefault;
import org.postgresql.Driver;

import io.orgscribe.embedded.TestPostgres;
import io.orgscribe.salesforce.SalesforceConfig;

import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the {@link Floor} is given, and its process.
 *
 * @param directory has the requests and the rows of a first run
 */
record FloorProcess(Path directory) {

    static final int PASSES = 2;
    private static final int MINUTES = 10;

    /** Keeps what a first run has asked for and what has become of it. */
    static FloorProcess of(
            Path directory, List<OrgProcess.Asked> requests, TestPostgres.Database database, String connectionId)
            throws IOException, SQLException {
        Files.write(
                directory.resolve(Floor.REQUESTS),
                requests.stream()
                        .map(asked -> String.join("\t", asked.method(), asked.uri(), asked.body()))
                        .collect(toList()));
        try (Connection connection = database.connect()) {
            FloorTables.export(connection, UUID.fromString(connectionId), directory);
        }
        return new FloorProcess(directory);
    }

    /**
     * Runs the floor on a database that the service has migrated.
     *
     * @return {@link #PASSES} passes, the first one of a process that has just started; then as many that read tokens
     */
    List<FloorFigures> measure(OrgProcess org, TestPostgres.Database database) throws Exception {
        Path out = Files.createTempFile(directory, "floor", ".log");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        String.join(":", location(Floor.class), location(Driver.class), location(JsonParser.class)),
                        Floor.class.getName(),
                        directory.toString(),
                        org.url(),
                        inFlight(),
                        Integer.toString(PASSES),
                        database.url(),
                        database.username())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().put("FLOOR_TOKEN", org.token());
        builder.environment().put("FLOOR_PASSWORD", database.password());
        Process process = builder.start();
        try {
            assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES))
                    .as("floor ended")
                    .isTrue();
            assertThat(process.exitValue()).as(Files.readString(out)).isZero();
        } finally {
            process.destroyForcibly();
        }
        return Files.readAllLines(out).stream().map(FloorFigures::of).toList();
    }

    private static String location(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }

    /** As many calls at once as the service makes at most. */
    private static String inFlight() throws NoSuchMethodException {
        return SalesforceConfig.InFlightConfig.class
                .getMethod("max")
                .getAnnotation(WithDefault.class)
                .value();
    }
}
