package io.orgscribe.access;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.orgscribe.OrgscribeTest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

/** Keys where the door is open: a right one has its own role, a wrong one is none. */
@OrgscribeTest
class ApiKeysTest {

    private static final String KEYS = "/api/v1/api-keys";

    @Inject
    KeyUses uses;

    @Test
    void a_key_is_shown_once_and_has_its_role() {
        Response made = make(Map.of("name", "Dashboard", "role", "viewer"));

        made.then()
                .statusCode(201)
                .header("Cache-Control", containsString("no-store"))
                .body("createdBy", equalTo("open"))
                .body("lastUsedAt", nullValue());
        String key = made.path("key");
        assertThat(key).matches("osk_[A-Za-z0-9_-]{43}");
        assertThat(made.<String>path("prefix")).isEqualTo(key.substring(0, 12));
        with(key)
                .get("/api/v1/me")
                .then()
                .statusCode(200)
                .body("name", equalTo("Dashboard"))
                .body("role", equalTo("viewer"))
                .body("via", equalTo("api_key"));
        assertThat(given().get(KEYS).asString())
                .contains(made.<String>path("prefix"))
                .doesNotContain(key);
    }

    @Test
    void everybody_is_admin_where_the_door_is_open() {
        given().get("/api/v1/me")
                .then()
                .body("name", equalTo("open"))
                .body("role", equalTo("admin"))
                .body("via", equalTo("open"));
    }

    @Test
    void two_keys_of_one_name_live_side_by_side_until_one_is_revoked() {
        Response first = make(Map.of("name", "Pipeline", "role", "operator"));
        Response second = make(Map.of("name", "Pipeline", "role", "operator"));

        given().delete(KEYS + "/" + first.path("id")).then().statusCode(204);
        given().delete(KEYS + "/" + first.path("id")).then().statusCode(204);

        refused(with(first.path("key")).get("/api/v1/me").then());
        with(second.path("key")).get("/api/v1/me").then().statusCode(200);
        List<Object> revoked = given().get(KEYS + "?limit=1000")
                .path("items.findAll { it.id == '" + first.path("id") + "' }.revokedAt");
        assertThat(revoked).doesNotContainNull().hasSize(1);
    }

    @Test
    void a_key_expires() throws InterruptedException {
        Instant end = Instant.now().plusMillis(1_500);
        Response made = make(Map.of("name", "Short", "role", "viewer", "expiresAt", end.toString()));
        with(made.path("key")).get("/api/v1/me").then().statusCode(200);

        Thread.sleep(Duration.between(Instant.now(), end).plusMillis(50).toMillis());

        refused(with(made.path("key")).get("/api/v1/me").then());
    }

    @Test
    void the_last_use_is_noted() {
        Response made = make(Map.of("name", "Used", "role", "viewer"));
        with(made.path("key")).get("/api/v1/me").then().statusCode(200);

        uses.write();

        String used =
                given().get(KEYS + "?limit=1000").path("items.find { it.id == '" + made.path("id") + "' }.lastUsedAt");
        assertThat(Instant.parse(used)).isBetween(Instant.now().minusSeconds(60), Instant.now());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer osk_",
                "Bearer osk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "bearer osk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "Bearer ",
                "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.",
                "BEARER hunter2",
            })
    void what_is_no_key_in_force_is_refused_alike(String header) {
        refused(given().header("Authorization", header).get("/api/v1/me").then());
        refused(given().header("Authorization", header).get("/q/openapi").then());
        refused(given().header("Authorization", header).get("/nothing").then());
    }

    @Test
    void a_key_in_an_address_or_a_cookie_is_refused() {
        String key = make(Map.of("name", "Leaked", "role", "admin")).path("key");

        refused(given().get("/api/v1/me?key=" + key).then());
        refused(given().urlEncodingEnabled(false)
                .get("/api/v1/me?a=b&key=" + key.replace("_", "%5f"))
                .then());
        refused(given().cookie("orgscribe_session", key).get("/api/v1/me").then());
        refused(with(key)
                .header("Authorization", "Bearer " + key)
                .get("/api/v1/me")
                .then());
        with(key).get("/api/v1/me").then().statusCode(200);
    }

    private static void refused(ValidatableResponse reply) {
        reply.statusCode(401)
                .header("WWW-Authenticate", "Bearer")
                .contentType("application/problem+json")
                .body("cause", equalTo("unauthorized"))
                .body("field", equalTo("Authorization"))
                .body("detail", equalTo("The request has no valid credential."));
    }

    @Test
    void what_a_key_lacks_is_named() {
        refusedBody(Map.of("role", "viewer"), "name");
        refusedBody(Map.of("name", " ", "role", "viewer"), "name");
        refusedBody(Map.of("name", "a\nb", "role", "viewer"), "name");
        refusedBody(Map.of("name", "a".repeat(101), "role", "viewer"), "name");
        refusedBody(Map.of("name", "a"), "role");
        refusedBody(Map.of("name", "a", "role", "owner"), "role");
        refusedBody(Map.of("name", "a", "role", "viewer", "expiresAt", "2026-01-01T00:00:00Z"), "expiresAt");
        given().delete(KEYS + "/01a22f64-6bf0-72ef-819b-83cda37ef32c")
                .then()
                .statusCode(404)
                .body("cause", equalTo("key_not_found"));
    }

    private static void refusedBody(Map<String, String> body, String field) {
        make(body).then().statusCode(400).body("field", equalTo(field)).body("remedy", not(nullValue()));
    }

    private static Response make(Map<String, String> body) {
        return given().contentType("application/json").body(body).post(KEYS);
    }

    private static RequestSpecification with(String key) {
        return given().header("Authorization", "Bearer " + key);
    }
}
