package io.orgscribe.access;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

import io.quarkus.test.common.http.TestHTTPResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.orgscribe.OrgscribeTest;
import io.orgscribe.token.CapturedLog;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** What somebody with a wrong key sends, byte by byte. */
@OrgscribeTest
class RefusedRequestsTest {

    private static final String WRONG =
            "Authorization: Bearer " + KeyText.random().text() + "\r\n";

    @TestHTTPResource("/")
    URL service;

    @ParameterizedTest
    @CsvSource({
        "/q/health/live, 200",
        "/q/./health/live, 200",
        "/q/health/../metrics, 401",
        "/q/health/%2e%2e/metrics, 401",
        "/q/health/%2E./metrics, 401",
        "/q/health/..%2fmetrics, 404",
        "/q/health/live/..%2f..%2fmetrics, 404",
        "/q/health;/metrics, 401",
        "/q/health/..;/metrics, 404",
        "/q/healthy, 401",
        "//q/metrics, 401",
        "/api/v1/oauth/from_oauth/../../me, 401",
        "/api/v1/oauth/from_oauth/..%2f..%2fme, 404",
        "/api/v1/oauth/from_oauth/..;/..;/me, 404",
        "/api/v1/oauth/from_oauth/, 400",
    })
    void what_anonymous_callers_may_is_judged_by_the_path_that_is_served(String path, int status) throws IOException {
        assertThat(send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + WRONG + "\r\n"))
                .startsWith("HTTP/1.1 " + status);
    }

    @ParameterizedTest
    @CsvSource({"GET, true", "HEAD, false", "OPTIONS, true", "TRACE, true", "PROPFIND, true"})
    void each_method_is_refused(String method, boolean body) throws IOException {
        String reply =
                send(method + " /api/v1/me HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + WRONG + "\r\n");

        assertThat(reply).startsWith("HTTP/1.1 401").contains("WWW-Authenticate: Bearer\r\n");
        assertThat(reply.endsWith("}")).as(reply).isEqualTo(body);
    }

    @Test
    void who_says_twice_who_it_is_is_refused() throws IOException {
        String right = given().contentType("application/json")
                .body("{\"name\": \"Twice\", \"role\": \"viewer\"}")
                .post("/api/v1/api-keys")
                .path("key");
        String header = "Authorization: Bearer " + right + "\r\n";
        String request = "GET /api/v1/me HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";

        assertThat(send(request + header + "\r\n")).startsWith("HTTP/1.1 200");
        assertThat(send(request + header + header + "\r\n")).startsWith("HTTP/1.1 401");
        assertThat(send(request + header + WRONG + "\r\n")).startsWith("HTTP/1.1 401");
        assertThat(send(request + "Authorization: Basic YTpi\r\n" + header + "\r\n"))
                .startsWith("HTTP/1.1 401");
        assertThat(send(request + header.replace("Bearer ", "") + "\r\n")).startsWith("HTTP/1.1 401");
    }

    @Test
    void a_request_of_long_ago_that_names_no_host_is_refused() throws IOException {
        assertThat(send("GET /api/v1/me HTTP/1.0\r\n\r\n")).contains(" 403 ");
        assertThat(send("GET /api/v1/me HTTP/1.0\r\nOrigin: http://null\r\n\r\n"))
                .contains(" 403 ");
        assertThat(send("GET /q/health/live HTTP/1.0\r\n\r\n")).contains(" 200 ");
    }

    @Test
    void no_body_is_read_and_the_connection_serves_the_next_one() throws IOException {
        String body = "a".repeat(900_000);
        String reply = send("POST /api/v1/connections HTTP/1.1\r\nHost: localhost\r\n" + WRONG
                + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body
                + "GET /api/v1/me HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(reply).startsWith("HTTP/1.1 401").contains("HTTP/1.1 200").endsWith("\"via\":\"open\"}");
    }

    @Test
    void many_wrong_keys_are_few_lines_and_no_metrics() throws IOException {
        String unheardOf = UUID.randomUUID().toString();
        long begun = System.nanoTime();
        List<String> lines;
        try (CapturedLog log = new CapturedLog()) {
            for (int i = 0; i < 200; i++) {
                given().header("Authorization", "Bearer " + KeyText.random().text())
                        .get("/" + unheardOf + "/" + i)
                        .then()
                        .statusCode(401);
            }
            lines = log.lines().stream()
                    .filter(line -> line.contains(RefusalLog.class.getName()))
                    .toList();
        }
        long seconds = (System.nanoTime() - begun) / 1_000_000_000;

        assertThat(lines).hasSizeBetween(1, (int) seconds + 2);
        assertThat(given().get("/q/metrics").asString())
                .contains("http_server_requests")
                .doesNotContain(unheardOf);
    }

    private String send(String request) throws IOException {
        try (Socket socket = new Socket(service.getHost(), service.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            InputStream reply = socket.getInputStream();
            return new String(reply.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
