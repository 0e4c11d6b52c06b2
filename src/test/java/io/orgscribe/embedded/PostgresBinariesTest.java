package io.orgscribe.embedded;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PostgresBinariesTest {

    private static final String[] OWN_SERVER = {
        "QUARKUS_DATASOURCE_JDBC_URL", "QUARKUS_DATASOURCE_USERNAME", "QUARKUS_DATASOURCE_PASSWORD"
    };

    @Test
    void a_machine_whose_server_is_there_gets_it() {
        assertThat(PostgresBinaries.choose("Mac OS X", "aarch64", Set.of(Machine.MACOS_ARM_64)))
                .isEqualTo(Machine.MACOS_ARM_64);
        assertThat(PostgresBinaries.choose("Linux", "amd64", EnumSet.allOf(Machine.class)))
                .isEqualTo(Machine.LINUX_X86_64);
    }

    @Test
    void a_build_of_another_machine_says_for_which_it_is_and_on_which_it_runs() {
        assertThatThrownBy(() -> PostgresBinaries.choose("Linux", "aarch64", Set.of(Machine.MACOS_ARM_64)))
                .isInstanceOf(StartupRefusedException.class)
                .hasMessageContaining("for macOS on arm64")
                .hasMessageContaining("this machine is Linux on arm64")
                .hasMessageContainingAll(OWN_SERVER)
                .hasMessageEndingWith("or build Orgscribe on this machine.");
    }

    @ParameterizedTest
    @CsvSource({"Windows 11, amd64", "FreeBSD, amd64", "Linux, ppc64le"})
    void a_machine_that_no_server_is_published_for_needs_one_of_its_owner(String osName, String osArch) {
        assertThatThrownBy(() -> PostgresBinaries.choose(osName, osArch, Set.of(Machine.LINUX_X86_64)))
                .isInstanceOf(StartupRefusedException.class)
                .hasMessageContaining("for Linux on x86-64")
                .hasMessageContaining("this machine is " + osName + " on " + osArch)
                .hasMessageContainingAll(OWN_SERVER)
                .hasMessageNotContaining("build Orgscribe");
    }

    @Test
    void a_build_without_any_says_how_one_is_made_with() {
        assertThatThrownBy(() -> PostgresBinaries.choose("Linux", "amd64", Set.of()))
                .isInstanceOf(StartupRefusedException.class)
                .hasMessageContaining("no PostgreSQL to embed")
                .hasMessageContainingAll(OWN_SERVER)
                .hasMessageContaining("without -Pnative-cluster");
    }

    @ParameterizedTest
    @EnumSource
    void any_user_but_root_runs_the_programs_as_they_are(Machine machine) {
        assertThat(PostgresCommands.prefix("ada", machine)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void root_runs_them_in_a_namespace_of_linux_and_not_at_all_elsewhere(Machine machine) {
        if (machine.isLinux()) {
            assertThat(PostgresCommands.prefix("root", machine)).isEqualTo(List.of("unshare", "-U"));
        } else {
            assertThatThrownBy(() -> PostgresCommands.prefix("root", machine))
                    .isInstanceOf(StartupRefusedException.class)
                    .hasMessageContaining("refuses to run as root")
                    .hasMessageContaining("another user")
                    .hasMessageContainingAll(OWN_SERVER);
        }
    }
}
