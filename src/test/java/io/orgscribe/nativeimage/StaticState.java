package io.orgscribe.nativeimage;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URLConnection;
import java.net.http.HttpClient;
import java.nio.channels.FileLock;
import java.nio.charset.Charset;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.Wrapper;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.Timer;
import java.util.UUID;
import java.util.concurrent.CompletionService;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import javax.sql.CommonDataSource;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import io.smallrye.config.SmallRyeConfig;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.hibernate.SharedSessionContract;

/**
 * What static fields hold is made while an image is built and is copied into every process of it. So it may not be of
 * one process or one machine: native-image refuses the one (a buffer, a thread), and keeps the other for good (a seed, a
 * time, a variable of the environment).
 */
final class StaticState {

    private static final List<String> PACKAGES = List.of("io.netty.", "io.vertx.");

    private static final List<Class<?>> TYPES = List.of(
            Thread.class,
            ThreadGroup.class,
            Executor.class,
            CompletionService.class,
            Timer.class,
            Process.class,
            ProcessHandle.class,
            Runtime.class,
            FileLock.class,
            FileSystem.class,
            Closeable.class, // streams, channels, sockets, selectors
            URLConnection.class,
            HttpClient.class,
            InetAddress.class,
            NetworkInterface.class,
            RandomGenerator.class,
            Driver.class,
            Wrapper.class, // connections, statements, data sources
            CommonDataSource.class,
            EntityManager.class,
            EntityManagerFactory.class,
            SharedSessionContract.class,
            ClassLoader.class,
            Config.class);

    /** Streams that need nobody to close them. */
    private static final List<Class<?>> IN_MEMORY = List.of(ByteArrayOutputStream.class, DataOutputStream.class);

    /** Whose every method reads what is of one process or machine. */
    private static final List<Class<?>> READERS = List.of(
            Files.class,
            DriverManager.class,
            ManagementFactory.class,
            ConfigProvider.class,
            SmallRyeConfig.class,
            Clock.class,
            Date.class);

    /** Methods that do so, of any class of these. */
    private static final Map<Class<?>, Set<String>> READS = Map.ofEntries(
            Map.entry(
                    System.class,
                    Set.of("getenv", "getProperty", "getProperties", "console", "nanoTime", "currentTimeMillis")),
            Map.entry(Boolean.class, Set.of("getBoolean")),
            Map.entry(Integer.class, Set.of("getInteger")),
            Map.entry(Long.class, Set.of("getLong")),
            Map.entry(Math.class, Set.of("random")),
            Map.entry(UUID.class, Set.of("randomUUID")),
            Map.entry(Locale.class, Set.of("getDefault")),
            Map.entry(TimeZone.class, Set.of("getDefault")),
            Map.entry(ZoneId.class, Set.of("systemDefault")),
            Map.entry(Charset.class, Set.of("defaultCharset")),
            Map.entry(File.class, Set.of("<init>")));

    private StaticState() {}

    /** Static fields whose type, or the type of what they hold, is of one process or machine. */
    static List<String> held(JavaClasses classes) {
        List<String> found = new ArrayList<>();
        for (JavaClass owner : classes) {
            owner.getFields().stream()
                    .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
                    .forEach(field -> hold(field, field.getFullName(), classes, new HashSet<>(), found));
        }
        return found;
    }

    /** Goes on into the fields of our own types, and of what extends them. */
    private static void hold(
            JavaField field, String path, JavaClasses classes, Set<JavaClass> seen, List<String> found) {
        for (JavaClass type : field.getAllInvolvedRawTypes()) {
            if (isOfProcess(type)) {
                found.add(path + " holds a " + type.getName());
            }
            Stream.of(Stream.of(type), type.getAllSubclasses().stream(), type.getAllRawSuperclasses().stream())
                    .flatMap(Function.identity())
                    .filter(held -> classes.contain(type.getName()))
                    .filter(held -> classes.contain(held.getName()) && seen.add(held))
                    .flatMap(held -> held.getFields().stream())
                    .filter(inner -> !inner.getModifiers().contains(JavaModifier.STATIC))
                    .forEach(inner -> hold(inner, path + " > " + inner.getFullName(), classes, seen, found));
        }
    }

    /** Static initialisers that come to a call that makes or reads what is of one process or machine. */
    static List<String> made(JavaClasses classes) {
        return classes.stream()
                .flatMap(owner -> owner.getStaticInitializer().stream())
                .flatMap(initialiser -> CalledCode.from(initialiser, classes).stream()
                        .flatMap(unit -> calls(unit, classes))
                        .map(call -> initialiser.getOwner().getName() + " makes or reads at its initialisation: "
                                + call.getDescription()))
                .distinct()
                .toList();
    }

    private static Stream<JavaCodeUnitAccess<?>> calls(JavaCodeUnit unit, JavaClasses classes) {
        return CalledCode.accesses(unit)
                .filter(call -> !classes.contain(call.getTargetOwner().getName()))
                .filter(StaticState::isOfProcess);
    }

    private static boolean isOfProcess(JavaCodeUnitAccess<?> call) {
        JavaClass owner = call.getTargetOwner();
        JavaClass made = call.getName().equals(JavaConstructor.CONSTRUCTOR_NAME)
                ? owner
                : call.getTarget().getRawReturnType();
        return isOfProcess(made) && IN_MEMORY.stream().noneMatch(made::isEquivalentTo)
                || READERS.stream().anyMatch(owner::isAssignableTo)
                || owner.getPackageName().equals("java.time") && call.getName().equals("now")
                || READS.entrySet().stream()
                        .anyMatch(read -> owner.isAssignableTo(read.getKey())
                                && read.getValue().contains(call.getName()));
    }

    private static boolean isOfProcess(JavaClass type) {
        JavaClass element = type.getBaseComponentType();
        return PACKAGES.stream().anyMatch(element.getName()::startsWith)
                || TYPES.stream().anyMatch(element::isAssignableTo);
    }
}
