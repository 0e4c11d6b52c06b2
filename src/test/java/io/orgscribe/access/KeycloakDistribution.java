package io.orgscribe.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** A Keycloak as it is published, which Maven downloads when the first test asks for it: other builds need none. */
final class KeycloakDistribution {

    private static final String VERSION = "26.7.3";

    private KeycloakDistribution() {}

    static Path home() throws IOException, InterruptedException {
        Path target = Files.createDirectories(Path.of("target", "keycloak").toAbsolutePath());
        Path home = target.resolve("keycloak-" + VERSION);
        if (Files.notExists(home)) {
            Path draft = Files.createTempDirectory(target, "unpacking");
            unpack(draft, target.resolve("download.log"));
            Files.move(draft.resolve(home.getFileName()), home);
            Files.delete(draft);
        }
        return home;
    }

    private static void unpack(Path directory, Path log) throws IOException, InterruptedException {
        Process maven = new ProcessBuilder(
                        Path.of("mvnw").toAbsolutePath().toString(),
                        "-B",
                        "-ntp",
                        "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:unpack",
                        "-Dartifact=org.keycloak:keycloak-quarkus-dist:" + VERSION + ":zip",
                        "-DoutputDirectory=" + directory,
                        // Else it takes what it has once unpacked for being there, though target/keycloak is gone.
                        "-Dmdep.overWriteReleases=true")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(maven.waitFor(10, TimeUnit.MINUTES)).as("downloaded").isTrue();
        } finally {
            maven.destroy();
        }
        assertThat(maven.exitValue()).as("%s", log).isZero();
    }
}
