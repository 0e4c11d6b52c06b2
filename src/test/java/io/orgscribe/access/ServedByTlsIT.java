package io.orgscribe.access;

import java.io.IOException;
import java.math.BigInteger;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import io.orgscribe.ServiceProcess;
import io.orgscribe.TestCa;
import io.orgscribe.embedded.TestPostgres;
import io.orgscribe.vault.Vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** A service that ends TLS itself, as docs/access.md says. In order, because every start takes seconds. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ServedByTlsIT {

    private static final KeyText ADMIN = KeyText.random();
    private static final TestCa CA = TestCa.in("service-ca");

    @TempDir
    static Path directory;

    private static TestPostgres.Database database;
    private static ServiceProcess service;
    private static int plainPort;
    private static BigInteger serial;

    @BeforeAll
    static void start() throws IOException {
        database = TestPostgres.database();
        serial = CA.issue(directory.resolve("tls.crt"), directory.resolve("tls.key"));
        plainPort = ServiceProcess.freePort();
        service = ServiceProcess.in(directory)
                .on(database, Vault.newKeyset())
                .env("ORGSCRIBE_ACCESS_ADMIN_KEY", ADMIN.text())
                .https(CA.client())
                .env("QUARKUS_HTTP_PORT", Integer.toString(plainPort))
                .env("QUARKUS_HTTP_INSECURE_REQUESTS", "disabled")
                .env("QUARKUS_HTTP_TLS_CONFIGURATION_NAME", "https")
                .env("QUARKUS_TLS__HTTPS__KEY_STORE_PEM__0__CERT", "tls.crt")
                .env("QUARKUS_TLS__HTTPS__KEY_STORE_PEM__0__KEY", "tls.key")
                .env("QUARKUS_TLS__HTTPS__RELOAD_PERIOD", "1s")
                .start()
                .awaitReady();
    }

    @AfterAll
    static void end() {
        service.close();
        database.close();
    }

    @Test
    @Order(1)
    void who_trusts_its_authority_is_served_and_told_to_come_by_https_only() throws Exception {
        HttpResponse<String> reply = call("GET", Map.of());

        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.body()).contains("\"role\":\"admin\"");
        assertThat(reply.headers().allValues("Strict-Transport-Security")).containsExactly("max-age=31536000");
        assertThat(serial(reply)).isEqualTo(serial);
        await().untilAsserted(() -> assertThatExceptionOfType(SSLHandshakeException.class)
                .isThrownBy(() -> HttpClient.newHttpClient()
                        .send(HttpRequest.newBuilder(me()).build(), BodyHandlers.discarding()))
                .withMessageContaining("certification path"));
    }

    @Test
    @Order(2)
    void nothing_is_served_in_clear() {
        for (int port : new int[] {plainPort, service.port()}) {
            HttpRequest plain = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/health/live"))
                    .build();

            assertThatExceptionOfType(IOException.class)
                    .as("port " + port)
                    .isThrownBy(() -> HttpClient.newHttpClient().send(plain, BodyHandlers.discarding()))
                    .satisfies(e -> assertThat(e instanceof ConnectException).isEqualTo(port == plainPort));
        }
    }

    @Test
    @Order(3)
    void a_page_of_ours_is_one_that_came_by_https() throws Exception {
        // Past the guard: there is nothing to post to.
        assertThat(call("POST", Map.of("Origin", "https://localhost:" + service.port()))
                        .statusCode())
                .isEqualTo(405);
        for (String foreign : List.of(
                "http://localhost:" + service.port(),
                "http://localhost:" + plainPort,
                "https://localhost",
                "https://evil.example")) {
            HttpResponse<String> reply = call("POST", Map.of("Origin", foreign));

            assertThat(reply.statusCode()).as(foreign).isEqualTo(403);
            assertThat(reply.body()).contains("foreign_origin");
        }
    }

    @Test
    @Order(4)
    void a_new_certificate_is_served_without_a_restart() throws Exception {
        BigInteger renewed = CA.issue(directory.resolve("tls.crt"), directory.resolve("tls.key"));

        await().atMost(Duration.ofSeconds(15))
                .until(() -> serial(call("GET", Map.of())).equals(renewed));
        assertThat(renewed).isNotEqualTo(serial);
    }

    /**
     * Over a connection of its own, for one that is open keeps the certificate that it has begun with. Again where the
     * service was just reading its files: then it takes no connection.
     */
    private static HttpResponse<String> call(String method, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(me())
                .header("Authorization", "Bearer " + ADMIN.text())
                .method(method, BodyPublishers.noBody());
        headers.forEach(request::header);
        return await().ignoreExceptionsInstanceOf(IOException.class)
                .until(
                        () -> HttpClient.newBuilder()
                                .sslContext(CA.client())
                                .build()
                                .send(request.build(), BodyHandlers.ofString()),
                        Objects::nonNull);
    }

    private static URI me() {
        return URI.create("https://localhost:" + service.port() + "/api/v1/me");
    }

    private static BigInteger serial(HttpResponse<?> reply) throws SSLPeerUnverifiedException {
        X509Certificate peer =
                (X509Certificate) reply.sslSession().orElseThrow().getPeerCertificates()[0];
        return peer.getSerialNumber();
    }
}
