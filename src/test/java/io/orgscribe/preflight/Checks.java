package io.orgscribe.preflight;

import java.util.Map;

import io.restassured.path.json.JsonPath;

import static io.restassured.RestAssured.given;
import static io.restassured.http.ContentType.JSON;

/** Checks of connections that are not stored. */
final class Checks {

    private Checks() {}

    static JsonPath check(String loginUrl) {
        return given().contentType(JSON)
                .body(Map.of(
                        "name",
                        "checked",
                        "loginUrl",
                        loginUrl,
                        "auth",
                        Map.of("method", "client_credentials", "clientId", "key", "clientSecret", "planted")))
                .post("/api/v1/connections/check")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    static Map<String, String> step(JsonPath report, String name) {
        return report.getMap("steps.find { it.name == '" + name + "' }");
    }
}
