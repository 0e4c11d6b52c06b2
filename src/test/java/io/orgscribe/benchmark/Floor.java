package io.orgscribe.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPInputStream;

import org.postgresql.PGConnection;

/**
 * The least that reading an org and keeping it takes, as a process of its own: the requests of a first run, as many at
 * once as the service makes at most, their replies unpacked and thrown away; then the catalog's rows copied and inserted.
 * Nothing is parsed and nothing compared. Prints a line of figures for each pass.
 */
public final class Floor {

    /** The file of requests: method, path with query, and body in a line each, between tabs. */
    static final String REQUESTS = "requests";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Path directory;
    private final int inFlight;
    private final List<HttpRequest> requests = new ArrayList<>();

    private record Received(long wire, long unpacked) {
        Received plus(Received other) {
            return new Received(wire + other.wire, unpacked + other.unpacked);
        }
    }

    private Floor(Path directory, String org, String token, int inFlight) throws IOException {
        this.directory = directory;
        this.inFlight = inFlight;
        for (String line : Files.readAllLines(directory.resolve(REQUESTS))) {
            String[] asked = line.split("\t", 3);
            requests.add(HttpRequest.newBuilder(URI.create(org + asked[1]))
                    .header("Authorization", "Bearer " + token)
                    .header("Accept-Encoding", "gzip")
                    .header("Content-Type", "application/json")
                    .method(asked[0], asked[2].isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(asked[2]))
                    .build());
        }
    }

    /**
     * @param args directory of requests and rows, org, calls in flight, passes, JDBC URL, role; the org's access token
     *     and the role's password are in the environment
     */
    public static void main(String[] args) throws Exception {
        Floor floor = new Floor(Path.of(args[0]), args[1], System.getenv("FLOOR_TOKEN"), Integer.parseInt(args[2]));
        try (Connection connection = DriverManager.getConnection(args[4], args[5], System.getenv("FLOOR_PASSWORD"))) {
            FloorTables.create(connection);
            for (int pass = 0; pass < Integer.parseInt(args[3]); pass++) {
                System.out.println(floor.pass(connection));
            }
        }
        System.exit(0); // the client's threads
    }

    private FloorFigures pass(Connection connection) throws Exception {
        Cpu before = cpu(connection);
        long begun = System.nanoTime();
        Received received = download();
        long downloaded = System.nanoTime();
        FloorTables.copy(connection, directory);
        long copied = System.nanoTime();
        FloorTables.insert(connection, UUID.randomUUID());
        long inserted = System.nanoTime();
        Cpu cpu = cpu(connection).since(before);
        FloorTables.clear(connection);
        return new FloorFigures(
                downloaded - begun,
                copied - downloaded,
                inserted - copied,
                (long) (cpu.total() * 1e9),
                (long) (cpu.database() * 1e9),
                received.wire(),
                received.unpacked());
    }

    private static Cpu cpu(Connection connection) throws SQLException {
        return Cpu.of(
                ProcessHandle.current().pid(),
                connection.unwrap(PGConnection.class).getBackendPID());
    }

    private Received download() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(inFlight);
        try {
            List<Future<Received>> replies = new ArrayList<>();
            for (HttpRequest request : requests) {
                replies.add(threads.submit(() -> receive(request)));
            }
            Received all = new Received(0, 0);
            for (Future<Received> reply : replies) {
                all = all.plus(reply.get());
            }
            return all;
        } finally {
            threads.shutdown();
        }
    }

    private Received receive(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            throw new IOException(request.uri() + " was answered with " + response.statusCode());
        }
        boolean packed = response.headers()
                .firstValue("Content-Encoding")
                .filter("gzip"::equals)
                .isPresent();
        byte[] buffer = new byte[64 * 1024];
        long unpacked = 0;
        try (InputStream body = packed ? new GZIPInputStream(response.body(), buffer.length) : response.body()) {
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                unpacked += read;
            }
        }
        return new Received(
                response.headers().firstValueAsLong("Content-Length").orElse(0), unpacked);
    }
}
