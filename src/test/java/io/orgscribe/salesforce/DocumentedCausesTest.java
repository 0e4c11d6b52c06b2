package io.orgscribe.salesforce;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Whoever meets a cause finds it in the documents. */
class DocumentedCausesTest {

    @Test
    void each_cause_is_in_the_documents_on_connecting_or_on_operations() throws IOException {
        String documents;
        try (Stream<Path> connecting = Files.list(Path.of("docs", "connect"))) {
            documents = Stream.concat(connecting, Stream.of(Path.of("docs", "operations.md")))
                    .map(DocumentedCausesTest::read)
                    .collect(Collectors.joining());
        }

        List<String> missing = Arrays.stream(FailureCause.values())
                .map(FailureCause::code)
                .filter(code -> !documents.contains("`" + code + "`"))
                .toList();

        assertThat(missing).isEmpty();
    }

    private static String read(Path document) {
        try {
            return Files.readString(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
