package io.orgscribe.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DataDirectoryTest {

    @TempDir
    Path temp;

    @Test
    void a_directory_that_is_held_names_its_holder() {
        try (DataDirectory held = DataDirectory.take(temp.resolve("data"))) {
            assertThatThrownBy(() -> DataDirectory.take(temp.resolve("data")))
                    .isInstanceOf(StartupRefusedException.class)
                    .hasMessageContaining(held.path().toString())
                    .hasMessageContaining(Long.toString(ProcessHandle.current().pid()))
                    .hasMessageContaining("ORGSCRIBE_DATA_DIR");
        }
    }

    @Test
    void a_directory_that_was_given_back_can_be_taken_again() {
        DataDirectory.take(temp.resolve("data")).close();

        DataDirectory.take(temp.resolve("data")).close();
    }

    @Test
    void a_path_that_is_no_directory_names_the_remedy() throws IOException {
        Path file = Files.createFile(temp.resolve("file"));

        assertThatThrownBy(() -> DataDirectory.take(file))
                .isInstanceOf(StartupRefusedException.class)
                .hasMessageContaining("ORGSCRIBE_DATA_DIR");
    }

    @Test
    void a_secret_is_made_once_and_only_for_its_owner() throws IOException {
        try (DataDirectory directory = DataDirectory.take(temp)) {
            assertThat(directory.secret("key", () -> "first")).isEqualTo("first");
            assertThat(directory.secret("key", () -> "second")).isEqualTo("first");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(temp.resolve("key"))))
                    .isEqualTo("rw-------");
        }
    }
}
