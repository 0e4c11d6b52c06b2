package io.orgscribe.sampleorg;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;

/** The steps of evolution that an org has taken, one a line with its time, so that a restart does not take them back. */
final class History {

    private final Path file;

    /** @param file null where nothing is to be remembered */
    History(Path file) {
        this.file = file;
    }

    List<Instant> steps() {
        try {
            return file == null || !Files.exists(file)
                    ? List.of()
                    : Files.readAllLines(file).stream().map(Instant::parse).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the sample org's state file " + file, e);
        }
    }

    void add(Instant step) {
        if (file == null) {
            return;
        }
        try {
            Files.writeString(
                    file, step + "\n", StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the sample org's state file " + file, e);
        }
    }
}
