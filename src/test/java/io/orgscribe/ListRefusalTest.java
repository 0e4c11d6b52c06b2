package io.orgscribe;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.orgscribe.web.Cursor;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** All lists refuse alike what they cannot read, and all addresses an id that does not exist. */
@OrgscribeTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListRefusalTest {

    private static final String API = "/api/v1";
    private static final UUID UNKNOWN = UUID.fromString("01959450-0000-7000-8000-000000000000");

    private String connection;

    /** Not before all: only before each does REST Assured know the port. */
    @BeforeEach
    void connectOnce() {
        if (connection == null) {
            connection = given().contentType(ContentType.JSON)
                    .body(Map.of(
                            "name",
                            "lists " + UUID.randomUUID(),
                            "loginUrl",
                            "https://acme.my.salesforce.com",
                            "auth",
                            Map.of("method", "client_credentials", "clientId", "key", "clientSecret", "secret")))
                    .post(API + "/connections")
                    .then()
                    .statusCode(201)
                    .extract()
                    .path("id");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/connections",
                "/runs",
                "/connections/{id}/runs",
                "/connections/{id}/tables",
                "/connections/{id}/relationships",
                "/connections/{id}/changes",
                "/columns",
                "/tables",
                "/changes",
            })
    void a_page_that_cannot_be_is_refused(String list) {
        String path = list.replace("{id}", connection);

        for (String limit : new String[] {"0", "-1", "1001", "10000000", "99999999999", "abc", "1.5"}) {
            refused(400, "limit", given().queryParam("limit", limit).get(API + path));
        }
        for (String cursor : new String[] {"made-up", "AAAA", "%", UNKNOWN.toString()}) {
            JsonReply problem =
                    refused(400, "cursor", given().queryParam("cursor", cursor).get(API + path));
            assertThat(problem.getString("cause")).isEqualTo("invalid_cursor");
        }
        Cursor position = new Cursor(List.of(UNKNOWN.toString()));
        Map<String, List<String>> others = Map.of(
                "/connections", List.of("connection"),
                "/runs", List.of("run"),
                "runs of another connection", List.of("run", UNKNOWN.toString()));
        others.forEach((other, bound) -> {
            if (!other.equals(list)) {
                refused(
                        400,
                        "cursor",
                        given().queryParam("cursor", position.write(bound)).get(API + path));
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "/connections/{id}/tables,        kind,         standard",
        "/connections/{id}/tables,        custom,       true",
        "/connections/{id}/relationships, masterDetail, true",
        "/connections/{id}/relationships, removed,      all",
        "/connections/{id}/changes,       kind,         added",
        "/columns,                        kind,         standard",
        "/columns,                        type,         currency",
    })
    void an_unknown_value_is_refused_with_those_that_are_known(String list, String filter, String known) {
        String path = list.replace("{id}", connection);

        JsonReply problem =
                refused(400, filter, given().queryParam(filter, "nonsense").get(API + path));
        assertThat(problem.getString("remedy")).contains(known);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/connections/{id}",
                "/connections/{id}/runs",
                "/connections/{id}/schedule",
                "/connections/{id}/tables",
                "/connections/{id}/relationships",
                "/connections/{id}/changes",
                "/runs/{id}",
                "/runs/{id}/failures",
                "/runs/{id}/events",
                "/tables/{id}",
                "/tables/{id}/columns",
                "/tables/{id}/child-relationships",
                "/columns/{id}",
            })
    void an_unknown_id_is_not_found(String path) {
        for (String id : new String[] {UNKNOWN.toString(), "nonsense", "9000000000000", "99999999999999999999"}) {
            refused(404, "id", given().get(API + path.replace("{id}", id)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/connections/{id}/runs", "/connections/{id}/check", "/runs/{id}/cancel"})
    void nothing_is_done_for_an_unknown_id(String path) {
        for (String id : new String[] {UNKNOWN.toString(), "nonsense"}) {
            refused(404, "id", given().noContentType().post(API + path.replace("{id}", id)));
        }
    }

    @Test
    void columns_of_an_unknown_connection_are_not_found() {
        refused(404, "connection", given().queryParam("connection", UNKNOWN).get(API + "/columns"));
    }

    private static JsonReply refused(int status, String field, Response response) {
        response.then().statusCode(status).contentType("application/problem+json");
        JsonReply problem = response.as(JsonReply.class);
        assertThat(problem.getInt("status")).isEqualTo(status);
        assertThat(problem.getString("field")).isEqualTo(field);
        assertThat(problem.getString("cause")).isNotBlank();
        assertThat(problem.getString("detail")).doesNotContain("Exception");
        assertThat(problem.getString("remedy")).isNotBlank();
        return problem;
    }
}
