package io.orgscribe.access;

import java.util.Map;
import java.util.UUID;

import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.orgscribe.OrgscribeTest;
import io.orgscribe.SoonAndShort;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

@OrgscribeTest
@TestProfile(SoonAndShort.class)
class AccessGuardTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST:8080",
                "127.0.0.1:8080",
                "127.8.8.8",
                "[::1]:8080",
                "orgscribe.example.com"
            })
    void our_own_names_are_let_in(String host) {
        given().header("Host", host).get("/try").then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8080",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "10.0.0.1",
                "0.0.0.0",
                "example.com",
            })
    void a_name_that_is_not_ours_is_refused_everywhere(String host) {
        for (String path : new String[] {"/try", "/q/openapi", "/q/metrics", "/nothing", "/q/health/../../try"}) {
            given().urlEncodingEnabled(false)
                    .header("Host", host)
                    .get(path)
                    .then()
                    .statusCode(403)
                    .contentType("application/problem+json")
                    .body("cause", equalTo("foreign_host"))
                    .body("remedy", containsString("orgscribe.public-url"));
        }
    }

    @Test
    void a_host_that_is_no_host_is_a_bad_request() {
        given().header("Host", "evil@localhost")
                .get("/try")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @Test
    void probes_come_under_any_name() {
        given().header("Host", "10.1.2.3:8080").get("/q/health/live").then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "http://evil.example:8080",
                "null",
                "http://null",
                "http://localhost.evil.example",
                "http://localhost:8081",
                "http://localhost",
                "http://127.0.0.1:8080",
                "https://localhost:8080",
                "https://orgscribe.example.com:8443",
                "http://orgscribe.example.com",
            })
    void a_page_from_elsewhere_can_neither_read_nor_post(String origin) {
        given().header("Host", "localhost:8080")
                .header("Origin", origin)
                .get("/try")
                .then()
                .statusCode(403)
                .body("cause", equalTo("foreign_origin"));
        given().header("Host", "localhost:8080")
                .header("Origin", origin)
                .contentType("application/json")
                .body(Map.of("name", "a"))
                .post("/try")
                .then()
                .statusCode(403)
                .body("cause", equalTo("foreign_origin"));
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:8080, https://orgscribe.example.com",
        "localhost:8080, http://localhost:8080",
        "LOCALHOST:8080, http://localhost:8080",
        "localhost, http://localhost",
        "localhost:80, http://localhost",
        "[::1]:8080, http://[::1]:8080",
        "127.0.0.1:8080, http://127.0.0.1:8080",
    })
    void a_page_of_ours_can_post(String host, String origin) {
        given().header("Host", host)
                .header("Origin", origin)
                .header("Sec-Fetch-Site", "same-origin")
                .contentType("application/json")
                .body(Map.of("name", "a"))
                .post("/try")
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site", "SAME-ORIGIN", "anything"})
    void what_a_page_from_elsewhere_sends_changes_nothing_though_it_names_no_origin(String site) {
        given().header("Sec-Fetch-Site", site)
                .contentType("application/json")
                .body(Map.of("name", "a"))
                .post("/try")
                .then()
                .statusCode(403)
                .body("cause", equalTo("foreign_site"));
        // A link to us is one.
        given().header("Sec-Fetch-Site", site).get("/try").then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"same-origin", "none"})
    void what_somebody_types_is_let_in(String site) {
        given().header("Sec-Fetch-Site", site)
                .contentType("application/json")
                .body(Map.of("name", "a"))
                .post("/try")
                .then()
                .statusCode(200);
    }

    @Test
    void everybody_is_viewer_operator_and_admin_in_open_mode() {
        given().get("/try/" + UUID.randomUUID()).then().statusCode(200);
        given().contentType("application/json")
                .body(Map.of("name", "a"))
                .post("/try")
                .then()
                .statusCode(200);
        given().get("/try/problem").then().statusCode(409);
    }
}
