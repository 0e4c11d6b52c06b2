package io.orgscribe.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * CPU seconds that a JVM and its database have used.
 *
 * @param total of the JVM
 * @param compiling of them in the compilers of its code
 * @param collecting of them in the garbage collector, which under SerialGC works in the VM's own thread
 * @param database of the PostgreSQL server, all its processes together
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html">/proc/pid/stat</a>
 */
public record Cpu(double total, double compiling, double collecting, double database) {

    private static final double TICKS = 100;
    private static final int UTIME = 11;
    private static final int OWN = 2;
    private static final int WITH_ENDED_CHILDREN = 4;

    /** @param backend any process of the PostgreSQL server */
    static Cpu of(long jvm, long backend) {
        return new Cpu(seconds(proc(jvm), "", OWN), compiling(jvm), ofThreads(jvm, "VM Thread"), ofDatabase(backend));
    }

    /** Of all processes of a PostgreSQL server together, by any of its backends. */
    public static double ofDatabase(long backend) {
        return ofServer(ProcessHandle.of(backend).flatMap(ProcessHandle::parent).orElseThrow());
    }

    Cpu since(Cpu before) {
        return new Cpu(
                total - before.total,
                compiling - before.compiling,
                collecting - before.collecting,
                database - before.database);
    }

    private static double compiling(long jvm) {
        return ofThreads(jvm, "C1 Compiler") + ofThreads(jvm, "C2 Compiler");
    }

    private static double ofServer(ProcessHandle postmaster) {
        return seconds(proc(postmaster.pid()), "", WITH_ENDED_CHILDREN)
                + postmaster
                        .children()
                        .mapToDouble(child -> seconds(proc(child.pid()), "", OWN))
                        .sum();
    }

    private static double ofThreads(long jvm, String name) {
        try (Stream<Path> threads = Files.list(proc(jvm).resolve("task"))) {
            return threads.mapToDouble(thread -> seconds(thread, name, OWN)).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path proc(long pid) {
        return Path.of("/proc", Long.toString(pid));
    }

    /** 0 where its name begins otherwise, or it has ended. */
    private static double seconds(Path task, String name, int values) {
        String line;
        try {
            line = Files.readString(task.resolve("stat"));
        } catch (IOException e) {
            return 0;
        }
        int end = line.lastIndexOf(')');
        if (!line.substring(line.indexOf('(') + 1, end).startsWith(name)) {
            return 0;
        }
        return Stream.of(line.substring(end + 2).split(" "))
                        .skip(UTIME)
                        .limit(values)
                        .mapToLong(Long::parseLong)
                        .sum()
                / TICKS;
    }
}
