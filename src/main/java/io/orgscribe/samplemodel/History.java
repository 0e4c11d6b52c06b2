package io.orgscribe.samplemodel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The steps of evolution that an org has taken, one a line with its time, so that a restart does not take them back. */
public final class History {

    private final Optional<Path> file;

    /** @param file empty where nothing is to be remembered */
    public History(Optional<Path> file) {
        this.file = file;
    }

    public List<Instant> steps() {
        return file.filter(Files::exists).map(History::read).orElse(List.of());
    }

    public void add(Instant step) {
        file.ifPresent(path -> append(path, step));
    }

    private static List<Instant> read(Path file) {
        try {
            return Files.readAllLines(file).stream().map(Instant::parse).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the sample org's state file " + file, e);
        }
    }

    private static void append(Path file, Instant step) {
        try {
            Files.writeString(
                    file, step + "\n", StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the sample org's state file " + file, e);
        }
    }
}
