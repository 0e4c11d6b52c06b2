package io.orgscribe;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.sql.DataSource;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaMethod;
import io.quarkus.narayana.jta.QuarkusTransaction;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who holds a connection of the pool asks for no second one: as many at once as the pool has would wait for each other.
 * What a caller hands over to be called back is looked at where it is written.
 */
class TransactionsTest {

    @Test
    void no_transaction_begins_within_another_one() {
        List<String> nested = methods()
                .flatMap(root -> withinTransaction(root)
                        .flatMap(access -> targets(root, access))
                        .flatMap(called -> reached(called).stream())
                        .filter(TransactionsTest::takesConnection)
                        .map(inner -> root.getFullName() + " reaches " + inner.getFullName()))
                .distinct()
                .toList();

        assertThat(nested).isEmpty();
    }

    private static Stream<JavaMethod> methods() {
        return ArchitectureTest.CLASSES.stream().flatMap(type -> type.getMethods().stream());
    }

    /** What a method does while it is in a transaction. */
    private static Stream<JavaCodeUnitAccess<?>> withinTransaction(JavaMethod method) {
        if (method.isAnnotatedWith(Transactional.class)) {
            return accesses(method);
        }
        return opensByCall(method) ? accesses(method).filter(access -> access.isDeclaredInLambda()) : Stream.empty();
    }

    private static boolean takesConnection(JavaMethod method) {
        return method.tryGetAnnotationOfType(Transactional.class)
                        .filter(annotation -> annotation.value() == TxType.REQUIRES_NEW)
                        .isPresent()
                || opensByCall(method)
                || calls(method, DataSource.class, "getConnection");
    }

    private static boolean opensByCall(JavaMethod method) {
        return calls(method, QuarkusTransaction.class, "requiringNew");
    }

    private static boolean calls(JavaMethod method, Class<?> owner, String name) {
        return accesses(method)
                .anyMatch(access -> access.getTargetOwner().isAssignableTo(owner)
                        && access.getName().equals(name));
    }

    private static Stream<JavaCodeUnitAccess<?>> accesses(JavaMethod method) {
        return Stream.concat(method.getMethodCallsFromSelf().stream(), method.getMethodReferencesFromSelf().stream());
    }

    /** The method and all that it calls, however far away. */
    private static Set<JavaMethod> reached(JavaMethod first) {
        Set<JavaMethod> reached = new HashSet<>(Set.of(first));
        Deque<JavaMethod> next = new ArrayDeque<>(reached);
        while (!next.isEmpty()) {
            JavaMethod method = next.pop();
            accesses(method)
                    .flatMap(access -> targets(method, access))
                    .filter(reached::add)
                    .forEach(next::push);
        }
        return reached;
    }

    /** Of ours: the method itself, those that implement or override it, and those that observe an event. */
    private static Stream<JavaMethod> targets(JavaMethod from, JavaCodeUnitAccess<?> access) {
        if (access.getTargetOwner().isAssignableTo(Event.class)) {
            return methods().filter(observer -> observes(observer, fired(from)));
        }
        if (!isOurs(access.getTargetOwner())) {
            return Stream.empty();
        }
        String[] parameters = access.getTarget().getRawParameterTypes().stream()
                .map(JavaClass::getName)
                .toArray(String[]::new);
        return Stream.concat(Stream.of(access.getTargetOwner()), access.getTargetOwner().getAllSubclasses().stream())
                .map(type -> type.tryGetMethod(access.getName(), parameters))
                .flatMap(Optional::stream);
    }

    private static boolean isOurs(JavaClass type) {
        return type.getPackageName().startsWith(ArchitectureTest.ROOT);
    }

    /** The method makes the event that it fires. */
    private static Predicate<JavaClass> fired(JavaMethod from) {
        return event -> from.getConstructorCallsFromSelf().stream()
                .anyMatch(made -> made.getTargetOwner().equals(event));
    }

    private static boolean observes(JavaMethod method, Predicate<JavaClass> event) {
        return method.getParameters().stream()
                .anyMatch(parameter -> parameter.isAnnotatedWith(Observes.class) && event.test(parameter.getRawType()));
    }
}
