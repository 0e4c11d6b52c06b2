package io.orgscribe.extraction;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * An org whose tables are the given describes, each served as it is. Its user lacks View Setup and
 * Configuration: nothing is known of it but its describes.
 */
public final class RecordedOrg implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DATA = "/services/data/v59.0";

    private volatile Map<String, JsonNode> describes;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    public RecordedOrg(List<JsonNode> describes) {
        become(describes);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        answer("/services/oauth2/token", this::token);
        answer("/services/data", request -> versions());
        answer(DATA + "/limits", request -> limits());
        answer(DATA + "/limits/recordCount", 403, request -> error("INSUFFICIENT_ACCESS"));
        answer(DATA + "/sobjects", request -> global());
        server.createContext(DATA + "/sobjects/", this::describe);
        answer(DATA + "/composite", this::composite);
        answer(DATA + "/tooling/composite", this::noDefinitions);
        server.start();
    }

    /** From now on it is these. */
    public void become(List<JsonNode> describes) {
        Map<String, JsonNode> byName = new TreeMap<>();
        describes.forEach(describe -> byName.put(describe.get("name").asText(), describe));
        this.describes = byName;
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private JsonNode token(JsonNode request) {
        return JSON.createObjectNode()
                .put("access_token", "00Dxx0000000000!recorded")
                .put("instance_url", url())
                .put("id", url() + "/id/00Dxx0000000000EAA/005xx0000000000AAA");
    }

    private static JsonNode versions() {
        ArrayNode versions = JSON.createArrayNode();
        versions.addObject().put("version", "59.0");
        return versions;
    }

    private static JsonNode limits() {
        ObjectNode limits = JSON.createObjectNode();
        limits.putObject("DailyApiRequests").put("Max", 15000).put("Remaining", 14000);
        return limits;
    }

    private static JsonNode organization() {
        ObjectNode page = JSON.createObjectNode().put("totalSize", 1).put("done", true);
        page.putArray("records")
                .addObject()
                .put("Id", "00Dxx0000000000EAA")
                .put("Name", "Recorded")
                .put("OrganizationType", "Developer Edition")
                .put("IsSandbox", false)
                .put("InstanceName", "NA1")
                .put("LanguageLocaleKey", "en_US");
        return page;
    }

    private JsonNode global() {
        ObjectNode global = JSON.createObjectNode().put("maxBatchSize", 200);
        ArrayNode objects = global.putArray("sobjects");
        for (JsonNode describe : describes.values()) {
            ObjectNode object = objects.addObject();
            describe.properties().stream()
                    .filter(member -> !member.getValue().isArray())
                    .forEach(member -> object.set(member.getKey(), member.getValue()));
        }
        return global;
    }

    private JsonNode composite(JsonNode request) {
        ObjectNode reply = JSON.createObjectNode();
        ArrayNode parts = reply.putArray("compositeResponse");
        for (JsonNode part : request.get("compositeRequest")) {
            String url = part.get("url").asText();
            String name = url.replaceAll(".*/sobjects/(.*)/describe", "$1");
            ObjectNode answered = parts.addObject();
            answered.set("body", url.contains("/query?") ? organization() : describes.get(name));
            answered.putObject("httpHeaders").put("Last-Modified", "Wed, 6 May 2026 10:00:00 GMT");
            answered.put("httpStatusCode", 200)
                    .put("referenceId", part.get("referenceId").asText());
        }
        return reply;
    }

    private void describe(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            send(exchange, 200, describes.get(path.replaceAll(".*/sobjects/(.*)/describe/?", "$1")));
        }
    }

    private static ArrayNode error(String code) {
        ArrayNode errors = JSON.createArrayNode();
        errors.addObject().put("errorCode", code).put("message", "not for this user");
        return errors;
    }

    private JsonNode noDefinitions(JsonNode request) {
        ObjectNode reply = JSON.createObjectNode();
        ArrayNode parts = reply.putArray("compositeResponse");
        for (JsonNode part : request.get("compositeRequest")) {
            ObjectNode refused = parts.addObject();
            refused.set("body", error("INVALID_TYPE"));
            refused.putObject("httpHeaders");
            refused.put("httpStatusCode", 400).set("referenceId", part.get("referenceId"));
        }
        return reply;
    }

    private interface Answer {
        JsonNode to(JsonNode request);
    }

    private void answer(String path, Answer answer) {
        answer(path, 200, answer);
    }

    private void answer(String path, int status, Answer answer) {
        server.createContext(path, exchange -> {
            try (exchange) {
                byte[] body = exchange.getRequestBody().readAllBytes();
                boolean json = body.length > 0 && body[0] == '{';
                send(exchange, status, answer.to(json ? JSON.readTree(body) : JSON.nullNode()));
            }
        });
    }

    private static void send(HttpExchange exchange, int status, JsonNode reply) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/json;charset=UTF-8");
        exchange.sendResponseHeaders(status, 0);
        JSON.writeValue(exchange.getResponseBody(), reply);
    }
}
