package io.orgscribe;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Prints where the time of a build's tests went, from the reports in the directories that are named after its start. */
public final class SlowestClasses {

    private static final int SHOWN = 10;

    private record TestClass(String name, double seconds) {}

    private SlowestClasses() {}

    public static void main(String... arguments) throws IOException, XMLStreamException {
        FileTime start = FileTime.from(Instant.parse(arguments[0]));
        List<TestClass> classes = new ArrayList<>();
        for (String directory : Arrays.asList(arguments).subList(1, arguments.length)) {
            if (Files.isDirectory(Path.of(directory))) {
                try (DirectoryStream<Path> reports = Files.newDirectoryStream(Path.of(directory), "TEST-*.xml")) {
                    for (Path report : reports) {
                        if (Files.getLastModifiedTime(report).compareTo(start) >= 0) {
                            classes.add(read(report));
                        }
                    }
                }
            }
        }
        if (classes.isEmpty()) {
            return;
        }
        System.out.printf(
                "The slowest of %d test classes, which took %.0f s together:%n",
                classes.size(), classes.stream().mapToDouble(TestClass::seconds).sum());
        classes.stream()
                .sorted(Comparator.comparingDouble(TestClass::seconds).reversed())
                .limit(SHOWN)
                .forEach(test -> System.out.printf("%7.1f s  %s%n", test.seconds(), test.name()));
    }

    private static TestClass read(Path report) throws IOException, XMLStreamException {
        try (var file = Files.newInputStream(report)) {
            XMLStreamReader xml = XMLInputFactory.newFactory().createXMLStreamReader(file);
            xml.nextTag();
            return new TestClass(
                    xml.getAttributeValue(null, "name"), Double.parseDouble(xml.getAttributeValue(null, "time")));
        }
    }
}
