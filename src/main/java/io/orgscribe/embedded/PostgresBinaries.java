package io.orgscribe.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The server's programs, unpacked from the class path into a directory. */
final class PostgresBinaries {

    /** What helps wherever the embedded server does not run. */
    static final String OWN_SERVER = "Use a server of your own: set QUARKUS_DATASOURCE_JDBC_URL,"
            + " QUARKUS_DATASOURCE_USERNAME and QUARKUS_DATASOURCE_PASSWORD";

    private final Machine machine;
    private final Path home;

    private PostgresBinaries(Machine machine, Path home) {
        this.machine = machine;
        this.home = home;
    }

    /**
     * Unpacks the programs below the directory unless the same ones are there.
     *
     * @throws StartupRefusedException as {@link #machineAtHand}
     */
    static PostgresBinaries unpack(Path directory) {
        Machine machine = machineAtHand();
        try {
            // The name tells one archive from the next, so that an upgrade brings its own programs.
            Path home = directory.resolve("postgresql-" + checksum(machine));
            if (Files.notExists(home)) {
                Path draft = Files.createTempDirectory(directory, "unpacking");
                extract(open(machine), draft);
                Files.move(draft, home, StandardCopyOption.ATOMIC_MOVE);
            }
            return new PostgresBinaries(machine, home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path program(String name) {
        return home.resolve("bin").resolve(name);
    }

    /** The machine that the programs are for: this one. */
    Machine machine() {
        return machine;
    }

    /**
     * This machine, where the class path has a server for it.
     *
     * @throws StartupRefusedException where it has none: says for which it has one, and what to do
     */
    static Machine machineAtHand() {
        Set<Machine> brought = EnumSet.allOf(Machine.class);
        brought.removeIf(machine -> archive(machine) == null);
        return choose(System.getProperty("os.name"), System.getProperty("os.arch"), brought);
    }

    /** {@link #machineAtHand} by names of a system and an architecture, and the machines that there are servers for. */
    static Machine choose(String osName, String osArch, Set<Machine> brought) {
        Optional<Machine> here = Machine.of(osName, osArch);
        return here.filter(brought::contains).orElseThrow(() -> {
            String servers = brought.isEmpty()
                    ? "This build has no PostgreSQL to embed"
                    : "This build has a PostgreSQL to embed for "
                            + brought.stream().map(Machine::toString).collect(Collectors.joining(", "));
            String name = here.map(Machine::toString).orElse(osName + " on " + osArch);
            String remedy = here.isEmpty()
                    ? ""
                    : ", or build Orgscribe on this machine" + (brought.isEmpty() ? " without -Pnative-cluster" : "");
            return new StartupRefusedException(
                    servers + "; this machine is " + name + ". " + OWN_SERVER + remedy + ".");
        });
    }

    private static InputStream open(Machine machine) throws IOException {
        return archive(machine).openStream();
    }

    /** Null where the class path has none for it. */
    private static URL archive(Machine machine) {
        return PostgresBinaries.class.getResource("/postgres-" + machine.platform() + ".txz");
    }

    private static String checksum(Machine machine) throws IOException {
        try (CheckedInputStream in = new CheckedInputStream(open(machine), new CRC32())) {
            in.transferTo(OutputStream.nullOutputStream());
            return Long.toHexString(in.getChecksum().getValue());
        }
    }

    /** Takes a tar that is packed by xz apart. */
    private static void extract(InputStream archive, Path target) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(archive))) {
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
