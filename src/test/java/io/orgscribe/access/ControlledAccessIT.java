package io.orgscribe.access;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.orgscribe.Canaries;
import io.orgscribe.ServiceProcess;
import io.orgscribe.access.Operations.Operation;
import io.orgscribe.embedded.TestPostgres;
import io.orgscribe.vault.Vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Two replicas that let nobody in without a credential. */
class ControlledAccessIT {

    private static final KeyText ADMIN = KeyText.random();

    private static final Canaries SECRETS = new Canaries().plant("the admin key", ADMIN.text());

    @TempDir
    static Path directory;

    private static TestPostgres.Database database;
    private static ServiceProcess one;
    private static ServiceProcess other;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws IOException {
        Path keyFile = Files.writeString(directory.resolve("admin-key"), ADMIN.text() + "\n");
        database = TestPostgres.database();
        String keyset = Vault.newKeyset();
        one = replica(keyset, keyFile)
                .env("QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING", "true")
                .env("QUARKUS_HTTP_PROXY_ALLOW_X_FORWARDED", "true")
                .env("QUARKUS_HTTP_PROXY_ALLOW_FORWARDED", "true")
                .env("QUARKUS_HTTP_PROXY_ENABLE_FORWARDED_HOST", "true")
                .env("QUARKUS_HTTP_PROXY_TRUSTED_PROXIES", "127.0.0.1")
                .start();
        other = replica(keyset, keyFile).env("QUARKUS_LOG_LEVEL", "DEBUG").start();
        one.awaitReady();
        other.awaitReady();
    }

    private static ServiceProcess.Builder replica(String keyset, Path keyFile) {
        return ServiceProcess.in(directory)
                .on(database, keyset)
                // All the wrong ones come from one address.
                .env("ORGSCRIBE_ACCESS_FAILURES", "100000")
                .env("ORGSCRIBE_ACCESS_ADMIN_KEY", keyFile.toUri().toString());
    }

    @AfterAll
    static void end() throws Exception {
        noSecretIsSeen();
        one.close();
        other.close();
        database.close();
    }

    /** Of all that the tests have made: in what a replica has written at DEBUG, says of itself, and keeps. */
    private static void noSecretIsSeen() throws Exception {
        Process threads = new ProcessBuilder("jcmd", Long.toString(other.pid()), "Thread.print").start();
        Map<String, String> outputs = new HashMap<>(Map.of(
                "log", other.log() + one.log(),
                "threads", new String(threads.getInputStream().readAllBytes(), StandardCharsets.UTF_8),
                "metrics", administered("/q/metrics"),
                "audit", administered("/api/v1/audit?limit=1000"),
                "keys", administered("/api/v1/api-keys?limit=1000")));
        try (Connection connection = database.connect()) {
            outputs.put("database", Canaries.everyRow(connection));
        }
        assertThat(outputs.get("log")).contains("\"level\":\"DEBUG\"");
        assertThat(outputs.get("threads")).contains("vert.x-eventloop");
        assertThat(outputs.get("audit")).contains("session_begin");
        outputs.forEach((name, text) ->
                assertThat(SECRETS.foundIn(text)).as("secrets in " + name).isEmpty());
    }

    private static String administered(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(other.uri(path))
                .header("Authorization", "Bearer " + ADMIN.text())
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    @Test
    void nobody_gets_in_but_to_what_tells_nothing() throws Exception {
        List<Operation> operations = Operations.of(
                call(one, "GET", "/q/openapi?format=json", ADMIN.text()).body());
        assertThat(operations).hasSizeGreaterThan(25);
        for (Operation operation : operations) {
            HttpResponse<String> reply = call(one, operation.method(), operation.path(), "");
            if (operation.role().isEmpty()) {
                assertThat(reply.statusCode()).as(operation + reply.body()).isEqualTo(400);
            } else {
                unauthorized(reply);
            }
        }
        for (String path :
                List.of("/api/nothing", "/q", "/q/openapi", "/q/swagger-ui", "/q/metrics", "/q/health/../metrics")) {
            unauthorized(call(one, "GET", path, ""));
        }
        for (String path : List.of("/q/health/live", "/q/health/ready", "/q/health/started")) {
            assertThat(call(one, "GET", path, "").statusCode()).as(path).isEqualTo(200);
        }
        assertThat(call(one, "GET", "/api/v1/me", ADMIN.text()).body())
                .isEqualTo("{\"name\":\"configuration\",\"role\":\"admin\",\"via\":\"configuration\"}");
    }

    @Test
    void who_reads_a_page_is_sent_to_the_log_in() throws Exception {
        HttpResponse<String> page = call(one, "GET", "/tables?name=a%20b", "");
        assertThat(page.statusCode()).isEqualTo(303);
        assertThat(page.headers().firstValue("Location")).contains("/login?next=%2Ftables%3Fname%3Da%2520b");
        unauthorized(call(one, "POST", "/tables", ""));
        unauthorized(http.send(request(one, "/", "Accept", "text/event-stream"), BodyHandlers.ofString()));
        HttpResponse<String> htmx = http.send(request(one, "/", "HX-Request", "true"), BodyHandlers.ofString());
        unauthorized(htmx);
        assertThat(htmx.headers().firstValue("HX-Redirect")).contains("/login");
        for (String path : List.of("/login", "/static/orgscribe.css", "/favicon.ico")) {
            assertThat(call(one, "GET", path, "").statusCode()).as(path).isEqualTo(200);
        }
    }

    @Test
    void a_session_counts_on_each_replica_until_it_is_left_or_its_key_is_revoked() throws Exception {
        String key = key("operator", "Browser");
        String id = member(keyReply, "id");
        String session = session(logIn(one, key, "/q/openapi"), "/q/openapi");

        // At once, by whichever replica the browser reaches next.
        assertThat(me(other, session)).isEqualTo("{\"name\":\"Browser\",\"role\":\"operator\",\"via\":\"session\"}");
        HttpResponse<String> home = http.send(request(one, "/", "Cookie", session), BodyHandlers.ofString());
        assertThat(home.body()).contains("Browser", "operator");
        assertThat(post(one, "/api/v1/connections/check", "{}", session).statusCode())
                .isEqualTo(403);
        HttpResponse<String> unmarked = http.send(
                HttpRequest.newBuilder(one.uri("/logout"))
                        .header("Cookie", session)
                        .POST(BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
        assertThat(unmarked.statusCode()).isEqualTo(403);

        HttpResponse<String> left = post(one, "/logout", "", session);
        assertThat(left.statusCode()).isEqualTo(303);
        assertThat(left.headers().firstValue("Set-Cookie"))
                .hasValueSatisfying(cookie -> assertThat(cookie).contains("orgscribe_session=;", "Max-Age=0"));
        unauthorized(http.send(request(one, "/api/v1/me", "Cookie", session), BodyHandlers.ofString()));
        await().atMost(Duration.ofSeconds(5)).until(() -> !me(other, session).contains("Browser"));

        String second = session(logIn(other, key, "//evil.example"), "/");
        call(one, "DELETE", "/api/v1/api-keys/" + id, ADMIN.text());
        await().atMost(Duration.ofSeconds(5)).until(() -> !me(other, second).contains("Browser"));
        assertThat(logIn(one, key, "/").statusCode()).isEqualTo(401);

        String admin = session(logIn(one, ADMIN.text(), "/"), "/");
        assertThat(me(other, admin)).isEqualTo("{\"name\":\"configuration\",\"role\":\"admin\",\"via\":\"session\"}");
    }

    private String me(ServiceProcess service, String cookie) throws IOException, InterruptedException {
        return http.send(request(service, "/api/v1/me", "Cookie", cookie), BodyHandlers.ofString())
                .body();
    }

    private HttpResponse<String> logIn(ServiceProcess service, String key, String next)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(service.uri("/login"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Origin", origin(service))
                        .POST(BodyPublishers.ofString("key=" + key + "&next=" + next))
                        .build(),
                BodyHandlers.ofString());
    }

    /** The cookie of a log-in that leads here. */
    private static String session(HttpResponse<String> reply, String next) {
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(303);
        assertThat(reply.headers().firstValue("Location").orElseThrow()).endsWith(next);
        String cookie = reply.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie)
                .matches("orgscribe_session=[A-Za-z0-9_-]{43}; Max-Age=43200;.* Path=/; HTTPOnly; SameSite=Lax");
        String session = cookie.replaceFirst(";.*", "");
        SECRETS.plant("a session", session.replaceFirst(".*=", ""));
        return session;
    }

    private HttpResponse<String> post(ServiceProcess service, String path, String body, String cookie)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(service.uri(path))
                        .header("Content-Type", "application/json")
                        .header("Origin", origin(service))
                        .header("Cookie", cookie)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static String origin(ServiceProcess service) {
        return service.uri("/").toString().replaceFirst("/$", "");
    }

    private static HttpRequest request(ServiceProcess service, String path, String header, String value) {
        return HttpRequest.newBuilder(service.uri(path)).header(header, value).build();
    }

    @Test
    void what_is_wrong_with_a_credential_is_not_told() throws Exception {
        String revoked = key("admin", "Revoked");
        call(one, "DELETE", "/api/v1/api-keys/" + member(keyReply, "id"), ADMIN.text());
        List<String> bodies = Stream.of("osk_", KeyText.random().text(), revoked, "a.b.c", ADMIN.text() + "A")
                .map(key -> unchecked(() -> call(one, "GET", "/api/v1/me", key)))
                .peek(ControlledAccessIT::unauthorized)
                .map(HttpResponse::body)
                .distinct()
                .toList();
        assertThat(bodies).hasSize(1);
        // One line a second tells of them all.
        await().atMost(Duration.ofSeconds(10)).until(() -> {
            unauthorized(call(one, "GET", "/api/v1/me", revoked));
            return one.log().contains(revoked.substring(0, 12));
        });
        assertThat(one.log()).doesNotContain(revoked, ADMIN.text());
    }

    @Test
    void a_key_is_known_and_revoked_on_each_replica_within_five_seconds() throws Exception {
        String key = key("viewer", "Everywhere");
        String id = member(keyReply, "id");
        await().atMost(Duration.ofSeconds(5))
                .until(() -> call(other, "GET", "/api/v1/me", key).statusCode() == 200);
        assertThat(call(other, "POST", "/api/v1/connections", key).statusCode()).isEqualTo(403);

        assertThat(call(one, "DELETE", "/api/v1/api-keys/" + id, ADMIN.text()).statusCode())
                .isEqualTo(204);

        unauthorized(call(one, "GET", "/api/v1/me", key));
        await().atMost(Duration.ofSeconds(5))
                .until(() -> call(other, "GET", "/api/v1/me", key).statusCode() == 401);
    }

    /** The first replica trusts one; to the other the headers say nothing. */
    @Test
    void behind_a_trusted_proxy_ours_is_the_address_that_it_tells() throws Exception {
        assertThat(proxied(one, "https://orgscribe.example.com").statusCode()).isEqualTo(200);
        assertThat(proxied(one, "https://orgscribe.example.com").headers().firstValue("Strict-Transport-Security"))
                .isPresent();
        assertThat(proxied(one, "http://orgscribe.example.com").statusCode()).isEqualTo(403);
        assertThat(proxied(one, "https://orgscribe.example.com:8443").statusCode())
                .isEqualTo(403);
        assertThat(proxied(other, "https://orgscribe.example.com").statusCode()).isEqualTo(403);
    }

    /** RFC 7239, whose own examples have addresses in brackets. */
    @Test
    void a_trusted_proxy_may_tell_it_by_the_standard_header() throws Exception {
        for (ServiceProcess service : List.of(one, other)) {
            HttpRequest request = HttpRequest.newBuilder(service.uri("/api/v1/api-keys"))
                    .header("Authorization", "Bearer " + ADMIN.text())
                    .header("Forwarded", "for=\"[2001:db8::17]\";proto=https;host=orgscribe.example.com")
                    .header("Origin", "https://orgscribe.example.com")
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"name\":\"Behind a proxy\",\"role\":\"viewer\"}"))
                    .build();
            HttpResponse<String> reply = http.send(request, BodyHandlers.ofString());
            assertThat(reply.statusCode()).as(reply.body()).isEqualTo(service == one ? 201 : 403);
        }
        assertThat(administered("/api/v1/audit?action=api_key_create")).contains("2001:db8::17");
    }

    private HttpResponse<String> proxied(ServiceProcess service, String origin)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(service.uri("/api/v1/me"))
                .header("Authorization", "Bearer " + ADMIN.text())
                .header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Host", "orgscribe.example.com")
                .header("Origin", origin)
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    @Test
    void the_command_makes_keys_for_a_database_in_use() throws Exception {
        String key = command("new", "By command", "operator");
        await().atMost(Duration.ofSeconds(5))
                .until(() -> call(one, "GET", "/api/v1/me", key).body().contains("\"name\":\"By command\""));
        String line = command("list")
                .lines()
                .filter(row -> row.contains("By command"))
                .findFirst()
                .orElseThrow();

        assertThat(command("revoke", line.split("\t")[0])).isEmpty();

        await().atMost(Duration.ofSeconds(5))
                .until(() -> call(other, "GET", "/api/v1/me", key).statusCode() == 401);
    }

    private static String command(String... arguments) {
        String[] all = Stream.concat(Stream.of("api-key"), Stream.of(arguments)).toArray(String[]::new);
        try (ServiceProcess command =
                ServiceProcess.in(directory).on(database, Vault.newKeyset()).start(all)) {
            assertThat(command.awaitExit()).as(command::log).isZero();
            return command.log().strip();
        }
    }

    @Test
    void while_the_keys_cannot_be_read_stored_ones_get_503_and_the_admin_key_is_let_in() throws Exception {
        String key = key("viewer", "Patient");
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE api_key IN ACCESS EXCLUSIVE MODE");
            await().atMost(Duration.ofSeconds(15))
                    .until(() -> call(one, "GET", "/api/v1/me", key).statusCode() == 503);

            HttpResponse<String> reply = call(one, "GET", "/api/v1/me", key);
            assertThat(reply.headers().firstValue("Retry-After")).isPresent();
            assertThat(reply.body()).contains("database_unavailable");
            assertThat(call(one, "GET", "/api/v1/me", "osk_wrong").statusCode()).isEqualTo(401);
            assertThat(call(one, "GET", "/api/v1/me", ADMIN.text()).statusCode())
                    .isEqualTo(200);
            // As one that never answers: it is not waited for.
            await().atMost(Duration.ofSeconds(15))
                    .until(() -> one.log().contains("API keys and sessions cannot be read"));
            connection.rollback();
        }
        await().atMost(Duration.ofSeconds(15))
                .until(() -> call(one, "GET", "/api/v1/me", key).statusCode() == 200);
    }

    private String keyReply;

    private String key(String role, String name) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(one.uri("/api/v1/api-keys"))
                .header("Authorization", "Bearer " + ADMIN.text())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"name\":\"" + name + "\",\"role\":\"" + role + "\"}"))
                .build();
        keyReply = http.send(request, BodyHandlers.ofString()).body();
        SECRETS.plant("the key " + name, member(keyReply, "key"));
        return member(keyReply, "key");
    }

    private static String member(String json, String name) throws IOException {
        return new ObjectMapper().readTree(json).get(name).asText();
    }

    private HttpResponse<String> call(ServiceProcess service, String method, String path, String key)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.uri(path))
                .header("Content-Type", "application/json")
                .method(method, method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString("{}"));
        if (!key.isEmpty()) {
            request.header("Authorization", "Bearer " + key);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static void unauthorized(HttpResponse<String> reply) {
        assertThat(reply.statusCode()).as(reply + reply.body()).isEqualTo(401);
        assertThat(reply.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(reply.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    private interface Call<T> {
        T make() throws Exception;
    }

    private static <T> T unchecked(Call<T> call) {
        try {
            return call.make();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
