package io.orgscribe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

import io.orgscribe.embedded.TestPostgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The packaged service as a process of its own, for integration tests ({@code *IT}, which run after packaging).
 *
 * <pre>{@code
 * try (ServiceProcess service = ServiceProcess.in(directory).env("ORGSCRIBE_DATA_DIR", "data").start()) {
 *     service.awaitReady();
 *     service.get("/q/openapi");
 *     service.kill();
 * }
 * }</pre>
 */
public final class ServiceProcess implements AutoCloseable {

    private static final Path JAR =
            Path.of("target/quarkus-app/quarkus-run.jar").toAbsolutePath();
    /** Of processes that live for seconds and whose speed is of no interest. */
    private static final List<String> SHORT_LIVED = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m");

    private static final Duration START = Duration.ofSeconds(120);
    private static final Duration END = Duration.ofSeconds(60);

    private final Process process;
    private final Path log;
    private final int port;
    private final String scheme;
    private final HttpClient http;

    private ServiceProcess(Process process, Path log, int port, SSLContext tls) {
        this.process = process;
        this.log = log;
        this.port = port;
        this.scheme = tls == null ? "http" : "https";
        this.http = tls == null
                ? HttpClient.newHttpClient()
                : HttpClient.newBuilder().sslContext(tls).build();
    }

    /** A service that has this working directory, where its log and by default its data go. */
    public static Builder in(Path directory) {
        return new Builder(directory);
    }

    public static final class Builder {

        private final Path directory;
        private final Map<String, String> env = new LinkedHashMap<>();
        private final List<String> jvmArguments = new ArrayList<>();
        private Path jar = JAR;
        private boolean shortLived = true;
        private boolean knowsAddress;
        private List<String> archive = List.of();
        private SSLContext tls;
        private int port;

        private Builder(Path directory) {
            this.directory = directory;
        }

        public Builder env(String name, String value) {
            env.put(name, value);
            return this;
        }

        /** One of the replicas on this database, allowed to call the sample org. */
        public Builder on(TestPostgres.Database database, String keyset) {
            return env("QUARKUS_DATASOURCE_JDBC_URL", database.url())
                    .env("QUARKUS_DATASOURCE_USERNAME", database.username())
                    .env("QUARKUS_DATASOURCE_PASSWORD", database.password())
                    .env("ORGSCRIBE_VAULT_KEYSET", keyset)
                    .env("ORGSCRIBE_SALESFORCE_ALLOWED_HOSTS", "127.0.0.1");
        }

        /** Known to people by the address at which it is reached here. */
        public Builder knowingItsAddress() {
            knowsAddress = true;
            return this;
        }

        /** Another version of the service. */
        public Builder jar(Path other) {
            jar = other;
            return this;
        }

        /** With the compilers and the collector that people get, where a build gives figures. */
        public Builder asShipped() {
            shortLived = !Boolean.getBoolean("figures");
            return this;
        }

        /**
         * Is called over https, by a client that trusts what is given; which certificate the service has is to be
         * said by variables.
         */
        public Builder https(SSLContext client) {
            tls = client;
            return this;
        }

        /** For a service that has to be found where another one was; else it has any port that is free. */
        public Builder port(int wanted) {
            port = wanted;
            return this;
        }

        /** Writes its classes to this file when it ends. */
        Builder writing(Path classes) {
            archive = List.of("-XX:ArchiveClassesAtExit=" + classes);
            return this;
        }

        /** {@code -Xmx256m}, {@code -Dkey=value}. */
        public Builder jvm(String... arguments) {
            jvmArguments.addAll(Arrays.asList(arguments));
            return this;
        }

        public ServiceProcess start(String... arguments) {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            if (shortLived) {
                command.addAll(SHORT_LIVED);
                command.addAll(
                        archive.isEmpty() && jar.equals(JAR)
                                ? ClassArchive.of(jar).flags()
                                : archive);
            }
            command.addAll(jvmArguments);
            command.add("-jar");
            command.add(jar.toString());
            command.addAll(Arrays.asList(arguments));
            try {
                int listening = port == 0 ? freePort() : port;
                Path log = Files.createTempFile(directory, "service", ".log");
                ProcessBuilder builder = new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
                builder.environment()
                        .keySet()
                        .removeIf(name -> name.startsWith("QUARKUS_") || name.startsWith("ORGSCRIBE_"));
                builder.environment()
                        .put(tls == null ? "QUARKUS_HTTP_PORT" : "QUARKUS_HTTP_SSL_PORT", Integer.toString(listening));
                if (knowsAddress) {
                    builder.environment().put("ORGSCRIBE_PUBLIC_URL", "http://127.0.0.1:" + listening);
                }
                builder.environment().putAll(env);
                return new ServiceProcess(builder.start(), log, listening, tls);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * A port of the loopback interface that nobody listened on a moment ago. Not one of those that the system gives to
     * outgoing connections, for one of these might be first.
     */
    public static int freePort() throws IOException {
        for (int attempt = 1; ; attempt++) {
            int port = 20_000 + ThreadLocalRandom.current().nextInt(12_000);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException e) {
                if (attempt == 50) {
                    throw e;
                }
            }
        }
    }

    /** Waits until {@code /q/health/ready} is up; fails with the log where the process ends before. */
    public ServiceProcess awaitReady() {
        await().atMost(START).pollInterval(Duration.ofMillis(100)).until(() -> {
            assertThat(process.isAlive()).as(this::log).isTrue();
            return isReady();
        });
        return this;
    }

    /** Waits until the process has ended by itself. */
    public int awaitExit() {
        try {
            assertThat(process.waitFor(START.toSeconds(), TimeUnit.SECONDS))
                    .as(this::log)
                    .isTrue();
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public URI uri(String path) {
        return URI.create(scheme + "://127.0.0.1:" + port + path);
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    public int port() {
        return port;
    }

    /** The most memory that the process has had, in MiB; 0 where there is no Linux to tell it. */
    public long peakMebibytes() throws IOException {
        Path status = Path.of("/proc", Long.toString(pid()), "status");
        if (Files.notExists(status)) {
            return 0;
        }
        String peak = Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(peak.replaceAll("\\D", "")) / 1024;
    }

    /** What the process has written so far. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** STOP, CONT and others which the JDK cannot send. */
    public void signal(String signal) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(pid())).start();
        if (!kill.waitFor(10, TimeUnit.SECONDS) || kill.exitValue() != 0) {
            throw new IOException("kill -" + signal + " failed");
        }
    }

    /** SIGKILL: nothing is put in order. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** SIGTERM, and SIGKILL where that does not help. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill();
        }
    }

    private boolean isReady() {
        try {
            return get("/q/health/ready").statusCode() == 200;
        } catch (IOException e) {
            return false; // it does not listen yet
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
