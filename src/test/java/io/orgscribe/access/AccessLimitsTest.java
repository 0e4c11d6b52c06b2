package io.orgscribe.access;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

import io.orgscribe.OrgscribeTest;
import io.orgscribe.SoonAndShort;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** How often somebody may ask, with a right key and with wrong ones. */
@OrgscribeTest
@TestProfile(SoonAndShort.class)
class AccessLimitsTest {

    /** Of the profile. */
    private static final int RATE = 50;

    @TestHTTPResource("/api/v1/me")
    URI me;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void a_key_that_asks_too_often_has_to_wait() throws Exception {
        String busy = key();
        for (int i = 0; i < RATE; i++) {
            assertThat(call(busy).statusCode()).isEqualTo(200);
        }

        HttpResponse<String> tooMany = call(busy);

        assertThat(tooMany.statusCode()).isEqualTo(429);
        assertThat(tooMany.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(1L, 60L);
        assertThat(tooMany.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(tooMany.body()).contains("too_many_requests", "orgscribe.access.rate");
        assertThat(call(key()).statusCode()).isEqualTo(200);
        assertThat(given().get("/q/metrics").asString())
                .contains("orgscribe_requests_refused_total{cause=\"too_many_requests\"");
    }

    @Test
    void who_shows_many_wrong_keys_waits_and_a_right_one_does_not() throws Exception {
        String right = key();
        List<CompletableFuture<HttpResponse<String>>> wrong = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            wrong.add(http.sendAsync(request(KeyText.random().text()), BodyHandlers.ofString()));
        }

        assertThat(call(right).statusCode()).isEqualTo(200);

        assertThat(wrong).anyMatch(reply -> !reply.isDone());
        assertThat(wrong.stream().map(CompletableFuture::join).map(reply -> reply.statusCode() + reply.body()))
                .allMatch(reply -> reply.startsWith("401"))
                .containsOnly("401" + wrong.get(0).join().body());
    }

    private HttpResponse<String> call(String key) throws IOException, InterruptedException {
        return http.send(request(key), BodyHandlers.ofString());
    }

    private HttpRequest request(String key) {
        return HttpRequest.newBuilder(me)
                .header("Authorization", "Bearer " + key)
                .build();
    }

    private static String key() {
        return given().contentType("application/json")
                .body(Map.of("name", "Limits", "role", "viewer"))
                .post("/api/v1/api-keys")
                .path("key");
    }
}
