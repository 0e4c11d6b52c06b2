package io.orgscribe.browse;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.orgscribe.JsonReply;
import io.orgscribe.OrgscribeTest;
import io.orgscribe.catalog.CatalogFixture;

import static io.orgscribe.catalog.CatalogFixture.column;
import static io.orgscribe.catalog.CatalogFixture.table;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** Changes of a connection, of all, of a table and of a column, and their numbers. */
@OrgscribeTest
class ChangeListsTest {

    @Inject
    CatalogFixture catalog;

    /** Of all tests, which only read. */
    private static UUID filled;

    private static List<UUID> runs;

    @BeforeEach
    void fillOnce() throws SQLException {
        if (filled == null) {
            filled = catalog.connection();
            runs = new ArrayList<>();
            runs.add(catalog.reconcile(
                    filled, table("Account", column("Id"), column("Old__c", Map.of("label", "Old")))));
            runs.add(catalog.reconcile(
                    filled,
                    table("Account", column("Id", Map.of("label", "Key")), column("New__c", Map.of("type", "date"))),
                    table("Project__c", List.of(column("Id")), Map.of("kind", "custom", "label", "Project"))));
            runs.add(catalog.reconcile(
                    filled,
                    table(
                            "Account",
                            column("Id", Map.of("label", "Again")),
                            column("New__c", Map.of("type", "date")))));
            catalog.execute("UPDATE catalog_change SET changed_by = 'Ada', cause = 'edit' WHERE connection_id = '"
                    + filled + "' AND column_name = 'New__c'");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "order=newest                    | Id:changed Project__c:removed Project__c:added Old__c:removed New__c:added Id:changed",
                "order=oldest                    | Id:changed New__c:added Old__c:removed Project__c:added Project__c:removed Id:changed",
                "kind=added,removed              | Project__c:removed Project__c:added Old__c:removed New__c:added",
                "table=project*                  | Project__c:removed Project__c:added",
                "column=new__c                   | New__c:added",
                "attribute=label                 | Id:changed Id:changed",
                "cause=edit                      | New__c:added",
                "changedBy=ada                   | New__c:added",
                "presumed=true&kind=changed      | ''",
                "run={2}                         | Id:changed Project__c:removed",
                "run={2}&order=oldest            | Project__c:removed Id:changed",
            })
    void a_list_is_narrowed_and_turned_round(String query, String expected) {
        String filters = query.replace("{2}", runs.get(2).toString());
        List<String> names = expected.isEmpty() ? List.of() : List.of(expected.split(" "));

        assertThat(changes("/connections/" + filled + "/changes?" + filters))
                .containsExactlyInAnyOrderElementsOf(names);
        assertThat(changes("/changes?connection=" + filled + "&" + filters))
                .containsExactlyElementsOf(changes("/connections/" + filled + "/changes?" + filters));
    }

    @Test
    void of_a_table_are_those_of_its_columns_too_and_of_a_column_its_own() throws SQLException {
        String account = id("table", "name = 'Account'");
        String id = id("column", "name = 'Id' AND table_id = " + account);

        assertThat(changes("/tables/" + account + "/changes"))
                .containsExactly("Id:changed", "Old__c:removed", "New__c:added", "Id:changed");
        assertThat(changes("/columns/" + id + "/changes?order=oldest")).containsExactly("Id:changed", "Id:changed");
        assertThat(changes("/tables/" + account + "/changes?since=" + time(3))).containsExactly("Id:changed");
        assertThat(changes("/columns/" + id + "/changes?until=" + time(2))).containsExactly("Id:changed");
    }

    @Test
    void pages_of_all_connections_are_by_time() throws SQLException {
        List<String> all = changes("/changes?connection=" + filled);
        List<String> paged = new ArrayList<>();
        String cursor = "";
        do {
            JsonReply page = get("/changes?limit=2&connection=" + filled + cursor);
            paged.addAll(names(page));
            cursor = page.getString("next") == null ? null : "&cursor=" + page.getString("next");
        } while (cursor != null);

        assertThat(paged).isEqualTo(all).hasSize(6);
        assertThat(changes("/changes?connection=" + filled + "&since=" + time(3)))
                .hasSize(2);
        assertThat(changes("/changes?connection=" + filled + "&until=" + time(2)))
                .hasSize(4);
    }

    @Test
    void what_came_or_went_is_told_as_it_was() {
        List<Map<String, Object>> changes =
                get("/connections/" + filled + "/changes").getList("items");

        assertThat(changes)
                .filteredOn(change -> !change.get("kind").equals("changed"))
                .extracting(change -> change.get("type") + " " + change.get("label"))
                .containsExactlyInAnyOrder("custom Project", "custom Project", "string Old", "date New__c");
        assertThat(changes)
                .filteredOn(change -> change.get("kind").equals("changed"))
                .allSatisfy(change -> assertThat(change).containsEntry("type", null));
    }

    @Test
    void are_counted_by_day_table_kind_and_author() {
        String of = "/changes/summary?connection=" + filled + "&by=";
        JsonReply days = get(of + "day");

        assertThat(days.<Object>getList("items.count")).containsExactly(6);
        assertThat(days.<String, Integer>getMap("items[0].kinds"))
                .isEqualTo(Map.of("added", 2, "removed", 2, "changed", 2));
        assertThat(days.getString("timeZone")).isEqualTo("UTC");
        JsonReply tables = get(of + "table");
        assertThat(tables.<Object>getList("items.key")).containsExactly("Account", "Project__c");
        assertThat(tables.getString("items[0].connectionId")).isEqualTo(filled.toString());
        assertThat(get(of + "kind").<Object>getList("items.key")).containsExactly("added", "changed", "removed");
        JsonReply users = get(of + "user");
        assertThat(users.<Object>getList("items.key")).containsExactly(null, "Ada");
        assertThat(users.<Object>getList("items.count")).containsExactly(5, 1);
        assertThat(get(of + "day&since=2100-01-01T00:00:00Z").<Object>getList("items"))
                .isEmpty();
        assertThat(get(of + "day&timeZone=Pacific/Kiritimati").<Object>getList("items"))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "/changes?order=upward, order",
        "/changes?cause=fate, cause",
        "/changes/summary?by=moon, by",
        "/changes/summary?timeZone=Middle/Earth, timeZone",
        "/changes/summary?since=yesterday, since",
        "/changes/summary?limit=3, limit",
        "/columns?description=perhaps, description",
        "/columns?firstSeenSince=once, firstSeenSince",
        "/tables?names=x, names",
    })
    void what_cannot_be_read_is_refused(String path, String field) {
        assertThat(JsonReply.from(given().get("/api/v1" + path)
                                .then()
                                .statusCode(400)
                                .extract()
                                .asString())
                        .getString("field"))
                .isEqualTo(field);
    }

    private String id(String what, String condition) throws SQLException {
        return catalog.values(
                        "SELECT id FROM catalog_" + what + " WHERE connection_id = '" + filled + "' AND " + condition)
                .get(0);
    }

    private String time(int revision) throws SQLException {
        return catalog.values("SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
                        + " FROM catalog_revision WHERE connection_id = '" + filled + "' AND revision = " + revision)
                .get(0);
    }

    private static List<String> changes(String path) {
        return names(get(path));
    }

    private static List<String> names(JsonReply page) {
        return page.<Map<String, Object>>getList("items").stream()
                .map(change -> (change.get("column") == null ? change.get("table") : change.get("column")) + ":"
                        + change.get("kind"))
                .toList();
    }

    private static JsonReply get(String path) {
        return JsonReply.from(given().urlEncodingEnabled(false)
                .get("/api/v1" + path)
                .then()
                .statusCode(200)
                .extract()
                .asString());
    }

    @Test
    void a_list_as_a_file_is_all_of_its_pages() {
        String path = "/api/v1/connections/" + filled + "/changes";
        List<Map<String, Object>> items = JsonReply.from(given().get(path + "?limit=1000")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString())
                .getList("items");

        List<String> lines = given().get(path + "?format=csv&fields=table,column,kind,attribute,after")
                .then()
                .statusCode(200)
                .header("Content-Disposition", "attachment; filename=\"changes.csv\"")
                .extract()
                .asString()
                .lines()
                .toList();

        assertThat(lines.get(0)).isEqualTo("table,column,kind,attribute,after");
        assertThat(lines.subList(1, lines.size()))
                .isEqualTo(items.stream()
                        .map(item -> Stream.of("table", "column", "kind", "attribute", "after")
                                .map(item::get)
                                .map(value -> value == null ? "" : value.toString())
                                .collect(Collectors.joining(",")))
                        .toList());
        given().accept("text/csv")
                .get("/api/v1/changes?format=csv&connection=" + filled)
                .then()
                .statusCode(200);
        given().get(path + "?format=xlsx").then().statusCode(400);
        given().get("/api/v1/columns?format=csv").then().statusCode(400);
    }
}
