package io.orgscribe.benchmark;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * What one pass of the {@link Floor} took. Times are nanoseconds, sizes bytes.
 *
 * @param cpu of the floor's process
 * @param database CPU of PostgreSQL meanwhile
 * @param unpacked of all replies
 */
record FloorFigures(long download, long copy, long insert, long cpu, long database, long wire, long unpacked) {

    double wallSeconds() {
        return (download + copy + insert) / 1e9;
    }

    double cpuSeconds() {
        return cpu / 1e9;
    }

    double databaseSeconds() {
        return database / 1e9;
    }

    /** A line that {@link #of} reads. */
    @Override
    public String toString() {
        return LongStream.of(download, copy, insert, cpu, database, wire, unpacked)
                .mapToObj(Long::toString)
                .collect(Collectors.joining(" "));
    }

    static FloorFigures of(String line) {
        long[] all = Arrays.stream(line.split(" ")).mapToLong(Long::parseLong).toArray();
        return new FloorFigures(all[0], all[1], all[2], all[3], all[4], all[5], all[6]);
    }
}
