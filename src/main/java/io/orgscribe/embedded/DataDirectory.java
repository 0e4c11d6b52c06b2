package io.orgscribe.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Supplier;

/**
 * The directory of the embedded mode, held by a file lock for as long as this process lives: the operating system gives
 * the lock back however the process ends, so a directory without a lock has no living service.
 */
final class DataDirectory implements AutoCloseable {

    private final Path path;
    private final FileChannel lockFile;

    private DataDirectory(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    /**
     * Takes the directory, making it where it does not exist.
     *
     * @throws StartupRefusedException where another process holds it; names that process
     */
    static DataDirectory take(Path directory) {
        try {
            Path path = Files.createDirectories(directory.toAbsolutePath().normalize())
                    .toRealPath();
            FileChannel channel = FileChannel.open(
                    path.resolve("orgscribe.lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            if (!locked(channel)) {
                String holder = read(channel);
                channel.close();
                throw new StartupRefusedException("The data directory " + path + " is in use by the process " + holder
                        + ". Stop that one, or give this one another directory by ORGSCRIBE_DATA_DIR.");
            }
            channel.truncate(0)
                    .write(encode(Long.toString(ProcessHandle.current().pid())), 0);
            return new DataDirectory(path, channel);
        } catch (IOException e) {
            throw new StartupRefusedException(
                    "The data directory " + directory.toAbsolutePath() + " cannot be used: " + e
                            + ". Make it writable for this user, or name another by ORGSCRIBE_DATA_DIR.",
                    e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // This very process holds it.
            return false;
        }
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(32);
        channel.read(content, 0);
        return StandardCharsets.US_ASCII.decode(content.flip()).toString().strip();
    }

    private static ByteBuffer encode(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    Path path() {
        return path;
    }

    Path resolve(String name) {
        return path.resolve(name);
    }

    /** The content of a file that only this user may read; made on the first call, the same ever after. */
    String secret(String name, Supplier<String> initial) {
        Path file = path.resolve(name);
        try {
            if (Files.notExists(file)) {
                // Whole or not at all: a half-written key would lock its owner out.
                Path draft = Files.createTempFile(
                        path,
                        name,
                        ".tmp",
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(draft, initial.get());
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives the directory back. */
    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
