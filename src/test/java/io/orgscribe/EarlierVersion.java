package io.orgscribe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/** An earlier version of the service, from a git worktree that stays for the next time. */
public final class EarlierVersion {

    private EarlierVersion() {}

    /** The jar of the version of this commit; the test is skipped where the commit is not here. */
    public static Path jar(String commit) throws IOException, InterruptedException {
        assumeThat(run(Path.of(""), "git", "cat-file", "-e", commit + "^{commit}"))
                .as("the commit %s is here", commit)
                .isZero();
        Path worktree = Path.of("target", "earlier", commit).toAbsolutePath();
        Path jar = worktree.resolve("target/quarkus-app/quarkus-run.jar");
        if (Files.notExists(jar)) {
            run(Path.of(""), "git", "worktree", "prune");
            assertThat(run(Path.of(""), "git", "worktree", "add", "--force", "--detach", worktree.toString(), commit))
                    .isZero();
            assertThat(run(worktree, "./mvnw", "-B", "-ntp", "-q", "package", "-Dmaven.test.skip=true"))
                    .isZero();
        }
        return jar;
    }

    private static int run(Path where, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(where.toAbsolutePath().toFile())
                .redirectErrorStream(true)
                .redirectOutput(Files.createTempFile("earlier", ".log").toFile())
                .start();
        assertThat(process.waitFor(300, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
