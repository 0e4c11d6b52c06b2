package io.orgscribe;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Prints where the time of a build's tests went, from what {@link ClassTimes} has written since its start. */
public final class SlowestClasses {

    private static final int SHOWN = 10;

    private record TestClass(double seconds, String name) {

        static TestClass of(String line) {
            int blank = line.indexOf(' ');
            return new TestClass(Double.parseDouble(line.substring(0, blank)), line.substring(blank + 1));
        }
    }

    private SlowestClasses() {}

    /** @param arguments when the build has started, ISO 8601; the directory */
    public static void main(String... arguments) throws IOException {
        FileTime start = FileTime.from(Instant.parse(arguments[0]));
        Path directory = Path.of(arguments[1]);
        List<TestClass> classes = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
                for (Path file : files) {
                    if (Files.getLastModifiedTime(file).compareTo(start) >= 0) {
                        Files.readAllLines(file).stream().map(TestClass::of).forEach(classes::add);
                    }
                }
            }
        }
        if (!classes.isEmpty()) {
            print(classes);
        }
    }

    private static void print(List<TestClass> classes) {
        System.out.printf(
                "The slowest of %d test classes, which took %.0f s together:%n",
                classes.size(), classes.stream().mapToDouble(TestClass::seconds).sum());
        classes.stream()
                .sorted(Comparator.comparingDouble(TestClass::seconds).reversed())
                .limit(SHOWN)
                .forEach(test -> System.out.printf("%7.1f s  %s%n", test.seconds(), test.name()));
    }
}
