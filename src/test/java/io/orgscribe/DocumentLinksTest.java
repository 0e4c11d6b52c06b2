package io.orgscribe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What our own documents point to: files and headings by links, tests by their names. */
class DocumentLinksTest {

    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]*)(?:#([^)]*))?\\)");
    private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z0-9]*(?:Test|IT))`");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

    static Stream<Path> documents() throws IOException {
        return Stream.concat(Stream.of(Path.of("README.md"), Path.of("SECURITY.md")), Files.walk(Path.of("docs")))
                .filter(file -> file.toString().endsWith(".md"));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void every_link_leads_somewhere(Path document) throws IOException {
        for (MatchResult link :
                LINK.matcher(Files.readString(document)).results().toList()) {
            Path target = link.group(1).isEmpty() ? document : document.resolveSibling(link.group(1));
            assertThat(target.normalize()).exists();
            if (link.group(2) != null) {
                assertThat(anchors(target)).contains(link.group(2));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void every_test_that_is_named_is_there(Path document) throws IOException {
        Set<String> named = TEST.matcher(Files.readString(document))
                .results()
                .map(test -> test.group(1) + ".java")
                .collect(Collectors.toSet());
        try (Stream<Path> sources = Files.walk(Path.of("src/test/java"))) {
            assertThat(sources.map(source -> source.getFileName().toString()).filter(named::contains))
                    .containsExactlyInAnyOrderElementsOf(named);
        }
    }

    private static List<String> anchors(Path document) throws IOException {
        return HEADING.matcher(Files.readString(document))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }
}
