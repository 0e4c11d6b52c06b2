package io.orgscribe;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import io.orgscribe.embedded.TestPostgres;
import io.orgscribe.vault.Vault;

/**
 * The service's classes as the JVM keeps them once they are parsed and verified, in a file beside the jar's directory:
 * each start takes a third less. The first who asks after a build has it written by a service that is started for
 * nothing else; who asks meanwhile waits.
 */
final class ClassArchive {

    private final Path jar;
    private final Path file;

    private ClassArchive(Path jar) {
        this.jar = jar;
        this.file = jar.getParent().resolveSibling("service-classes.jsa");
    }

    static ClassArchive of(Path jar) {
        return new ClassArchive(jar);
    }

    /** Of a JVM that runs the jar; none where JVMs here write no archive. */
    List<String> flags() {
        try {
            return FileLocked.by(file.resolveSibling(file.getFileName() + ".lock"), () -> {
                if (Files.notExists(file) || isOlder(file, jar)) {
                    write();
                }
                return Files.exists(file)
                        ? List.of("-XX:SharedArchiveFile=" + file, "-Xlog:cds=off", "-Xlog:cds+dynamic=off")
                        : List.of();
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOlder(Path one, Path other) throws IOException {
        return Files.getLastModifiedTime(one).compareTo(Files.getLastModifiedTime(other)) < 0;
    }

    private void write() throws IOException {
        Path draft = Files.createTempDirectory(file.getParent(), "archiving");
        try (TestPostgres.Database database = TestPostgres.database()) {
            ServiceProcess service = ServiceProcess.in(draft)
                    .on(database, Vault.newKeyset())
                    .writing(draft.resolve("classes.jsa"))
                    .start();
            try (service) {
                service.awaitReady();
                service.get("/api/v1/connections");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }
        if (Files.exists(draft.resolve("classes.jsa"))) {
            Files.move(draft.resolve("classes.jsa"), file, StandardCopyOption.REPLACE_EXISTING);
        }
        try (Stream<Path> left = Files.walk(draft)) {
            left.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
    }
}
