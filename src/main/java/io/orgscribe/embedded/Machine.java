package io.orgscribe.embedded;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A kind of machine that a PostgreSQL to embed is published for. */
enum Machine {
    LINUX_X86_64("Linux on x86-64", "linux", "x86_64", "amd64"),
    LINUX_ARM_64("Linux on arm64", "linux", "arm_64", "aarch64", "arm64"),
    MACOS_X86_64("macOS on x86-64", "darwin", "x86_64", "amd64"),
    MACOS_ARM_64("macOS on arm64", "darwin", "arm_64", "aarch64", "arm64");

    private final String title;
    private final String system;
    private final String architecture;
    private final List<String> alsoCalled;

    Machine(String title, String system, String architecture, String... alsoCalled) {
        this.title = title;
        this.system = system;
        this.architecture = architecture;
        this.alsoCalled = List.of(alsoCalled);
    }

    /**
     * The one that a JVM runs on, if any of these.
     *
     * @param osName the system property {@code os.name}
     * @param osArch the system property {@code os.arch}
     */
    static Optional<Machine> of(String osName, String osArch) {
        String name = osName.strip().toLowerCase(Locale.ROOT);
        String system = name.startsWith("mac") ? "darwin" : name;
        String architecture = osArch.strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(machine -> machine.system.equals(system))
                .filter(machine ->
                        machine.architecture.equals(architecture) || machine.alsoCalled.contains(architecture))
                .findFirst();
    }

    /** What the archive with its server is named after, at the root of the class path. */
    String platform() {
        return system + "-" + architecture;
    }

    boolean isLinux() {
        return system.equals("linux");
    }

    /** As a person calls it. */
    @Override
    public String toString() {
        return title;
    }
}
