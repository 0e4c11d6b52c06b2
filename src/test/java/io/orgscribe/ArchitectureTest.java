package io.orgscribe;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.core.Context;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

/** The arrows of docs/architecture.md and the habits that a compiler does not see. */
class ArchitectureTest {

    static final String ROOT = "io.orgscribe";

    static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    /** What a package may use besides itself, by the table of docs/architecture.md. */
    private static Map<String, List<String>> mayUse() throws IOException {
        return Pattern.compile("(?m)^\\| `(\\w+)` \\| .* \\| ([\\w, ]+) \\|$")
                .matcher(Files.readString(Path.of("docs/architecture.md")))
                .results()
                .collect(Collectors.toMap(
                        row -> row.group(1), row -> List.of(row.group(2).split(", "))));
    }

    @TestFactory
    Stream<DynamicTest> a_package_uses_only_what_it_may() throws IOException {
        return mayUse().entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    String[] allowed = Stream.concat(Stream.of(entry.getKey()), entry.getValue().stream())
                            .map(name -> ROOT + "." + name)
                            .toArray(String[]::new);
                    holds(noClasses()
                            .that()
                            .resideInAPackage(ROOT + "." + entry.getKey())
                            .should()
                            .dependOnClassesThat(
                                    new DescribedPredicate<>(
                                            "other packages of ours than " + Arrays.toString(allowed)) {
                                        @Override
                                        public boolean test(JavaClass used) {
                                            return used.getPackageName().startsWith(ROOT)
                                                    && !Arrays.asList(allowed).contains(used.getPackageName());
                                        }
                                    }));
                }));
    }

    @Test
    void every_package_is_in_the_table_and_flat() throws IOException {
        String[] known = Stream.concat(
                        Stream.of(ROOT), mayUse().keySet().stream().map(name -> ROOT + "." + name))
                .toArray(String[]::new);

        holds(classes().should().resideInAnyPackage(known));
    }

    @Test
    void the_files_of_one_run_are_where_it_is_said() throws IOException {
        String walk = Files.readString(Path.of("docs/architecture.md"))
                .replaceFirst("(?s).*## One run, file by file", "")
                .replaceFirst("(?s)\n## .*", "");
        List<String> missing = new ArrayList<>();
        Pattern.compile("`(\\w+)`: ([\\w, .]+)").matcher(walk).results().forEach(room -> {
            for (String name : room.group(2).replaceAll("\\.\\w+|, which.*", "").split(", ")) {
                Path file = Path.of("src/main/java/io/orgscribe", room.group(1), name.strip() + ".java");
                if (!Files.exists(file)) {
                    missing.add(file.toString());
                }
            }
        });

        assertThat(walk).contains("RunTransitions");
        assertThat(missing).isEmpty();
    }

    @Test
    void no_two_classes_share_a_name() {
        Map<String, List<String>> byName = CLASSES.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(
                        JavaClass::getSimpleName, Collectors.mapping(JavaClass::getName, Collectors.toList())));

        assertThat(byName.values())
                .allSatisfy(namesakes -> assertThat(namesakes).hasSize(1));
    }

    @Test
    void one_class_writes_the_status_of_a_run() throws IOException {
        Pattern write = Pattern.compile("(?s)(UPDATE run SET ((?!WHERE).){0,400}\\bstatus = |INSERT INTO run \\()");

        assertThat(sources(text -> write.matcher(text).find())).containsExactly("RunTransitions.java");
    }

    @Test
    void a_file_is_one_idea() throws IOException {
        assertThat(sources(text -> text.lines().count() > 450)).isEmpty();
    }

    private static List<String> sources(Predicate<String> like) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (like.test(Files.readString(file))) {
                    found.add(file.getFileName().toString());
                }
            }
        }
        return found;
    }

    @Test
    void what_is_needed_comes_by_the_constructor() {
        holds(fields().should()
                .notBeAnnotatedWith(Inject.class)
                .andShould()
                .notBeAnnotatedWith("org.eclipse.microprofile.config.inject.ConfigProperty")
                .andShould()
                .notBeAnnotatedWith(Context.class));
    }

    @Test
    void time_comes_from_a_clock() {
        holds(noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(OffsetDateTime.class, "now")
                .orShould()
                .callMethod(ZonedDateTime.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis"));
    }

    /** By the locale of the machine a number has other digits, and the lower case of I is another letter. */
    @Test
    void no_text_depends_on_the_machines_locale() {
        Map<String, List<List<Class<?>>>> ofLocale = Map.of(
                "format", List.of(List.of(String.class, Object[].class)),
                "formatted", List.of(List.of(Object[].class)),
                "printf", List.of(List.of(String.class, Object[].class)),
                "toLowerCase", List.of(List.of()),
                "toUpperCase", List.of(List.of()));
        List<String> found = CLASSES.stream()
                .flatMap(type -> Stream.concat(
                        type.getMethodCallsFromSelf().stream(), type.getMethodReferencesFromSelf().stream()))
                .filter(access -> access.getTargetOwner().isAssignableTo(CharSequence.class)
                        || access.getTargetOwner().isAssignableTo(PrintStream.class))
                .filter(access -> ofLocale.getOrDefault(access.getName(), List.of()).stream()
                        .anyMatch(parameters -> parameters.stream()
                                .map(Class::getName)
                                .toList()
                                .equals(access.getTarget().getRawParameterTypes().stream()
                                        .map(JavaClass::getName)
                                        .toList())))
                .map(JavaAccess::getDescription)
                .toList();

        assertThat(found).isEmpty();
    }

    @Test
    void only_commands_write_to_the_terminal() {
        holds(noClasses()
                .that()
                .resideOutsideOfPackages(ROOT, ROOT + ".demo")
                .and()
                .haveSimpleNameNotEndingWith("Command")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err"));
    }

    /** The log-in, and what has an authority of its own: a state that is used once, and a cookie. */
    private static final List<String> ANONYMOUS = List.of(
            ROOT + ".token.OAuthCallbackResource.callback",
            ROOT + ".access.LoginResource.page",
            ROOT + ".access.LoginResource.login",
            ROOT + ".access.LogoutResource.logout");

    @Test
    void every_resource_method_names_its_role() {
        holds(methods()
                .that(new DescribedPredicate<>("serve HTTP") {
                    @Override
                    public boolean test(JavaMethod method) {
                        // An interface with such methods is a client of somebody else.
                        return !method.getOwner().isInterface()
                                && method.getAnnotations().stream()
                                        .anyMatch(annotation ->
                                                annotation.getRawType().isAnnotatedWith(HttpMethod.class));
                    }
                })
                .should(new ArchCondition<>("carry one of the roles viewer, operator, admin") {
                    @Override
                    public void check(JavaMethod method, ConditionEvents events) {
                        List<String> roles = method.tryGetAnnotationOfType(RolesAllowed.class)
                                .map(annotation -> List.of(annotation.value()))
                                .orElse(List.of());
                        boolean named = roles.size() == 1
                                        && List.of("viewer", "operator", "admin")
                                                .containsAll(roles)
                                        // Of which a refusal tells the role.
                                        && method.getOwner().isAnnotatedWith(RegisterForReflection.class)
                                || method.isAnnotatedWith(PermitAll.class)
                                        && ANONYMOUS.contains(
                                                method.getFullName().replaceFirst("\\(.*", ""));
                        events.add(new SimpleConditionEvent(
                                method, named, method.getFullName() + " carries the roles " + roles));
                    }
                }));
    }

    /** Packages come one after the other; a rule about one that is not there yet holds. */
    private static void holds(ArchRule rule) {
        rule.allowEmptyShould(true).check(CLASSES);
    }
}
