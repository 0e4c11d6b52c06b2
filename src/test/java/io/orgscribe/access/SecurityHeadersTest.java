package io.orgscribe.access;

import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.orgscribe.OrgscribeTest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

@OrgscribeTest
class SecurityHeadersTest {

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/me, 200",
        "GET, /api/v1/connections?limit=0, 400",
        "GET, /api/v1/connections/nothing, 404",
        "GET, /nothing, 404",
        "DELETE, /api/v1/me, 405",
        "GET, /q/openapi, 200",
        "GET, /q/metrics, 200",
        "GET, /q/health/live, 200",
        "GET, /q/swagger-ui/, 200",
        "GET, /api/v1/oauth/from_oauth/, 400",
    })
    void every_reply_has_them(String method, String path, int status) {
        holds(given().request(method, path), status);
    }

    @Test
    void refusals_have_them_too() {
        holds(given().header("Host", "evil.example").get("/api/v1/me"), 403);
        holds(given().header("Authorization", "Bearer no").get("/api/v1/me"), 401);
        holds(
                given().contentType("application/json")
                        .body("a".repeat(1_100_000))
                        .post("/api/v1/connections"),
                413);
    }

    private static void holds(Response reply, int status) {
        assertThat(reply.statusCode()).as(reply::asString).isEqualTo(status);
        assertThat(reply.getHeaders().getValues("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(reply.getHeaders().getValues("Referrer-Policy")).hasSize(1);
        assertThat(reply.getHeaders().getValues("Content-Security-Policy"))
                .singleElement()
                .asString()
                .contains("default-src 'none'", "frame-ancestors 'none'");
        assertThat(reply.getHeader("Strict-Transport-Security")).as("over http").isNull();
    }
}
