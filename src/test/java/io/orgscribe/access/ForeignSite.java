package io.orgscribe.access;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** Another site on this machine, whose page knows what can be tried on a service ({@code attempts.js}). */
final class ForeignSite implements AutoCloseable {

    private static final String PAGE =
            "<!doctype html><title>A page of another</title><link rel=icon href=data:,><body>";

    private final HttpServer server;

    ForeignSite() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", ForeignSite::serve);
        server.start();
    }

    /** @param place a host, and {@code /sandboxed} for a page whose origin is null */
    String url(String place) {
        return "http://"
                + place.replaceFirst("(?=/|$)", ":" + server.getAddress().getPort());
    }

    static String attempts() {
        try (InputStream file = ForeignSite.class.getResourceAsStream("attempts.js")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (exchange.getRequestURI().getPath().equals("/sandboxed")) {
                exchange.getResponseHeaders()
                        .set("Content-Security-Policy", "sandbox allow-scripts allow-forms allow-popups");
            }
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            byte[] page = (PAGE + "<script>" + attempts() + "</script>").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
