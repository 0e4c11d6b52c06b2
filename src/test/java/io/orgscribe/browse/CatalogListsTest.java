package io.orgscribe.browse;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.orgscribe.JsonReply;
import io.orgscribe.OrgscribeTest;
import io.orgscribe.catalog.CatalogFixture;
import io.orgscribe.catalog.ColumnReading;
import io.orgscribe.catalog.Json;
import io.orgscribe.catalog.TableReading;
import io.orgscribe.web.Cursor;

import static io.orgscribe.catalog.CatalogFixture.column;
import static io.orgscribe.catalog.CatalogFixture.reference;
import static io.orgscribe.catalog.CatalogFixture.table;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

@OrgscribeTest
class CatalogListsTest {

    private static final List<ColumnReading> COLUMNS = List.of(
            column("Id", Map.of("type", "id", "primaryKey", true)),
            column("Amount__c", Map.of("type", "currency", "custom", true, "label", "100% Größe")),
            column(
                    "Close_Date__c",
                    Map.of(
                            "type",
                            "date",
                            "custom",
                            true,
                            "label",
                            "Closed a_b",
                            "helpText",
                            "When",
                            "formula",
                            "TODAY()")),
            reference("OwnerId", "User", "Group"));

    @Inject
    CatalogFixture catalog;

    /** Of all tests that only read. */
    private static UUID filled;

    private UUID connection;

    @BeforeEach
    void fillOnce() throws SQLException {
        if (filled == null) {
            filled = filled();
        }
        connection = filled;
    }

    private UUID filled() throws SQLException {
        UUID made = catalog.connection();
        catalog.reconcile(made, org());
        catalog.reconcile(
                made,
                Set.of("Excluded__c"),
                Stream.of(org())
                        .filter(table -> !Set.of("Excluded__c", "Removed__c").contains(table.name()))
                        .toArray(TableReading[]::new));
        return made;
    }

    private static TableReading[] org() {
        return new TableReading[] {
            table("Account", COLUMNS, Map.of()),
            table(
                    "User",
                    List.of(),
                    Map.of(
                            "childRelationships",
                            new Json("[{\"childSObject\": \"Account\", \"field\": \"OwnerId\","
                                    + " \"relationshipName\": \"OwnedAccounts\"}]"))),
            table("My_Table__c", List.of(), Map.of("kind", "custom", "custom", true)),
            table(
                    "MyXTable__c",
                    List.of(column("npsp__Role__c"), column("Rank__c")),
                    Map.of("kind", "custom", "custom", true, "namespace", "npsp")),
            table("Excluded__c", List.of(column("InExcluded__c")), Map.of("kind", "custom", "custom", true)),
            table("Removed__c", List.of(column("InRemoved__c")), Map.of("kind", "custom", "custom", true)),
        };
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "name=account                      | Account",
                "name=*__C                         | My_Table__c MyXTable__c",
                "name=my_*                         | My_Table__c",
                "name=my?table__c                  | My_Table__c MyXTable__c",
                "name=%                            | ''",
                "name=\\                           | ''",
                "kind=standard                     | Account User",
                "kind=standard,custom              | Account My_Table__c MyXTable__c User",
                "namespace=NPSP                    | MyXTable__c",
                "custom=false                      | Account User",
                "removed=true                      | Removed__c",
                "removed=all                       | Account My_Table__c MyXTable__c Removed__c User",
                "excluded=true                     | Excluded__c",
                "excluded=all&name=*               | Account Excluded__c My_Table__c MyXTable__c User",
                "hidden=true                       | ''",
            })
    void tables_are_filtered(String query, String names) {
        assertThat(String.join(" ", tables(query).getList("items.name", String.class)))
                .isEqualTo(names);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "name=*__c             | Amount__c Close_Date__c",
                "type=currency,date    | Amount__c Close_Date__c",
                "custom=false          | Id OwnerId",
                "q=amount              | Amount__c",
                "q=GRÖSSE              | ''",
                "q=größe               | Amount__c",
                "q=0%                | Amount__c",
                "q=a_b                 | Close_Date__c",
                "q=c*100               | ''",
                "q=clos*               | Close_Date__c",
                "q=__c c               | ''",
                "helpText=present      | Close_Date__c",
                "helpText=absent       | Amount__c Id OwnerId",
                "formula=present       | Close_Date__c",
                "description=present   | ''",
                "references=user       | OwnerId",
                "references=use*       | ''",
                "firstSeenSince=2000-01-01T00:00:00Z | Amount__c Close_Date__c Id OwnerId",
                "firstSeenSince=2100-01-01T00:00:00Z | ''",
                "namespace=*           | ''",
                "name=amount__c        | Amount__c",
                "removed=true          | ''",
            })
    void columns_of_a_table_are_filtered(String query, String names) {
        JsonReply page = get("/tables/" + id("Account") + "/columns?" + query);

        assertThat(String.join(" ", page.getList("items.name", String.class))).isEqualTo(names);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "q=inremoved                    | ''",
                "q=inremoved&removed=true       | InRemoved__c",
                "q=inexcluded                   | ''",
                "q=inexcluded&excluded=true     | InExcluded__c",
                "table=acc*&type=reference      | OwnerId",
                "kind=custom&excluded=all       | InExcluded__c npsp__Role__c Rank__c",
                "namespace=npsp                 | npsp__Role__c Rank__c",
                "references=GROUP               | OwnerId",
                "name=rank_*                    | Rank__c",
            })
    void columns_of_a_connection_are_filtered(String query, String names) {
        JsonReply page = get("/columns?connection=" + connection + "&" + query);

        assertThat(String.join(" ", page.getList("items.name", String.class))).isEqualTo(names);
    }

    @Test
    void tables_of_all_connections_are_listed_by_name() throws SQLException {
        UUID other = catalog.connection();
        catalog.reconcile(other, table("Account"), table("My_Table__c"));

        List<Map<String, Object>> found = new ArrayList<>();
        String cursor = "";
        do {
            JsonReply page = get("/tables?limit=2&excluded=all&removed=all" + cursor);
            found.addAll(page.getList("items"));
            cursor = page.getString("next") == null ? null : "&cursor=" + page.getString("next");
        } while (cursor != null);

        assertThat(found)
                .extracting(table -> ((String) table.get("name")).toLowerCase(Locale.ROOT))
                .isSorted();
        assertThat(found)
                .filteredOn(table -> table.get("connectionId").equals(other.toString()))
                .extracting(table -> table.get("name"))
                .containsExactly("Account", "My_Table__c");
        assertThat(get("/tables?connection=" + connection + "&name=my_t*").getList("items.name", String.class))
                .containsExactly("My_Table__c");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "limit=5           | User Group",
                "target=gr*       | Group",
                "table=user       | ''",
                "column=owner*    | User Group",
                "masterDetail=true| ''",
                "removed=true     | ''",
            })
    void relationships_are_filtered(String query, String targets) {
        JsonReply page = get("/connections/" + connection + "/relationships?" + query);

        assertThat(String.join(" ", page.getList("items.target", String.class))).isEqualTo(targets);
    }

    @Test
    void changes_are_filtered() throws SQLException {
        connection = filled();
        TableReading[] relabelled = {
            table("Account", List.of(COLUMNS.get(0), column("New__c")), Map.of("label", "Customer"))
        };
        UUID run = catalog.reconcile(connection, relabelled);
        String at = tables("limit=100").getString("asOf.at");

        assertThat(changes("kind=added")).containsExactly("Account.New__c added");
        assertThat(changes("column=new*")).containsExactly("Account.New__c added");
        assertThat(changes("table=removed*")).containsExactly("Removed__c.null removed");
        assertThat(changes("run=" + run + "&kind=changed")).containsExactly("Account.null changed");
        assertThat(changes("since=" + at + "&kind=changed,added"))
                .containsExactlyInAnyOrder("Account.New__c added", "Account.null changed");
        assertThat(changes("until=" + Instant.parse(at).minusNanos(1000))).containsExactly("Removed__c.null removed");
        assertThat(changes("since=2999-01-01T00:00:00Z")).isEmpty();
        assertThat(changes("until=1999-01-01T00:00:00Z")).isEmpty();
        assertThat(changes("run=" + UUID.randomUUID())).isEmpty();
    }

    @Test
    void a_table_is_sent_with_all_its_fields() {
        Map<String, Object> account = get("/tables/" + id("Account")).getMap("");

        assertThat(account)
                .containsEntry("connectionId", connection.toString())
                .containsEntry("name", "Account")
                .containsEntry("kind", "standard")
                .containsEntry("queryable", true)
                .containsEntry("columnCount", 4)
                .containsEntry("recordTypes", List.of())
                .containsEntry("native", Map.of())
                .containsEntry("recordCount", null)
                .containsEntry("removedAt", null);
        assertThat(account.get("id")).isInstanceOf(String.class);
        assertThat(Instant.parse((String) account.get("firstSeenAt"))).isBefore(Instant.now());
    }

    @Test
    void a_column_is_sent_with_its_picklist_references_and_relationships() throws SQLException {
        connection = filled();
        List<String> states = IntStream.range(0, 20_880).mapToObj(i -> "V" + i).toList();
        catalog.reconcile(connection, table("Account", column("State__c", Map.of("picklist", picklist(states)))));
        JsonReply page = get("/tables/" + id("Account") + "/columns?removed=all");

        assertThat(page.getList("items.find { it.name == 'State__c' }.picklist.value"))
                .isEqualTo(states);
        Map<String, Object> owner = page.getMap("items.find { it.name == 'OwnerId' }");
        assertThat(owner)
                .containsEntry("references", List.of("User", "Group"))
                .containsEntry("childRelationshipName", "OwnedAccounts")
                .containsEntry("picklist", null)
                .containsEntry("position", 3);
        assertThat(owner.get("removedAt")).isNotNull();
    }

    @Test
    void a_relationship_names_its_target_from_both_sides() {
        Map<String, Object> user =
                get("/connections/" + connection + "/relationships").getMap("items[0]");

        assertThat(user)
                .containsEntry("table", "Account")
                .containsEntry("column", "OwnerId")
                .containsEntry("target", "User")
                .containsEntry("targetTableId", id("User"))
                .containsEntry("childRelationshipName", "OwnedAccounts")
                .containsEntry("polymorphic", true)
                .containsEntry("masterDetail", false);
    }

    @Test
    void a_target_that_is_named_several_times_is_one_relationship() throws SQLException {
        connection = filled();
        catalog.reconcile(
                connection,
                table(
                        "Account",
                        reference("Many__c", "Group", "User", "Group", "GROUP"),
                        reference("Same__c", "Group", "Group")));
        JsonReply page = get("/connections/" + connection + "/relationships");

        assertThat(page.getList("items.id", String.class)).doesNotHaveDuplicates();
        List<String> inRest = page.<List<Map<String, Object>>>get("items").stream()
                .map(item -> item.get("column") + " " + item.get("target") + " " + item.get("polymorphic"))
                .toList();
        assertThat(inRest).containsExactly("Many__c Group true", "Many__c User true", "Same__c Group false");
        assertThat(catalog.values("SELECT concat_ws(' ', column_name, target_table_name, polymorphic::text)"
                        + " FROM orgscribe_v1.relationships WHERE removed_at IS NULL AND connection_id = '" + connection
                        + "' ORDER BY 1"))
                .isEqualTo(inRest);
        assertThat(get("/tables/" + id("Account") + "/columns?name=same*").getList("items[0].references"))
                .containsExactly("Group", "Group");
    }

    @Test
    void a_removed_table_and_its_columns_still_answer() {
        String removed = tables("removed=true").getString("items[0].id");
        String removedAt = get("/tables/" + removed).getString("removedAt");
        JsonReply columns = get("/tables/" + removed + "/columns?removed=true");

        assertThat(removedAt).isNotNull();
        assertThat(get("/tables/" + removed + "/columns").getList("items")).isEmpty();
        assertThat(columns.getString("items[0].removedAt")).isEqualTo(removedAt);
        assertThat(get("/columns/" + columns.getString("items[0].id")).getString("removedAt"))
                .isEqualTo(removedAt);
    }

    @Test
    void a_list_as_of_a_time_answers_with_the_newest_revision_not_later() throws SQLException {
        connection = filled();
        String then = tables("limit=100").getString("asOf.at");
        catalog.reconcile(
                connection, table("Account", List.of(column("Id")), Map.of("label", "New")), table("Later__c"));
        String now = tables("limit=100").getString("asOf.at");

        assertThat(tables("asOf=" + then).getList("items.label"))
                .contains("Account")
                .doesNotContain("New", "Later__c");
        assertThat(tables("asOf=" + then).getString("asOf.at")).isEqualTo(then);
        assertThat(tables("asOf=" + Instant.parse(now).minusNanos(1000)).getString("asOf.at"))
                .isEqualTo(then);
        assertThat(tables("asOf=" + now).getList("items.label")).containsExactly("New", "Later__c");
        assertThat(tables("asOf=" + then + "&name=account").getInt("items[0].columnCount"))
                .isEqualTo(4);
        String columns = "/tables/" + id("Account") + "/columns?asOf=";
        assertThat(get(columns + then).getList("items.name")).hasSize(4);
        assertThat(get(columns + now).getList("items.name")).containsExactly("Id");
        assertThat(get("/columns?connection=" + connection + "&asOf=" + then).getList("items.name"))
                .hasSize(6);
    }

    @Test
    void only_the_chosen_fields_are_sent() {
        assertThat(tables("fields=name,kind&name=user").getList("items"))
                .containsExactly(Map.of("name", "User", "kind", "standard"));
        assertThat(get("/tables/" + id("User") + "?fields=name").getMap("")).isEqualTo(Map.of("name", "User"));
    }

    static Stream<Arguments> badQueries() {
        return Stream.of(
                arguments("limit=0", "limit", "out_of_range"),
                arguments("limit=10000000", "limit", "out_of_range"),
                arguments("limit=ten", "limit", "out_of_range"),
                arguments("cursor=", "cursor", "invalid_cursor"),
                arguments("cursor=madeup", "cursor", "invalid_cursor"),
                arguments("cursor=%25%00", "cursor", "invalid_cursor"),
                arguments("fields=name,nmae", "fields", "unknown_field"),
                arguments("fields=", "fields", "unknown_field"),
                arguments("naem=x", "naem", "unknown_parameter"),
                arguments("name=a&name=b", "name", "repeated_parameter"),
                arguments("name=%00", "name", "invalid_value"),
                arguments("removed=yes", "removed", "invalid_value"),
                arguments("custom=", "custom", "invalid_value"),
                arguments("kind=custom,nonsense", "kind", "invalid_value"),
                arguments("asOf=yesterday", "asOf", "invalid_value"),
                arguments("asOf=%2B1000000-01-01T00:00:00Z", "asOf", "invalid_value"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badQueries")
    void a_bad_query_is_refused_by_name(String query, String field, String cause) {
        Map<String, Object> problem = problem(400, "/connections/" + connection + "/tables?" + query);

        assertThat(problem)
                .containsEntry("field", field)
                .containsEntry("cause", cause)
                .containsKey("remedy");
    }

    @Test
    void a_refusal_names_the_allowed_values() {
        assertThat(problem(400, "/connections/" + connection + "/changes?kind=moved"))
                .containsEntry("remedy", "Send one of: added, removed, changed, hidden, restored, renamed.");
        assertThat(problem(400, "/connections/" + connection + "/changes?since=monday"))
                .containsEntry("field", "since");
    }

    @Test
    void a_cursor_serves_its_own_list_and_filters_only() {
        String cursor = tables("limit=1").getString("next");
        String tampered = new Cursor(List.of("1", "a")).write(List.of("other"));

        assertThat(tables("limit=2&fields=name&cursor=" + cursor).getList("items"))
                .hasSize(2);
        String path = "/connections/" + connection;
        assertThat(problem(400, path + "/tables?kind=standard&cursor=" + cursor))
                .containsEntry("field", "cursor");
        assertThat(problem(400, path + "/relationships?cursor=" + cursor)).containsEntry("field", "cursor");
        assertThat(problem(400, path + "/tables?cursor=" + cursor + "A")).containsEntry("field", "cursor");
        assertThat(problem(400, path + "/tables?cursor=" + tampered)).containsEntry("field", "cursor");
    }

    @Test
    void a_forged_cursor_is_refused_and_breaks_nothing() {
        List<String> tables = List.of("/api/v1/connections/" + connection + "/tables");
        List<String> columns = List.of("/api/v1/columns");
        String path = "/connections/" + connection + "/tables?cursor=";

        assertThat(problem(400, path + new Cursor(List.of("99", "a")).write(tables)))
                .containsKey("remedy");
        assertThat(problem(400, path + new Cursor(List.of("x", "a")).write(tables)))
                .containsKey("remedy");
        assertThat(problem(400, path + new Cursor(List.of("1", "a", "b")).write(tables)))
                .containsKey("remedy");
        assertThat(problem(400, path + new Cursor(List.of("1", "\0")).write(tables)))
                .containsKey("remedy");
        for (String moment : List.of("1", "9:1:@2026", "1:9:7,3@2026", "99999999999999999999:1:@2026")) {
            assertThat(problem(400, "/columns?cursor=" + new Cursor(List.of(moment, "1")).write(columns)))
                    .containsEntry("field", "cursor");
        }
        assertThat(problem(400, "/columns?cursor=" + new Cursor(List.of("1:9:@2026", "x")).write(columns)))
                .containsEntry("field", "cursor");
    }

    @ParameterizedTest
    @CsvSource({
        "/connections/00000000-0000-7000-8000-000000000000/tables, connection_not_found",
        "/connections/nonsense/changes, connection_not_found",
        "/columns?connection=nonsense, connection_not_found",
        "/tables/999999999999, table_not_found",
        "/tables/nonsense/columns, table_not_found",
        "/columns/99999999999999999999, column_not_found",
    })
    void what_does_not_exist_is_not_found(String path, String cause) {
        assertThat(problem(404, path)).containsEntry("cause", cause).containsKey("remedy");
    }

    @Test
    void there_is_nothing_before_the_first_revision_nor_a_time_over_all_connections() {
        assertThat(problem(404, "/connections/" + connection + "/tables?asOf=1999-01-01T00:00:00Z"))
                .containsEntry("cause", "before_first_revision");
        assertThat(problem(400, "/columns?asOf=2999-01-01T00:00:00Z")).containsEntry("cause", "needs_connection");
    }

    private static Json picklist(List<String> values) {
        return new Json(values.stream()
                .map("{\"value\":\"%1$s\",\"label\":\"%1$s\",\"active\":true,\"default\":false}"::formatted)
                .toList()
                .toString());
    }

    private String id(String table) {
        return tables("name=" + table).getString("items[0].id");
    }

    private JsonReply tables(String query) {
        return get("/connections/" + connection + "/tables?" + query);
    }

    private List<String> changes(String query) {
        return get("/connections/" + connection + "/changes?" + query).<Map<String, Object>>getList("items").stream()
                .map(item -> item.get("table") + "." + item.get("column") + " " + item.get("kind"))
                .distinct()
                .toList();
    }

    private static JsonReply get(String path) {
        return given().get("/api/v1" + path).then().statusCode(200).extract().as(JsonReply.class);
    }

    private static Map<String, Object> problem(int status, String path) {
        return new HashMap<>(given().urlEncodingEnabled(!path.contains("%"))
                .get("/api/v1" + path)
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .extract()
                .as(JsonReply.class)
                .getMap(""));
    }
}
