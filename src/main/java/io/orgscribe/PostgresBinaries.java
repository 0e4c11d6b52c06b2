package io.orgscribe;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The server's programs, unpacked from the class path into a directory. */
final class PostgresBinaries {

    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";

    private final Path home;

    private PostgresBinaries(Path home) {
        this.home = home;
    }

    /** Unpacks the programs below the directory unless the same ones are there. */
    static PostgresBinaries unpack(Path directory) {
        try {
            // The name tells one archive from the next, so that an upgrade brings its own programs.
            Path home = directory.resolve("postgresql-" + checksum());
            if (Files.notExists(home)) {
                Path draft = Files.createTempDirectory(directory, "unpacking");
                extract(draft);
                Files.move(draft, home, StandardCopyOption.ATOMIC_MOVE);
            }
            return new PostgresBinaries(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path program(String name) {
        return home.resolve("bin").resolve(name);
    }

    private static InputStream archive() {
        InputStream stream = PostgresBinaries.class.getResourceAsStream(ARCHIVE);
        String architecture = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        if (stream == null || !architecture.equals("Linux amd64")) {
            throw new StartupRefusedException("No embedded PostgreSQL is at hand for " + architecture
                    + ". Use a server of your own: set QUARKUS_DATASOURCE_JDBC_URL, _USERNAME and _PASSWORD.");
        }
        return stream;
    }

    private static String checksum() throws IOException {
        try (CheckedInputStream in = new CheckedInputStream(archive(), new CRC32())) {
            in.transferTo(OutputStream.nullOutputStream());
            return Long.toHexString(in.getChecksum().getValue());
        }
    }

    private static void extract(Path target) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(archive()))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                    continue;
                }
                Files.createDirectories(path.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, path);
                    if ((entry.getMode() & 0100) != 0) {
                        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
                    }
                }
            }
        }
    }
}
