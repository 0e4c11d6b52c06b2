package io.orgscribe.token;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** A token endpoint that gives out {@code <prefix>1}, {@code <prefix>2} and so on, or does as a test says. */
final class FakeTokenEndpoint implements AutoCloseable {

    static final String USER = "005000000000123AAB";
    static final String ORG = "00D000000000062EAA";
    static final String PREFIX = "00DTOKEN!planted-token-";

    /** Does something else than giving out a token. */
    interface Behaviour {
        void answer(HttpExchange exchange) throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile Behaviour behaviour = this::grant;

    FakeTokenEndpoint() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/services/oauth2/token", this::handle);
        server.createContext("/services/data", exchange -> reply(exchange, 200, "[{\"version\":\"68.0\"}]"));
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    void does(Behaviour other) {
        behaviour = other;
    }

    /** The bodies of all token requests so far. */
    List<String> requests() {
        return requests;
    }

    void grant(HttpExchange exchange) throws IOException {
        reply(exchange, 200, """
                {"access_token":"%s%d","instance_url":"%s","id":"%s/id/%s/%s",\
                "token_type":"Bearer","issued_at":"1795000000000","signature":"c2ln"}""".formatted(PREFIX, requests.size(), url(), url(), ORG, USER));
    }

    static void reply(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        requests.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        behaviour.answer(exchange);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
