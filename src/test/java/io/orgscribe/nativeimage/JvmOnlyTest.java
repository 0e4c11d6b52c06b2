package io.orgscribe.nativeimage;

import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Proxy;
import java.nio.charset.Charset;
import java.util.List;
import java.util.ResourceBundle;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a JVM looks up by a name while it runs, an image has only where somebody has registered it. */
class JvmOnlyTest {

    /** Classes none of whose methods is called. */
    private static final List<Class<?>> AVOIDED = List.of(
            RandomGeneratorFactory.class, // finds generators by ServiceLoader
            ServiceLoader.class,
            ResourceBundle.class,
            Proxy.class,
            MethodHandles.Lookup.class,
            ObjectInputStream.class,
            ObjectOutputStream.class);

    /** Names of methods that look up, of these classes. */
    private static final List<Class<?>> LOOKING_UP = List.of(RandomGenerator.class, Class.class, Charset.class);

    private static final Set<String> LOOK_UPS = Set.of(
            "getDefault",
            "of",
            "forName",
            "newInstance",
            "getConstructor",
            "getConstructors",
            "getDeclaredConstructor",
            "getDeclaredConstructors",
            "getField",
            "getFields",
            "getDeclaredField",
            "getDeclaredFields",
            "getMethod",
            "getMethods",
            "getDeclaredMethod",
            "getDeclaredMethods",
            "getRecordComponents",
            "getPermittedSubclasses");

    @Test
    void nothing_is_looked_up_that_an_image_has_not() {
        assertThat(lookUps(CalledCode.MAIN)).isEmpty();
    }

    @Test
    void what_is_looked_up_is_found() {
        assertThat(lookUps(new ClassFileImporter().importClasses(LooksUp.class)))
                .hasSize(3);
    }

    private static List<String> lookUps(JavaClasses classes) {
        return classes.stream()
                .flatMap(type -> type.getCodeUnits().stream())
                .flatMap(CalledCode::accesses)
                .filter(JvmOnlyTest::looksUp)
                .map(JavaCodeUnitAccess::getDescription)
                .toList();
    }

    private static boolean looksUp(JavaCodeUnitAccess<?> call) {
        JavaClass owner = call.getTargetOwner();
        return AVOIDED.stream().anyMatch(owner::isAssignableTo)
                || LOOKING_UP.stream().anyMatch(owner::isEquivalentTo) && LOOK_UPS.contains(call.getName());
    }

    static final class LooksUp {

        private final RandomGenerator random = RandomGenerator.getDefault();

        Object services() {
            return ServiceLoader.load(Runnable.class);
        }

        Object made(String name) throws ReflectiveOperationException {
            random.nextInt();
            return Class.forName(name);
        }
    }
}
