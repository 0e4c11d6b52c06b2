package io.orgscribe.nativeimage;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** The code of ours, and what a piece of it may come to. */
public final class CalledCode {

    /** All that is shipped. Reading it takes seconds, so it is done once. */
    public static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.orgscribe");

    private CalledCode() {}

    /**
     * The methods and constructors of these classes that one leads to, itself included: by calls and method references,
     * in lambdas too, and where a method is overridden by any of them.
     */
    public static Set<JavaCodeUnit> from(JavaCodeUnit start, JavaClasses classes) {
        Set<JavaCodeUnit> found = new HashSet<>();
        Deque<JavaCodeUnit> open = new ArrayDeque<>(Set.of(start));
        while (!open.isEmpty()) {
            JavaCodeUnit unit = open.pop();
            if (found.add(unit)) {
                accesses(unit)
                        .flatMap(CalledCode::targets)
                        .filter(target -> classes.contain(target.getOwner().getName()))
                        .forEach(open::push);
            }
        }
        return found;
    }

    static Stream<JavaCodeUnitAccess<?>> accesses(JavaCodeUnit unit) {
        return Stream.concat(unit.getCallsFromSelf().stream(), unit.getCodeUnitReferencesFromSelf().stream());
    }

    private static Stream<JavaCodeUnit> targets(JavaCodeUnitAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        String[] parameters = access.getTarget().getRawParameterTypes().stream()
                .map(JavaClass::getFullName)
                .toArray(String[]::new);
        Stream<JavaCodeUnit> overriding = owner.getAllSubclasses().stream()
                .map(subclass -> subclass.tryGetMethod(access.getName(), parameters))
                .flatMap(Optional::stream);
        return Stream.concat(access.getTarget().resolveMember().stream(), overriding);
    }
}
