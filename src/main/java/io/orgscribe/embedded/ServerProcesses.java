package io.orgscribe.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * The processes of a PostgreSQL server, known by its cluster and not by a number alone: a stranger may have been given
 * the number in a stale postmaster.pid.
 */
interface ServerProcesses {

    /** Those that there are at this moment. */
    List<ProcessHandle> running();

    static ServerProcesses on(Path cluster, Machine machine) {
        return machine.isLinux() ? () -> byWorkingDirectory(cluster) : () -> byCommandLine(cluster);
    }

    /** All of them, for a server's processes work in its cluster; only Linux tells where a process works. */
    static List<ProcessHandle> byWorkingDirectory(Path cluster) {
        return ProcessHandle.allProcesses()
                .filter(process -> cluster.equals(workingDirectory(process)))
                .toList();
    }

    /**
     * Postmasters that were started on the cluster, and what they have started. The others write over their command
     * line, so that those whose postmaster was killed are not known; they end by themselves, and while one of them has
     * not, PostgreSQL starts no other server on the cluster.
     */
    static List<ProcessHandle> byCommandLine(Path cluster) {
        return ProcessHandle.allProcesses()
                .filter(process -> isPostmaster(process.info(), cluster))
                .flatMap(postmaster -> Stream.concat(Stream.of(postmaster), postmaster.descendants()))
                .toList();
    }

    private static Path workingDirectory(ProcessHandle process) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"));
        } catch (IOException e) {
            // It has ended, or it is another user's: in neither case a server that this user can have started.
            return Path.of("/");
        }
    }

    private static boolean isPostmaster(ProcessHandle.Info process, Path cluster) {
        // Both are unknown of what has ended and of what is another user's.
        return isPostmaster(
                process.command().orElse(""),
                process.arguments().map(Arrays::asList).orElse(List.of()),
                cluster);
    }

    /** Whether a command line is that of {@code pg_ctl start}: {@code …/postgres -D <cluster> …}. */
    static boolean isPostmaster(String program, List<String> arguments, Path cluster) {
        return program.endsWith("/postgres")
                && Collections.indexOfSubList(arguments, List.of("-D", cluster.toString())) >= 0;
    }
}
