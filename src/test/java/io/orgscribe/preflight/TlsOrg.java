package io.orgscribe.preflight;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

/** As much of an org over https as the first steps of a check ask for, under whichever name it is called. */
final class TlsOrg implements AutoCloseable {

    private static final String VERSIONS = "[{\"version\":\"68.0\"}]";
    private static final String ORGANIZATION = """
            {"compositeResponse":[{"httpStatusCode":200,"referenceId":"part0","httpHeaders":{},"body":{"totalSize":1,\
            "done":true,"records":[{"attributes":{"type":"Organization"},"Id":"00D000000000062EAA",\
            "Name":"Acme","OrganizationType":"Developer Edition","IsSandbox":false,"InstanceName":"EU1",\
            "LanguageLocaleKey":"en_US"}]}}]}""";
    private static final String TOKEN = """
            {"access_token":"00DTOKEN!planted","instance_url":"https://%s","id":"https://%s/id/00D000000000062EAA/005000000000123AAB",\
            "token_type":"Bearer","issued_at":"1795000000000"}""";

    private final HttpsServer server;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Set<Integer> clients = ConcurrentHashMap.newKeySet();

    /** @param port 0 for any free one */
    TlsOrg(SSLContext tls, int port) throws IOException {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.createContext("/", this::answer);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** The paths of all requests so far. */
    List<String> requests() {
        return requests;
    }

    /** The ports from which they came. */
    Set<Integer> clients() {
        return clients;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        requests.add(path);
        clients.add(exchange.getRemoteAddress().getPort());
        String host = exchange.getRequestHeaders().getFirst("Host");
        String body = path.endsWith("/oauth2/token")
                ? TOKEN.formatted(host, host)
                : path.endsWith("/composite") ? ORGANIZATION : path.endsWith("/services/data") ? VERSIONS : "[]";
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
