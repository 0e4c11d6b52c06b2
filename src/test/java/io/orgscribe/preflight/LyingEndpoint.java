package io.orgscribe.preflight;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** A token endpoint whose replies name the hosts that a test wants named. */
final class LyingEndpoint implements AutoCloseable {

    private final HttpServer server;
    private final List<String> paths = new CopyOnWriteArrayList<>();
    private volatile String instanceUrl = "";
    private volatile String identityUrl = "";

    LyingEndpoint(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void says(String instance, String identity) {
        instanceUrl = instance;
        identityUrl = identity;
    }

    /** The paths of all requests so far. */
    List<String> paths() {
        return paths;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        paths.add(path);
        Object reply = path.endsWith("/token")
                ? Map.of("access_token", "00DTOKEN!planted", "instance_url", instanceUrl, "id", identityUrl)
                : List.of(Map.of("version", "68.0"));
        byte[] body = new ObjectMapper().writeValueAsString(reply).getBytes(StandardCharsets.UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        // Nothing else is asked for again.
        boolean known = path.endsWith("/token") || path.endsWith("/data");
        exchange.sendResponseHeaders(known ? 200 : 400, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
