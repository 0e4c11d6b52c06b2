package io.orgscribe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Prints what a native binary would embed as resources, by jar and directory, largest first. It reads what
 * {@code ./mvnw package -DskipTests -Dnative -Dquarkus.native.sources-only=true} leaves for native-image:
 * {@code java src/test/java/io/orgscribe/NativeResources.java}.
 */
public final class NativeResources {

    private static final Path SOURCES = Path.of("target/native-sources");
    private static final Pattern INCLUDE = Pattern.compile("\"pattern\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");

    private NativeResources() {}

    /**
     * Without arguments.
     *
     * @throws IOException where there is nothing to read
     */
    public static void main(String... args) throws IOException {
        List<Path> jars;
        try (Stream<Path> files = Files.walk(SOURCES)) {
            jars = files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
        List<Pattern> included = new ArrayList<>();
        for (Path jar : jars) {
            included.addAll(patterns(jar));
        }
        Map<String, List<Long>> sizes = new TreeMap<>();
        for (Path jar : jars) {
            try (JarFile file = new JarFile(jar.toFile())) {
                for (JarEntry entry : Collections.list(file.entries())) {
                    if (included.stream()
                            .anyMatch(
                                    pattern -> pattern.matcher(entry.getName()).matches())) {
                        sizes.computeIfAbsent(place(jar, entry), place -> new ArrayList<>())
                                .add(entry.getSize());
                    }
                }
            }
        }
        print(sizes);
    }

    /** What the jar asks native-image to include, as the format of resource-config.json says it. */
    private static List<Pattern> patterns(Path jar) throws IOException {
        List<Pattern> patterns = new ArrayList<>();
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : Collections.list(file.entries())) {
                if (!entry.getName().matches("META-INF/native-image/.*\\.json")) {
                    continue;
                }
                String json = new String(file.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
                if (entry.getName().endsWith("resource-config.json")) {
                    // Without what is excluded, of which there is nothing.
                    INCLUDE.matcher(json.replaceFirst("(?s)\"excludes\"\\s*:\\s*\\[[^\\]]*\\]", ""))
                            .results()
                            .map(NativeResources::pattern)
                            .forEach(patterns::add);
                } else if (json.contains("\"glob\"")) {
                    System.out.println("Not counted: " + entry.getName() + " of " + jar.getFileName());
                }
            }
        }
        return patterns;
    }

    private static Pattern pattern(MatchResult json) {
        return Pattern.compile(json.group(1).replace("\\\\", "\\"));
    }

    private static String place(Path jar, JarEntry entry) {
        return jar.getFileName() + " " + entry.getName().replaceFirst("[^/]*$", "");
    }

    private static void print(Map<String, List<Long>> sizes) {
        Map<Boolean, List<Map.Entry<String, List<Long>>>> bySize =
                sizes.entrySet().stream().collect(Collectors.partitioningBy(place -> sum(place.getValue()) >= 10_000));
        bySize.get(true).stream()
                .sorted((one, other) -> Long.compare(sum(other.getValue()), sum(one.getValue())))
                .forEach(place -> line(place.getKey(), place.getValue()));
        line("in places of less than 10 kB", all(bySize.get(false).stream().map(Map.Entry::getValue)));
        line("in all", all(sizes.values().stream()));
    }

    private static List<Long> all(Stream<List<Long>> sizes) {
        return sizes.flatMap(List::stream).toList();
    }

    private static void line(String place, List<Long> sizes) {
        System.out.printf("%,12d bytes, %3d files: %s%n", sum(sizes), sizes.size(), place);
    }

    private static long sum(List<Long> sizes) {
        return sizes.stream().mapToLong(Long::longValue).sum();
    }
}
