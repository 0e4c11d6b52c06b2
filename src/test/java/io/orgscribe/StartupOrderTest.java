package io.orgscribe;

import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaParameter;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.quarkus.runtime.StartupEvent;
import org.junit.jupiter.api.Test;

import io.orgscribe.nativeimage.CalledCode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Work that goes on in the background begins after everybody who may refuse the start: nobody ends it when the start is
 * refused, and the database is closed under it.
 */
class StartupOrderTest {

    @Test
    void threads_begin_when_nobody_refuses_the_start_any_more() {
        JavaClasses classes = CalledCode.MAIN;

        assertThat(observers(classes).filter(observer -> beginsThread(observer, classes)))
                .isNotEmpty()
                .allMatch(StartupOrderTest::isLast);
    }

    @Test
    void a_thread_that_begins_too_early_is_found() {
        JavaClasses classes = new ClassFileImporter().importClasses(Early.class);

        assertThat(observers(classes).filter(observer -> beginsThread(observer, classes)))
                .singleElement()
                .matches(observer -> !isLast(observer));
    }

    private static Stream<JavaMethod> observers(JavaClasses classes) {
        return classes.stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.getParameters().stream().anyMatch(StartupOrderTest::isStartup));
    }

    private static boolean isStartup(JavaParameter parameter) {
        return parameter.getRawType().isEquivalentTo(StartupEvent.class) && parameter.isAnnotatedWith(Observes.class);
    }

    private static boolean beginsThread(JavaCodeUnit observer, JavaClasses classes) {
        return CalledCode.from(observer, classes).stream()
                .flatMap(unit -> unit.getCallsFromSelf().stream())
                .anyMatch(call -> {
                    JavaClass owner = call.getTargetOwner();
                    return owner.isAssignableTo(Thread.class) && call.getName().equals("start")
                            || owner.isAssignableTo(Executor.class)
                                    && Set.of("execute", "submit", "schedule", "scheduleWithFixedDelay")
                                            .contains(call.getName());
                });
    }

    private static boolean isLast(JavaMethod observer) {
        return observer.getParameters().stream()
                .filter(StartupOrderTest::isStartup)
                .flatMap(parameter -> parameter.tryGetAnnotationOfType(Priority.class).stream())
                .anyMatch(priority -> priority.value() >= Interceptor.Priority.PLATFORM_AFTER);
    }

    static final class Early {

        void start(@Observes StartupEvent event) {
            begin();
        }

        private void begin() {
            new Thread(() -> {}).start();
        }
    }
}
