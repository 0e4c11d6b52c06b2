package io.orgscribe.demo;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

/** Speaks JSON over HTTP with the service or with the sample org, as any other client does. */
final class DemoClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EVENT = "data:";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String base;

    /** @param base such as {@code http://127.0.0.1:8080} */
    DemoClient(String base) {
        this.base = base;
    }

    /** @throws IOException also with what the server says, where it refuses */
    JsonNode get(String path) throws IOException, InterruptedException {
        return JSON.readTree(checked(send(request(path).build())).body());
    }

    /** @throws IOException also with what the server says, where it refuses */
    JsonNode post(String path, Map<String, ?> body) throws IOException, InterruptedException {
        return JSON.readTree(checked(send(posting(path, body))).body());
    }

    /** Like {@link #post}, but the {@link MissingNode} where the server answers 409, for something is in its way. */
    JsonNode postUnlessInTheWay(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = send(posting(path, Map.of()));
        return response.statusCode() == 409
                ? MissingNode.getInstance()
                : JSON.readTree(checked(response).body());
    }

    /** Reads a list to its end. */
    void items(String path, Consumer<JsonNode> each) throws IOException, InterruptedException {
        JsonNode page = get(path);
        page.path("items").forEach(each);
        while (page.path("next").isTextual()) {
            page = get(path + "&cursor=" + URLEncoder.encode(page.path("next").asText(), StandardCharsets.UTF_8));
            page.path("items").forEach(each);
        }
    }

    /** Hands on each of the Server-Sent Events until the server ends the stream. */
    void events(String path, Consumer<JsonNode> each) throws IOException, InterruptedException {
        HttpResponse<Stream<String>> response =
                http.send(request(path).header("Accept", "text/event-stream").build(), BodyHandlers.ofLines());
        try (Stream<String> lines = response.body()) {
            for (Iterator<String> line = lines.iterator(); line.hasNext(); ) {
                String text = line.next();
                if (text.startsWith(EVENT)) {
                    each.accept(JSON.readTree(text.substring(EVENT.length())));
                }
            }
        }
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, BodyHandlers.ofString());
    }

    private HttpRequest posting(String path, Map<String, ?> body) throws IOException {
        return request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                .build();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path));
    }

    private static HttpResponse<String> checked(HttpResponse<String> response) throws IOException {
        if (response.statusCode() < 300) {
            return response;
        }
        JsonNode problem = JSON.readTree(response.body());
        throw new IOException(response.request().uri().getPath() + " answers " + response.statusCode() + ". "
                + problem.path("detail").asText() + " " + problem.path("remedy").asText());
    }
}
