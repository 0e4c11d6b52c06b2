package io.orgscribe.nativeimage;

import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.vertx.core.buffer.Buffer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** No static field holds what belongs to one process or one machine. */
class StaticStateTest {

    @Test
    void no_static_field_holds_what_is_of_one_process() {
        assertThat(StaticState.held(CalledCode.MAIN)).isEmpty();
    }

    @Test
    void no_static_initialiser_makes_or_reads_what_is_of_one_process() {
        assertThat(StaticState.made(CalledCode.MAIN)).isEmpty();
    }

    static Stream<Class<?>> held() {
        return Stream.of(
                ABuffer.class,
                AThread.class,
                AnExecutor.class,
                ATimer.class,
                ALock.class,
                AChannel.class,
                AStream.class,
                AGenerator.class,
                AConnection.class,
                ALoader.class,
                AnArray.class,
                AHolder.class,
                AConstant.class);
    }

    @ParameterizedTest
    @MethodSource
    void held(Class<?> fixture) {
        assertThat(StaticState.held(imported(fixture))).isNotEmpty().allMatch(found -> found.contains(" holds a "));
    }

    static Stream<Class<?>> made() {
        return Stream.of(
                ATime.class,
                AnInstant.class,
                AVariable.class,
                AProperty.class,
                ASetting.class,
                AName.class,
                AProcess.class,
                AFile.class,
                AnUntypedBuffer.class,
                AMadeConstant.class,
                AByWay.class);
    }

    @ParameterizedTest
    @MethodSource
    void made(Class<?> fixture) {
        assertThat(StaticState.made(imported(fixture))).isNotEmpty();
    }

    @Test
    void what_is_the_same_everywhere_is_let_through() {
        JavaClasses harmless = imported(Harmless.class);

        assertThat(StaticState.held(harmless)).isEmpty();
        assertThat(StaticState.made(harmless)).isEmpty();
    }

    /** Read as bytecode, never initialised. Helpers of the fixtures are beside them. */
    private static JavaClasses imported(Class<?> fixture) {
        return new ClassFileImporter().importClasses(fixture, Holder.class, Held.class);
    }

    static final class ABuffer {
        static final Buffer BLANKS = Buffer.buffer("   ");
    }

    static final class AThread {
        static Thread thread;
    }

    static final class AnExecutor {
        static Optional<ExecutorService> workers;
    }

    static final class ATimer {
        static AtomicReference<List<ScheduledExecutorService>> timers;
    }

    static final class ALock {
        static FileLock lock;
    }

    static final class AChannel {
        static FileChannel channel;
    }

    static final class AStream {
        static InputStream in;
    }

    static final class AGenerator {
        static Supplier<SecureRandom> random;
    }

    static final class AConnection {
        static Connection database;
    }

    static final class ALoader {
        static ClassLoader loader;
    }

    static final class AnArray {
        static RandomGenerator[][] generators;
    }

    /** Not the field, but what it holds. */
    static final class AHolder {
        static Holder holder;
    }

    enum AConstant {
        ONE;

        Holder holder;
    }

    record Holder(Held held) {}

    static class Held {
        Thread thread;
    }

    static final class ATime {
        static final long STARTED = System.nanoTime();
    }

    static final class AnInstant {
        static final String STARTED = Instant.now().toString();
    }

    static final class AVariable {
        static final String HOME = System.getenv("HOME");
    }

    static final class AProperty {
        static final boolean ACTIVE = Boolean.getBoolean("active");
    }

    static final class ASetting {
        static final String PORT = ConfigProvider.getConfig().getValue("port", String.class);
    }

    static final class AName {
        static final UUID ID = UUID.randomUUID();
    }

    static final class AProcess {
        static final long PID = ProcessHandle.current().pid();
    }

    static final class AFile {
        static final boolean THERE = Files.exists(Path.of("data"));
    }

    static final class AnUntypedBuffer {
        static final Object BLANKS = Buffer.buffer("   ");
    }

    enum AMadeConstant {
        ONE;

        final long at = System.currentTimeMillis();
    }

    /** Through a method, a lambda and a class of ours. */
    static final class AByWay {
        static final List<String> ALL = all();

        private static List<String> all() {
            return Stream.of("a").map(text -> text + random()).toList();
        }

        private static double random() {
            return Math.random();
        }
    }

    static final class Harmless {
        static final Instant EPOCH = Instant.parse("2026-05-06T09:30:00Z");
        static final List<String> NAMES = List.of("a", "b");
        static final UUID LOWEST = new UUID(0, 0);

        /** In time, when it is called. */
        static long now() {
            return System.nanoTime();
        }
    }
}
