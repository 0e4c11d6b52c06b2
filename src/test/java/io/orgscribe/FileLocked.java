package io.orgscribe;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Work that one of several JVMs does while the others wait. */
public final class FileLocked {

    public interface Work<T> {
        T done() throws IOException;
    }

    private FileLocked() {}

    /** @param file made where it is not there; it stays */
    public static <T> T by(Path file, Work<T> work) throws IOException {
        synchronized (FileLocked.class) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                // Ends with the channel.
                FileLock held = channel.lock();
                assert held.isValid();
                return work.done();
            }
        }
    }
}
