package io.orgscribe.sampleorg;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Speaks to the sample org as any client would, over real HTTP. */
public final class SampleOrgClient {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final Pattern FROM = Pattern.compile("FROM(?:\\+|%20)(\\w+)");

    private static final Pattern ABSOLUTE = Pattern.compile("/services|/sample-org|/id/|//");

    private final HttpClient http = HttpClient.newHttpClient();
    private final TestOrg org;
    private String token = "";

    public SampleOrgClient(TestOrg org) {
        this.org = org;
    }

    public SampleOrgClient loggedIn() throws IOException, InterruptedException {
        token = json(login(Map.of())).get("access_token").asText();
        return this;
    }

    /** Client credentials, with some of the form's members replaced. */
    HttpResponse<byte[]> login(Map<String, String> other) throws IOException, InterruptedException {
        Map<String, String> form = new java.util.HashMap<>(Map.of(
                "grant_type", "client_credentials",
                "client_id", org.settings().consumerKey(),
                "client_secret", org.settings().consumerSecret()));
        form.putAll(other);
        String body = form.entrySet().stream()
                .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest request = HttpRequest.newBuilder(URI.create(org.url() + "/services/oauth2/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    HttpResponse<byte[]> get(String path, String... headers) throws IOException, InterruptedException {
        return send("GET", path, "", headers);
    }

    /** Without a token of its own. */
    HttpResponse<byte[]> getAnonymously(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(org.url() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    /** The path may leave out {@code /services/data/v68.0}. */
    HttpResponse<byte[]> send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        return http.send(request(method, path, body, headers), HttpResponse.BodyHandlers.ofByteArray());
    }

    /** From here on what others ask the org is kept. */
    public void record() {
        org.recording().start();
    }

    /** The tables that were queried since {@link #record}, by composite calls. */
    public Set<String> queried() {
        return org.recording().end().stream()
                .flatMap(asked -> FROM.matcher(asked.body()).results())
                .map(from -> from.group(1))
                .collect(Collectors.toSet());
    }

    /** The describes of all tables, whole. */
    public Map<String, JsonNode> describes() throws IOException, InterruptedException {
        Map<String, JsonNode> describes = new TreeMap<>();
        for (String table : org.tables()) {
            describes.put(table, json(get("/sobjects/" + table + "/describe")));
        }
        return describes;
    }

    /** Tables with records, the largest first. */
    public List<String> bySize() throws IOException, InterruptedException {
        return recordCounts().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** By API name. */
    public Map<String, Long> recordCounts() throws IOException, InterruptedException {
        return recordCounts("/limits/recordCount");
    }

    Map<String, Long> recordCounts(String path) throws IOException, InterruptedException {
        Map<String, Long> counts = new TreeMap<>();
        json(path)
                .get("sObjects")
                .forEach(count -> counts.put(
                        count.get("name").asText(), count.get("count").asLong()));
        return counts;
    }

    InputStream open(String path) throws IOException, InterruptedException {
        return http.send(request("GET", path, ""), HttpResponse.BodyHandlers.ofInputStream())
                .body();
    }

    private HttpRequest request(String method, String path, String body, String... headers) {
        boolean absolute = ABSOLUTE.matcher(path).lookingAt();
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(org.url() + (absolute ? path : "/services/data/v68.0" + path)))
                .header("Authorization", "Bearer " + token)
                .timeout(Duration.ofSeconds(20))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request.build();
    }

    HttpResponse<byte[]> composite(String parts) throws IOException, InterruptedException {
        return send("POST", "/composite", "{\"compositeRequest\":[" + parts + "]}", "Content-Type", "application/json");
    }

    static String part(String table, String referenceId) {
        return "{\"method\":\"GET\",\"url\":\"/services/data/v68.0/sobjects/" + table + "/describe\",\"referenceId\":\""
                + referenceId + "\"}";
    }

    JsonNode json(String path) throws IOException, InterruptedException {
        return json(get(path));
    }

    static JsonNode json(HttpResponse<byte[]> response) throws IOException {
        return JSON.readTree(response.body());
    }

    static byte[] unpacked(HttpResponse<byte[]> response) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new java.io.ByteArrayInputStream(response.body()))) {
            return in.readAllBytes();
        }
    }
}
