package io.orgscribe.nativeimage;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;

/**
 * Classes of ours that the code makes or reads by reflection, each with a place that does so. A class that is handed to
 * anybody as a constant counts, unless it is known that he does not use reflection; so does an object that is handed to
 * Jackson or as the body of a response. JSON reaches further, into the types of members.
 */
final class Reflected {

    /** Who takes a class and makes nothing of it: a class with all its methods, or one method. */
    private static final Set<String> HARMLESS = Set.of(
            "java/lang/Class.getName",
            "java/lang/Class.getSimpleName",
            "java/lang/Class.getResource",
            "java/lang/Class.getResourceAsStream",
            "java/lang/Class.isInstance",
            "java/lang/Class.cast",
            "java/lang/Class.desiredAssertionStatus",
            "java/lang/Enum.valueOf",
            "io/orgscribe/web/ExceptionMappers.first",
            "java/util/Objects.requireNonNull",
            "java/util/EnumMap.<init>",
            "java/util/EnumSet.allOf",
            "java/util/EnumSet.noneOf",
            "org/jboss/logging/Logger.getLogger",
            "io/quarkus/rest/client/reactive/QuarkusRestClientBuilder.build", // made by the build
            "io/smallrye/faulttolerance/api/Guard$Builder$CircuitBreakerBuilder.failOn");

    /** HQL names a class by its full name; one that is nested with a dollar. */
    private static final Pattern MADE_BY_QUERY = Pattern.compile("(?i)\\bselect\\s+new\\s+([\\w.$]+)");

    private static final List<String> JSON = List.of("com/fasterxml/jackson/", "jakarta/ws/rs/core/");

    private final JavaClasses classes;
    private final Map<String, String> found = new TreeMap<>();

    private Reflected(JavaClasses classes) {
        this.classes = classes;
    }

    /**
     * The names of the classes, each with where it is handed on.
     *
     * @param code where to look
     * @param classes the same, and whatever it may name
     */
    static Map<String, String> by(List<ClassNode> code, JavaClasses classes) {
        Reflected reflected = new Reflected(classes);
        code.stream().flatMap(Argument::in).forEach(reflected::take);
        classes.forEach(reflected::takeTypeArguments);
        return reflected.found;
    }

    private void take(Argument argument) {
        boolean json = isJson(argument.owner());
        String place = argument.from() + " to " + argument.owner() + "." + argument.method();
        if (!HARMLESS.contains(argument.owner() + "." + argument.method())) {
            argument.constants(Type.class).forEach(type -> add(type, json, place));
        }
        if (json) {
            argument.types().forEach(type -> add(type, true, place));
        }
        argument.constants(String.class)
                .flatMap(text -> MADE_BY_QUERY.matcher(text).results())
                .forEach(made -> add(Type.getObjectType(made.group(1).replace('.', '/')), false, place));
    }

    /** Such as of a TypeReference. */
    private void takeTypeArguments(JavaClass type) {
        type.getSuperclass()
                .filter(superclass -> isJson(superclass.toErasure().getName().replace('.', '/')))
                .ifPresent(superclass -> superclass.getAllInvolvedRawTypes().stream()
                        .filter(argument -> classes.contain(argument.getName()))
                        .forEach(argument -> withMembers(argument, type.getName())));
    }

    private static boolean isJson(String owner) {
        return JSON.stream().anyMatch(owner::startsWith);
    }

    /** Such as a TypeReference of ours: its code is used, not its members. */
    private static boolean isPartOfIt(JavaClass handed) {
        return Stream.concat(handed.getAllRawSuperclasses().stream(), handed.getAllRawInterfaces().stream())
                .anyMatch(above -> isJson(above.getName().replace('.', '/')));
    }

    private void add(Type type, boolean json, String place) {
        Type element = type.getSort() == Type.ARRAY ? type.getElementType() : type;
        if (!classes.contain(element.getClassName())) {
            return;
        }
        JavaClass handed = classes.get(element.getClassName());
        if (json && isPartOfIt(handed)) {
            return;
        }
        if (json) {
            withMembers(handed, place);
        } else {
            found.putIfAbsent(handed.getName(), place);
        }
    }

    private void withMembers(JavaClass type, String place) {
        members(type, classes).forEach(member -> found.putIfAbsent(member.getName(), place));
    }

    /** A class and those of these classes that its fields consist of, and theirs. */
    static Set<JavaClass> members(JavaClass type, JavaClasses classes) {
        Set<JavaClass> all = new LinkedHashSet<>();
        Deque<JavaClass> open = new ArrayDeque<>(List.of(type));
        while (!open.isEmpty()) {
            JavaClass next = open.pop();
            if (classes.contain(next.getName()) && all.add(next)) {
                Stream.concat(
                                next.getAllSubclasses().stream(),
                                next.getAllFields().stream()
                                        .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
                                        .flatMap(field -> field.getAllInvolvedRawTypes().stream()))
                        .map(JavaClass::getBaseComponentType)
                        .forEach(open::push);
            }
        }
        return all;
    }
}
