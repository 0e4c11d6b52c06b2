package io.orgscribe.preflight;

import java.util.Map;

import io.orgscribe.JsonReply;

import static io.restassured.RestAssured.given;
import static io.restassured.http.ContentType.JSON;

/** Checks of connections that are not stored. */
final class Checks {

    private Checks() {}

    static JsonReply check(String loginUrl) {
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
                .as(JsonReply.class);
    }

    static Map<String, String> step(JsonReply report, String name) {
        return report.find("steps", "name", name);
    }
}
