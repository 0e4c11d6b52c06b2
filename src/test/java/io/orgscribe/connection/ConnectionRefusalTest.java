package io.orgscribe.connection;

import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.sql.DataSource;

import jakarta.inject.Inject;

import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.orgscribe.JsonReply;
import io.orgscribe.OrgscribeTest;

import static io.restassured.RestAssured.given;
import static io.restassured.http.ContentType.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

/** What bad input gets: a problem with the field, the cause and the remedy, and nothing changed. */
@OrgscribeTest
class ConnectionRefusalTest {

    private static final String ALL = "/api/v1/connections";

    private static final String GOOD = """
            {"name": "%s", "loginUrl": "https://acme.my.salesforce.com",
             "auth": {"method": "client_credentials", "clientId": "key", "clientSecret": "planted-secret"}}""";

    @Inject
    DataSource database;

    /** Each row is a merge patch; what it makes of a good connection is posted, and patched onto a stored one. */
    @ParameterizedTest(name = "{0} -> {1} {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # merge patch                                                             | field                    | cause
            {"name": ""}                                                              | name                     | required
            {"name": 5}                                                               | name                     | wrong_type
            {"name": true}                                                            | name                     | wrong_type
            {"name": null}                                                            | name                     | required
            {"name": "a\\u0000b"}                                                     | name                     | invalid_characters
            {"name": "a\\ud800b"}                                                     | name                     | invalid_characters
            {"loginUrl": null}                                                        | loginUrl                 | required
            {"loginUrl": "https://evil.example"}                                      | loginUrl                 | host_not_allowed
            {"loginUrl": "http://acme.my.salesforce.com"}                             | loginUrl                 | host_not_allowed
            {"loginUrl": "https://planted@acme.my.salesforce.com"}                    | loginUrl                 | host_not_allowed
            {"loginUrl": "https://acme.my.salesforce.com/lightning"}                  | loginUrl                 | host_not_allowed
            {"loginUrl": "https://10.0.0.1"}                                          | loginUrl                 | host_not_allowed
            {"loginUrl": "https://acme.lightning.force.com"}                          | loginUrl                 | host_not_allowed
            {"loginUrl": "no url at all"}                                             | loginUrl                 | host_not_allowed
            {"loginUrl": "https://login.salesforce.com"}                              | loginUrl                 | wrong_domain
            {"loginUrl": "https://TEST.salesforce.com."}                              | loginUrl                 | wrong_domain
            {"loginUrl": 5}                                                           | loginUrl                 | wrong_type
            {"auth": null}                                                            | auth.method              | required
            {"auth": {"method": null}}                                                | auth.method              | required
            {"auth": {"method": "magic"}}                                             | auth.method              | wrong_type
            {"auth": {"method": "jwt_bearer"}}                                        | auth.username            | required
            {"auth": {"method": "jwt_bearer", "username": "u", "clientSecret": null}} | auth.privateKey          | required
            {"auth": {"method": "jwt_bearer", "username": "u", "clientSecret": null, "privateKey": "planted"}} | auth.privateKey | unreadable_key
            {"auth": {"method": "jwt_bearer", "username": "u", "audience": "planted"}} | auth.audience           | invalid_audience
            {"auth": {"method": "authorization_code", "password": "planted"}}         | auth.password            | not_of_method
            {"auth": {"method": "authorization_code", "refreshIdleDays": 0}}          | auth.refreshIdleDays     | out_of_range
            {"auth": {"method": "authorization_code", "refreshValidDays": 3651}}      | auth.refreshValidDays    | out_of_range
            {"auth": {"method": "authorization_code", "refreshIdleDays": "30"}}       | auth.refreshIdleDays     | wrong_type
            {"auth": {"refreshIdleDays": 30}}                                         | auth.refreshIdleDays     | not_of_method
            {"auth": {"clientId": null}}                                              | auth.clientId            | required
            {"auth": {"clientSecret": null}}                                          | auth.clientSecret        | required
            {"auth": {"clientSecret": "  "}}                                          | auth.clientSecret        | required
            {"auth": {"clientSecret": 5}}                                             | auth.clientSecret        | wrong_type
            {"auth": {"username": "planted"}}                                         | auth.username            | not_of_method
            {"auth": {"password": "planted"}}                                         | auth.password            | not_of_method
            {"auth": {"privateKey": "planted"}}                                       | auth.privateKey          | not_of_method
            {"auth": {"method": "password"}}                                          | auth.username            | required
            {"auth": {"method": "password", "username": "u"}}                         | auth.password            | required
            {"auth": {"secret": "planted"}}                                           | auth.secret              | unknown_key
            {"colour": "planted"}                                                     | colour                   | unknown_key
            {"apiVersion": "40.0"}                                                    | apiVersion               | unsupported_version
            {"apiVersion": "68"}                                                      | apiVersion               | unsupported_version
            {"apiVersion": "v68.0"}                                                   | apiVersion               | unsupported_version
            {"orgId": "005000000000062EAA"}                                           | orgId                    | invalid_org_id
            {"schedule": {"cron": "every day"}}                                       | schedule.cron            | invalid_cron
            {"schedule": {"cron": ""}}                                                | schedule.cron            | invalid_cron
            {"schedule": {"cron": "61 2 * * *"}}                                      | schedule.cron            | invalid_cron
            {"schedule": {"cron": "0 0 3 30 2 ?"}}                                    | schedule.cron            | never_fires
            {"schedule": {"cron": "* * * * *"}}                                       | schedule.cron            | too_often
            {"schedule": {"cron": "0 0,1 2 * * ?"}}                                   | schedule.cron            | too_often
            {"schedule": {"enabled": true}}                                           | schedule.cron            | required
            {"schedule": {"cron": "0 2 * * *", "timeZone": "Mars/Olympus"}}           | schedule.timeZone        | unknown_time_zone
            {"schedule": {"cron": "0 2 * * *", "timeZone": "UTC+02:00:30"}}           | schedule.timeZone        | unknown_time_zone
            {"schedule": {"cron": "0 2 * * *", "enabled": "perhaps"}}                 | schedule.enabled         | wrong_type
            {"filter": {"include": ["Acc*", "a b"]}}                                  | filter.include[1]        | invalid_pattern
            {"filter": {"exclude": [null]}}                                           | filter.exclude[0]        | invalid_pattern
            {"filter": {"include": [5]}}                                              | filter.include[0]        | wrong_type
            {"filter": {"kinds": ["standard", "magic"]}}                              | filter.kinds[1]          | unknown_kind
            {"filter": {"include": "Acc*"}}                                           | filter.include           | wrong_type
            {"budget": {"callsPerAttempt": 4}}                                        | budget.callsPerAttempt   | out_of_range
            {"budget": {"callsPerAttempt": "many"}}                                   | budget.callsPerAttempt   | wrong_type
            {"budget": {"callsPerAttempt": "5"}}                                      | budget.callsPerAttempt   | wrong_type
            {"budget": {"callsPerAttempt": 99999999999}}                              | budget.callsPerAttempt   | invalid_value
            {"budget": {"orgReservePercent": 91}}                                     | budget.orgReservePercent | out_of_range
            {"budget": {"orgReservePercent": -1}}                                     | budget.orgReservePercent | out_of_range
            """)
    void bad_input_changes_nothing(String patch, String field, String cause) throws SQLException {
        String id = create().path("id");
        String before = rows();

        refused(given().contentType(MergePatch.MEDIA_TYPE).body(patch).patch(ALL + "/" + id), 400, field, cause);
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void bad_input_creates_nothing() throws SQLException {
        String before = rows();

        refused(post(good().replace("acme.my.salesforce.com", "evil.example")), 400, "loginUrl", "host_not_allowed");
        refused(post(good().replace("clientSecret", "secret")), 400, "auth.secret", "unknown_key");
        refused(post(good().replaceFirst("\"name\": \"[^\"]+\"", "\"name\": 5")), 400, "name", "wrong_type");
        refused(post(good().replace("\"planted-secret\"", "null")), 400, "auth.clientSecret", "required");
        assertThat(rows()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"planted\"", "5", "{\"name\": planted}", "{", " ", "null"})
    void what_is_no_json_object_is_refused(String body) {
        String id = create().path("id");

        for (Response response : new Response[] {
            post(body),
            given().contentType(JSON).body(body).put(ALL + "/" + id),
            given().contentType(MergePatch.MEDIA_TYPE).body(body).patch(ALL + "/" + id)
        }) {
            assertThat(problem(response, 400).getString("remedy")).isNotBlank();
        }
    }

    @Test
    void a_pasted_address_is_refused_with_the_right_host_spelt_out() {
        post(good().replace("acme.my.salesforce.com", "acme.lightning.force.com"))
                .then()
                .statusCode(400)
                .body("remedy", equalTo("Use https://acme.my.salesforce.com."));
    }

    @Test
    void a_secret_of_100_kb_is_refused_and_not_echoed() {
        Response response = post(good().replace("planted-secret", "planted".repeat(15_000)));

        refused(response, 400, "auth.clientSecret", "too_long");
    }

    @Test
    void a_name_of_201_characters_is_refused() {
        refused(post(GOOD.formatted("x".repeat(201))), 400, "name", "too_long");
        post(GOOD.formatted(UUID.randomUUID() + "x".repeat(164))).then().statusCode(201);
    }

    @Test
    void a_body_of_50_mb_is_refused_and_creates_nothing() throws SQLException {
        String before = rows();

        refused(post("{\"name\": \"" + "x".repeat(50_000_000) + "\"}"), 413, "body", "body_too_large");
        assertThat(rows()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1001", "10000000", "99999999999", "many"})
    void a_limit_out_of_range_is_refused(String limit) {
        JsonReply problem = problem(given().queryParam("limit", limit).get(ALL), 400);
        assertThat(problem.getString("field")).isEqualTo("limit");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"made-up", "AAAA", "Y29ubmVjdGlvbjp4", "MDE5NTk0NTAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDAw", "%00"
            })
    void a_made_up_cursor_is_refused(String cursor) {
        refused(given().queryParam("cursor", cursor).get(ALL), 400, "cursor", "invalid_cursor");
    }

    @Test
    void only_the_catalog_can_be_kept() {
        Response created = create();

        refused(given().queryParam("keep", "all").delete(ALL + "/" + created.path("id")), 400, "keep", "unknown_value");
        given().get(ALL + "/" + created.path("id")).then().body("status", equalTo("ready"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "\"", "\"99\"", "W/\"1\""})
    void an_etag_that_is_not_the_present_one_is_refused(String etag) {
        Response created = create();

        problem(
                given().contentType(MergePatch.MEDIA_TYPE)
                        .header("If-Match", etag)
                        .body("{\"apiVersion\": \"61.0\"}")
                        .patch(ALL + "/" + created.path("id")),
                412);
    }

    @Test
    void of_two_changes_at_once_with_the_same_etag_one_is_refused() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 5; round++) {
                Response created = create();
                // Read here, for REST Assured's response is not for several threads.
                String id = created.path("id");
                String etag = created.getHeader("ETag");
                Callable<Integer> change = () -> given().contentType(MergePatch.MEDIA_TYPE)
                        .header("If-Match", etag)
                        .body("{\"apiVersion\": \"61.0\"}")
                        .patch(ALL + "/" + id)
                        .statusCode();

                assertThat(threads
                                .invokeAll(
                                        Stream.generate(() -> change).limit(4).toList())
                                .stream()
                                .map(ConnectionRefusalTest::result))
                        .containsExactlyInAnyOrder(200, 412, 412, 412);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void of_two_creations_at_once_with_one_name_one_is_refused() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            String body = good();
            Callable<Integer> create = () -> post(body).statusCode();

            assertThat(threads.invokeAll(Stream.generate(() -> create).limit(4).toList()).stream()
                            .map(ConnectionRefusalTest::result))
                    .containsExactlyInAnyOrder(201, 409, 409, 409);
        } finally {
            threads.shutdownNow();
        }
    }

    private static <T> T result(java.util.concurrent.Future<T> future) {
        try {
            return future.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** @param cause a star for any */
    private static void refused(Response response, int status, String field, String cause) {
        JsonReply problem = problem(response, status);
        assertThat(problem.getString("field")).isEqualTo(field);
        assertThat(problem.getString("detail")).isNotNull();
        assertThat(problem.getString("remedy")).isNotBlank();
        if (!cause.equals("*")) {
            assertThat(problem.getString("cause")).isEqualTo(cause);
        }
    }

    private static JsonReply problem(Response response, int status) {
        assertThat(response.asString()).doesNotContain("planted").doesNotContain("Exception");
        response.then().statusCode(status).contentType("application/problem+json");
        JsonReply problem = response.as(JsonReply.class);
        assertThat(problem.getString("cause")).isNotBlank();
        return problem;
    }

    private static Response create() {
        Response created = post(good());
        created.then().statusCode(201);
        return created;
    }

    private static String good() {
        return GOOD.formatted(UUID.randomUUID());
    }

    private static Response post(String body) {
        return given().contentType(JSON).body(body).post(ALL);
    }

    private String rows() throws SQLException {
        try (var c = database.getConnection();
                var statement = c.createStatement();
                var rows = statement.executeQuery("select string_agg(c::text, ',' order by id) from connection c")) {
            rows.next();
            return rows.getString(1);
        }
    }
}
