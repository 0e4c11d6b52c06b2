package io.orgscribe.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import org.postgresql.PGConnection;

/**
 * The least that reading an org and keeping it takes, as a process of its own: the requests of a first run, as many at
 * once as the service makes at most, their replies unpacked and thrown away; then the catalog's rows copied and
 * inserted. Nothing is parsed and nothing compared, but in the last passes Jackson reads the replies token by token, to
 * tell how much of a run's CPU nobody who reads JSON could do without. Prints a line of figures for each pass.
 */
public final class Floor {

    /** The file of requests: method, path with query, and body in a line each, between tabs. */
    static final String REQUESTS = "requests";

    private static final int BUFFER = 64 * 1024;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final JsonFactory json =
            JsonFactory.builder().disable(StreamReadFeature.AUTO_CLOSE_SOURCE).build();
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
     * @param args directory of requests and rows, org, calls in flight, passes of either kind, JDBC URL, role; the
     *     org's access token and the role's password are in the environment
     */
    public static void main(String[] args) throws Exception {
        Floor floor = new Floor(Path.of(args[0]), args[1], System.getenv("FLOOR_TOKEN"), Integer.parseInt(args[2]));
        try (Connection connection = DriverManager.getConnection(args[4], args[5], System.getenv("FLOOR_PASSWORD"))) {
            FloorTables.create(connection);
            int passes = Integer.parseInt(args[3]);
            for (int pass = 0; pass < 2 * passes; pass++) {
                System.out.println(floor.pass(connection, pass >= passes));
            }
        }
        System.exit(0); // the client's threads
    }

    private FloorFigures pass(Connection connection, boolean tokens) throws Exception {
        Cpu before = cpu(connection);
        long begun = System.nanoTime();
        Received received = download(tokens);
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

    private Received download(boolean tokens) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(inFlight);
        try {
            List<Future<Received>> replies = new ArrayList<>();
            for (HttpRequest request : requests) {
                replies.add(threads.submit(() -> receive(request, tokens)));
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

    private Received receive(HttpRequest request, boolean tokens) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            throw new IOException(request.uri() + " was answered with " + response.statusCode());
        }
        boolean packed = response.headers()
                .firstValue("Content-Encoding")
                .filter("gzip"::equals)
                .isPresent();
        long unpacked;
        try (InputStream wire = response.body()) {
            InputStream body = packed ? new GZIPInputStream(wire, BUFFER) : wire;
            unpacked = tokens ? readTokens(body) : readBytes(body);
            // Unpacking stops at gzip's trailer: only a reply that is read to its end keeps its connection.
            wire.transferTo(OutputStream.nullOutputStream());
        }
        return new Received(
                response.headers().firstValueAsLong("Content-Length").orElse(0), unpacked);
    }

    private static long readBytes(InputStream body) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long bytes = 0;
        for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
            bytes += read;
        }
        return bytes;
    }

    /** Takes every name and every value, as a reader of describes does at the least. */
    private long readTokens(InputStream body) throws IOException {
        try (JsonParser parser = json.createParser(body)) {
            while (parser.nextToken() != null) {
                parser.getText();
            }
            return parser.currentLocation().getByteOffset();
        }
    }
}
