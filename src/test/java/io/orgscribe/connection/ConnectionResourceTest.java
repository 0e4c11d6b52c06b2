package io.orgscribe.connection;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

import jakarta.inject.Inject;

import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;

import io.orgscribe.OrgscribeTest;

import static io.restassured.RestAssured.given;
import static io.restassured.http.ContentType.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

@OrgscribeTest
class ConnectionResourceTest {

    private static final String ALL = "/api/v1/connections";
    private static final String SECRET = "planted-3MVG9-secret";

    @Inject
    DataSource database;

    @Test
    void a_created_connection_is_read_back_without_its_secret() {
        String name = newName();
        Response created = create(clientCredentials(name));

        created.then()
                .statusCode(201)
                .header("ETag", notNullValue())
                .header("Location", endsWith(ALL + "/" + id(created)))
                .body("name", equalTo(name))
                .body("loginUrl", equalTo("https://acme.my.salesforce.com"))
                .body("auth.method", equalTo("client_credentials"))
                .body("auth.stored", contains("clientSecret"))
                .body("status", equalTo("ready"))
                .body("budget.orgReservePercent", equalTo(10))
                .body("warnings", hasSize(0));
        String read = get(id(created)).then().statusCode(200).extract().asString();
        assertThat(read).isEqualTo(created.asString()).doesNotContain(SECRET).doesNotContain("clientSecret\":");
    }

    @Test
    void the_row_holds_secrets_as_jwe_only() throws SQLException {
        String id = id(create(password(newName())));

        String row = row(id);
        assertThat(row).doesNotContain(SECRET).doesNotContain("pass-word-7").doesNotContain("sec-token-9");
        assertThat(row.split("eyJ", -1)).as("three JWEs").hasSize(4);
    }

    @Test
    void the_password_method_warns_of_its_end() {
        create(password(newName()))
                .then()
                .statusCode(201)
                .body("warnings[0].field", equalTo("auth.method"))
                .body("warnings[0].message", containsString("2027-02-20"))
                .body("warnings[0].message", containsString("client_credentials"))
                .body("auth.stored", contains("clientSecret", "password", "securityToken"));
    }

    @Test
    void the_reply_shows_the_next_three_fire_times() {
        create(with(clientCredentials(newName()), "schedule", Map.of("cron", "0 2 * * *", "timeZone", "Asia/Kolkata")))
                .then()
                .statusCode(201)
                .body("schedule.cron", equalTo("0 2 * * *"))
                .body("schedule.enabled", equalTo(true))
                .body("schedule.next", hasSize(3))
                .body("schedule.next[0]", endsWith("T20:30:00Z"));
    }

    @Test
    void the_list_is_paged_by_cursors() {
        List<String> created = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            created.add(id(create(clientCredentials(newName()))));
        }

        List<String> listed = new ArrayList<>();
        String url = ALL + "?limit=2";
        while (url != null) {
            Response page = given().urlEncodingEnabled(false).get(url);
            page.then().statusCode(200).body("items.size()", not(equalTo(0)));
            listed.addAll(page.path("items.id"));
            String link = page.getHeader("Link");
            assertThat(link == null).isEqualTo(page.path("next") == null);
            url = link == null ? null : link.replaceFirst("^<([^>]*)>.*$", "$1");
        }
        assertThat(listed).doesNotHaveDuplicates().containsSubsequence(created);
    }

    @Test
    void a_reply_can_be_changed_and_put_back_and_keeps_its_secrets() {
        Response created = create(clientCredentials(newName()));
        String renamed = newName();
        String body = created.asString().replace(created.path("name").toString(), renamed);

        given().contentType(JSON)
                .header("If-Match", created.getHeader("ETag"))
                .body(body)
                .put(ALL + "/" + id(created))
                .then()
                .statusCode(200)
                .body("name", equalTo(renamed))
                .body("auth.stored", contains("clientSecret"))
                .header("ETag", not(equalTo(created.getHeader("ETag"))));
    }

    @Test
    void a_put_resets_what_it_leaves_out() {
        Response created = create(with(clientCredentials(newName()), "apiVersion", "60.0"));

        put(created, clientCredentials(created.path("name"))).statusCode(200).body("apiVersion", nullValue());
    }

    @Test
    void a_patch_changes_only_what_it_names() {
        Response created = create(with(clientCredentials(newName()), "apiVersion", "60.0"));

        patch(created, "{\"filter\": {\"include\": [\"Acc*\"]}}")
                .statusCode(200)
                .body("filter.include", contains("Acc*"))
                .body("apiVersion", equalTo("60.0"))
                .body("auth.clientId", equalTo("3MVG9.consumer"))
                .body("auth.stored", contains("clientSecret"));
    }

    @Test
    void a_patch_with_null_removes_a_member() {
        Response created = create(with(clientCredentials(newName()), "apiVersion", "60.0"));

        patch(created, "{\"apiVersion\": null}").statusCode(200).body("apiVersion", nullValue());
    }

    @Test
    void null_clears_an_optional_secret() {
        Response created = create(password(newName()));

        patch(created, "{\"auth\": {\"securityToken\": null}}")
                .statusCode(200)
                .body("auth.stored", contains("clientSecret", "password"));
    }

    @Test
    void a_changed_method_leaves_no_secret_of_the_old_one() {
        Response created = create(password(newName()));

        patch(
                        created,
                        "{\"loginUrl\": \"https://acme.my.salesforce.com\","
                                + "\"auth\": {\"method\": \"client_credentials\", \"username\": null}}")
                .statusCode(200)
                .body("auth.stored", contains("clientSecret"))
                .body("warnings", hasSize(0));
    }

    @Test
    void a_patch_accepts_another_org() {
        Response created = create(clientCredentials(newName()));

        patch(created, "{\"orgId\": \"00D000000000062EAA\"}")
                .statusCode(200)
                .body("orgId", equalTo("00D000000000062EAA"));
    }

    @Test
    void a_patch_is_taken_as_plain_json_too() {
        Response created = create(clientCredentials(newName()));
        String renamed = newName();

        given().contentType(JSON)
                .body(Map.of("name", renamed))
                .patch(ALL + "/" + id(created))
                .then()
                .statusCode(200)
                .body("name", equalTo(renamed));
    }

    @Test
    void a_lost_update_is_refused() {
        Response created = create(clientCredentials(newName()));
        String etag = created.getHeader("ETag");
        patch(created, "{\"apiVersion\": \"61.0\"}").statusCode(200);

        given().header("If-Match", etag)
                .contentType(MergePatch.MEDIA_TYPE)
                .body("{\"apiVersion\": \"62.0\"}")
                .patch(ALL + "/" + id(created))
                .then()
                .statusCode(412)
                .contentType("application/problem+json")
                .body("cause", equalTo("lost_update"));
        given().header("If-Match", etag).delete(ALL + "/" + id(created)).then().statusCode(412);
        get(id(created)).then().body("apiVersion", equalTo("61.0"));
    }

    @Test
    void a_deleted_connection_loses_its_secrets_and_goes_in_the_background() throws SQLException {
        Response created = create(clientCredentials(newName()));

        given().delete(ALL + "/" + id(created))
                .then()
                .statusCode(202)
                .body("status", equalTo("deleting"))
                .body("goes", notNullValue());
        // Until it has gone, which may be at once.
        Response left = get(id(created));
        if (left.statusCode() == 200) {
            left.then().body("status", equalTo("deleting")).body("auth.stored", hasSize(0));
        }
        assertThat(row(id(created))).doesNotContain("eyJ");
    }

    @Test
    void a_connection_that_is_being_deleted_takes_no_change_and_frees_its_name() {
        String name = newName();
        Response created = create(clientCredentials(name));
        given().delete(ALL + "/" + id(created)).then().statusCode(202);

        patch(created, "{\"apiVersion\": \"61.0\"}").statusCode(409).body("cause", equalTo("being_deleted"));
        create(clientCredentials(name)).then().statusCode(201);
        given().queryParam("limit", 1000).get(ALL).then().body("items.id", hasItem(id(created)));
    }

    @Test
    void a_kept_catalog_leaves_a_disconnected_connection_that_credentials_revive() {
        Response created =
                create(with(clientCredentials(newName()), "schedule", Map.of("cron", "0 2 * * *", "timeZone", "UTC")));

        given().queryParam("keep", "catalog")
                .delete(ALL + "/" + id(created))
                .then()
                .statusCode(200)
                .body("status", equalTo("disconnected"));
        get(id(created))
                .then()
                .body("status", equalTo("disconnected"))
                .body("schedule.enabled", equalTo(false))
                .body("auth.stored", hasSize(0));
        patch(created, "{\"apiVersion\": \"61.0\"}").statusCode(200).body("status", equalTo("disconnected"));
        patch(created, "{\"auth\": {\"clientSecret\": \"another\"}}")
                .statusCode(200)
                .body("status", equalTo("ready"))
                .body("statusReason", nullValue());
    }

    @Test
    void a_taken_name_is_refused_whatever_its_case() {
        String name = newName();
        create(clientCredentials(name));

        create(clientCredentials(name.toUpperCase()))
                .then()
                .statusCode(409)
                .body("field", equalTo("name"))
                .body("cause", equalTo("name_taken"));
    }

    @Test
    void an_id_that_does_not_exist_is_not_found() {
        String id = UUID.randomUUID().toString();

        get(id).then().statusCode(404).body("cause", equalTo("connection_not_found"));
        get("nonsense").then().statusCode(404).contentType("application/problem+json");
        given().delete(ALL + "/" + id).then().statusCode(404);
    }

    private static Map<String, Object> clientCredentials(String name) {
        return Map.of(
                "name",
                name,
                "loginUrl",
                "https://acme.my.salesforce.com",
                "auth",
                Map.of("method", "client_credentials", "clientId", "3MVG9.consumer", "clientSecret", SECRET));
    }

    private static Map<String, Object> password(String name) {
        return Map.of(
                "name",
                name,
                "loginUrl",
                "https://login.salesforce.com",
                "auth",
                Map.of(
                        "method",
                        "password",
                        "clientId",
                        "3MVG9.consumer",
                        "clientSecret",
                        SECRET,
                        "username",
                        "integration@acme.example",
                        "password",
                        "pass-word-7",
                        "securityToken",
                        "sec-token-9"));
    }

    private static Map<String, Object> with(Map<String, Object> body, String member, Object value) {
        Map<String, Object> copy = new java.util.HashMap<>(body);
        copy.put(member, value);
        return copy;
    }

    private static String newName() {
        return "Connection " + UUID.randomUUID();
    }

    private static Response create(Object body) {
        return given().contentType(JSON).body(body).post(ALL);
    }

    private static Response get(String id) {
        return given().get(ALL + "/" + id);
    }

    private static ValidatableResponse put(Response created, Object body) {
        return given().contentType(JSON).body(body).put(ALL + "/" + id(created)).then();
    }

    private static ValidatableResponse patch(Response created, String body) {
        return given().contentType(MergePatch.MEDIA_TYPE)
                .body(body)
                .patch(ALL + "/" + id(created))
                .then();
    }

    private static String id(Response created) {
        return created.path("id");
    }

    private String row(String id) throws SQLException {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement("select c::text from connection c where id = ?::uuid")) {
            query.setString(1, id);
            try (var rows = query.executeQuery()) {
                return rows.next() ? rows.getString(1) : "";
            }
        }
    }
}
