package io.orgscribe.nativeimage;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.ws.rs.HttpMethod;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaParameter;
import com.tngtech.archunit.core.domain.JavaType;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Classes of ours that Quarkus registers for reflection: those with {@link RegisterForReflection} and nested in them,
 * what the methods of resources take and return, and entities. The list itself (reflect-config.json) is written for
 * native builds only, which take another augmentation.
 */
final class Registered {

    private Registered() {}

    static Set<String> in(JavaClasses classes) {
        Set<String> names = new HashSet<>();
        for (JavaClass type : classes) {
            if (type.isAnnotatedWith(RegisterForReflection.class)) {
                targets(type).forEach(target -> withNested(target, classes, names));
            }
            if (type.isAnnotatedWith(Entity.class) || type.isAnnotatedWith(Embeddable.class)) {
                names.add(type.getName());
            }
            type.getMethods().stream()
                    .filter(Registered::isHttp)
                    .flatMap(Registered::bodies)
                    .flatMap(body -> body.getAllInvolvedRawTypes().stream())
                    .flatMap(body -> Reflected.members(body, classes).stream())
                    .forEach(member -> names.add(member.getName()));
        }
        return names;
    }

    /** Itself, where it names no others. */
    private static Stream<String> targets(JavaClass type) {
        Class<?>[] targets =
                type.getAnnotationOfType(RegisterForReflection.class).targets();
        return targets.length == 0
                ? Stream.of(type.getName())
                : Arrays.stream(targets).map(Class::getName);
    }

    private static void withNested(String name, JavaClasses classes, Set<String> names) {
        classes.stream()
                .map(JavaClass::getName)
                .filter(nested -> nested.equals(name) || nested.startsWith(name + "$"))
                .forEach(names::add);
    }

    private static boolean isHttp(JavaMethod method) {
        return method.getAnnotations().stream()
                .anyMatch(annotation -> annotation.getRawType().isAnnotatedWith(HttpMethod.class));
    }

    /** A parameter without an annotation that says where else it comes from is the request's body. */
    private static Stream<JavaType> bodies(JavaMethod method) {
        return Stream.concat(
                Stream.of(method.getReturnType()),
                method.getParameters().stream()
                        .filter(parameter -> parameter.getAnnotations().stream()
                                .noneMatch(annotation ->
                                        annotation.getRawType().getPackageName().startsWith("jakarta.ws.rs")))
                        .map(JavaParameter::getType));
    }
}
