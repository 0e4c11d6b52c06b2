package io.orgscribe.web;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import jakarta.ws.rs.Priorities;

import io.quarkus.security.AuthenticationRedirectException;
import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import org.jboss.resteasy.reactive.server.core.RuntimeExceptionMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.orgscribe.JsonReply;
import io.orgscribe.OrgscribeTest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

/** Every error is a problem with status, cause and remedy, and quotes nothing that was sent. */
@OrgscribeTest
class ProblemTest {

    private static final String SECRET = "hunter2";
    private static final int TWO_MEGABYTES = 2 << 20;
    private static final int FIFTY_MEGABYTES = 50 << 20;

    @TestHTTPResource("/try")
    URL address;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"name": "a", "passwrd": "hunter2"}       | unknown_key    | passwrd
                    {"name": "a", "nested": {"hunter": 1}}    | unknown_key    | nested.hunter
                    {"name": "a", "size": "hunter2"}          | wrong_type     | size
                    {"name": "a", "size": {"a": "hunter2"}}   | wrong_type     | size
                    {"name": "a", "numbers": [1, "hunter2"]}  | wrong_type     | numbers[1]
                    {"name": "a", "colour": "hunter2"}        | wrong_type     | colour
                    {"name": "a", "nested": {"at":"hunter2"}} | wrong_type     | nested.at
                    {"name": 5}                               | wrong_type     | name
                    {"name": true}                            | wrong_type     | name
                    {"name": "a", "size": "5"}                | wrong_type     | size
                    {"name": "a", "size": 1.5}                | wrong_type     | size
                    {"name": "a", "size": 99999999999}        | invalid_value  | size
                    {"name": "a", "colour": 0}                | wrong_type     | colour
                    ["hunter2"]                               | wrong_type     | body
                    "hunter2"                                 | wrong_type     | body
                    {"name": "hunter2                         | malformed_json | body
                    {"name": hunter2}                         | malformed_json | body
                    <name>hunter2</name>                      | malformed_json | body
                    {"name": " ", "size": 1}                  | invalid_value  | name
                    """)
    void a_body_that_cannot_be_is_refused_by_field_and_cause(String body, String cause, String field) {
        ValidatableResponse response = problem(
                400,
                cause,
                given().contentType(ContentType.JSON).body(body).post("/try").then());

        response.body("field", equalTo(field));
    }

    @Test
    void an_unknown_value_of_an_enum_names_those_that_are_known() {
        given().contentType(ContentType.JSON)
                .body(Map.of("name", "a", "colour", "BLUE"))
                .post("/try")
                .then()
                .statusCode(400)
                .body("remedy", containsString("RED, GREEN"));
    }

    @Test
    void an_unknown_key_names_those_that_are_known() {
        given().contentType(ContentType.JSON)
                .body(Map.of("nmae", "a"))
                .post("/try")
                .then()
                .statusCode(400)
                .body("remedy", containsString("colour, name, nested, numbers, size"));
    }

    @ParameterizedTest
    @CsvSource({
        "limit,0",
        "limit,10000000",
        "limit,hunter2",
        "limit,99999999999",
        "at,hunter2",
        "removed,hunter2",
        "colour,hunter2"
    })
    void a_query_parameter_out_of_range_or_type_is_named(String name, String value) {
        problem(
                        400,
                        "invalid_value",
                        given().queryParam(name, value).get("/try").then())
                .body("field", equalTo(name));
    }

    @Test
    void an_unknown_value_of_an_enum_in_the_query_names_those_that_are_known() {
        given().queryParam("colour", "red")
                .get("/try")
                .then()
                .statusCode(400)
                .body("remedy", equalTo("Send one of: RED, GREEN, or leave it out."));
        given().queryParam("colour", "RED").get("/try").then().statusCode(200).body("colour", equalTo("RED"));
        given().get("/try").then().statusCode(200).body("colour", equalTo("null"));
    }

    @Test
    void an_id_in_the_path_that_is_none_is_named() {
        given().get("/try/7").then().statusCode(404).body("field", equalTo("id"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/try/7", "/try/x/y", "/nothing-here", "/api/v9", "/q/no"})
    void what_is_nowhere_is_not_found(String path) {
        problem(404, "not_found", given().get(path).then());
    }

    @Test
    void another_method_is_refused() {
        problem(405, "method_not_allowed", given().delete("/try").then());
    }

    @Test
    void another_content_type_is_refused() {
        problem(
                        415,
                        "unsupported_media_type",
                        given().contentType("text/plain")
                                .body(SECRET)
                                .post("/try")
                                .then())
                .body("field", equalTo("Content-Type"));
    }

    @Test
    void a_representation_that_does_not_exist_is_refused() {
        problem(406, "not_acceptable", given().accept("image/png").get("/try").then())
                .body("field", equalTo("Accept"));
    }

    @Test
    void a_problem_of_our_own_passes_as_it_is() {
        given().get("/try/problem").then().statusCode(409).body("cause", equalTo("our_own"));
    }

    @Test
    void a_lost_update_is_a_conflict() {
        problem(409, "concurrent_change", given().get("/try/lost-update").then());
    }

    @Test
    void what_is_unexpected_tells_nothing_but_where_to_look() {
        problem(500, "unexpected", given().get("/try/broken").then()).body("correlationId", notNullValue());
    }

    @ParameterizedTest
    @CsvSource({
        "LACKING_ROLE, 403, forbidden",
        "UNFINISHED_LOGIN, 401, unauthorized",
        "LOST_UPDATE_AT_COMMIT, 409, concurrent_change",
        "WRAPPED_PROBLEM, 409, our_own",
        "ANOTHER_SERVICE, 500, unexpected",
        "UNWRITABLE_JSON, 500, unexpected"
    })
    void an_exception_is_the_problem_that_it_stands_for(String how, int status, String cause) {
        problem(status, cause, given().get("/try/failure/" + how).then());
    }

    @ParameterizedTest
    @ValueSource(strings = {"UNKNOWN_CALLER", "REFUSED_CREDENTIALS"})
    void a_caller_who_must_say_who_it_is_is_challenged(String how) {
        problem(401, "unauthorized", given().get("/try/failure/" + how).then()).header("WWW-Authenticate", "Bearer");
    }

    @Test
    void credentials_are_refused_before_a_resource_is_reached() {
        problem(
                        401,
                        "unauthorized",
                        given().header("Authorization", "Bearer hunter2")
                                .get("/try")
                                .then())
                .header("WWW-Authenticate", "Bearer");
    }

    @Test
    void a_database_that_fails_is_a_reason_to_come_back() {
        problem(
                        503,
                        "database_unavailable",
                        given().get("/try/failure/LOST_DATABASE").then())
                .header("Retry-After", "5");
    }

    @Test
    void a_redirection_stays_one() {
        given().redirects()
                .follow(false)
                .get("/try/failure/ELSEWHERE")
                .then()
                .statusCode(303)
                .header("Location", endsWith("/try"));
    }

    @Test
    void a_reply_that_breaks_a_rule_is_not_the_fault_of_the_client() {
        problem(500, "unexpected", given().get("/try/reply").then());
    }

    @Test
    void every_operation_is_documented_with_its_problems() {
        JsonReply api =
                given().accept(ContentType.JSON).get("/q/openapi?format=json").as(JsonReply.class);

        assertThat(api.getMap("components.schemas.Problem.properties"))
                .containsOnlyKeys("status", "title", "detail", "instance", "field", "cause", "correlationId", "remedy");
        assertThat(api.getMap("components.schemas")).doesNotContainKeys("HttpProblem", "HttpValidationProblem");
        List<String> problems = api.getList("paths.values().collectMany { it.values() }"
                + ".collect { it.responses.default.content.'application/problem+json'.schema.'$ref' }");
        assertThat(problems).hasSizeGreaterThan(20).containsOnly("#/components/schemas/Problem");
    }

    /** A redirection is no problem; of all else the mapper is ours, whatever the order in which they were found. */
    @Test
    void no_exception_has_a_mapper_of_somebody_else_or_of_the_same_priority() {
        assertThat(RuntimeExceptionMapper.getMappers())
                .containsKey(Throwable.class)
                .allSatisfy((exception, mapper) -> {
                    if (exception != AuthenticationRedirectException.class) {
                        assertThat(mapper.getClassName()).startsWith(ExceptionMappers.class.getName() + "$");
                        assertThat(mapper.getPriority()).isLessThan(Priorities.USER);
                    }
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 52428800", "Transfer-Encoding: chunked"})
    void a_body_that_is_too_large_is_refused_before_it_was_sent_whole(String length) throws IOException {
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            OutputStream request = socket.getOutputStream();
            request.write(("POST /try HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + length
                            + "\r\n\r\n200000\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            request.write(new byte[TWO_MEGABYTES]);

            String reply = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(reply)
                    .startsWith("HTTP/1.1 413 ")
                    .contains("application/problem+json")
                    .contains("body_too_large");
        }
    }

    @Test
    void a_client_that_reads_only_after_writing_still_gets_the_reply() {
        problem(
                        413,
                        "body_too_large",
                        given().contentType(ContentType.JSON)
                                .body(new byte[FIFTY_MEGABYTES])
                                .post("/try")
                                .then())
                .body("field", equalTo("body"));
    }

    private static ValidatableResponse problem(int status, String cause, ValidatableResponse response) {
        String body = response.statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status))
                .body("title", notNullValue())
                .body("detail", notNullValue())
                .body("cause", equalTo(cause))
                .body("remedy", notNullValue())
                .extract()
                .asString();
        assertThat(body).doesNotContain(SECRET).doesNotContain("Exception").doesNotContain("io.orgscribe");
        return response;
    }
}
