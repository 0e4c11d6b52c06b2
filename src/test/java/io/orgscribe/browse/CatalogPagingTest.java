package io.orgscribe.browse;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.orgscribe.JsonReply;
import io.orgscribe.OrgscribeTest;
import io.orgscribe.catalog.CatalogFixture;
import io.orgscribe.catalog.ColumnReading;
import io.orgscribe.catalog.Json;
import io.orgscribe.catalog.TableReading;

import static io.orgscribe.catalog.CatalogFixture.column;
import static io.orgscribe.catalog.CatalogFixture.table;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

@OrgscribeTest
class CatalogPagingTest {

    @Inject
    CatalogFixture catalog;

    private UUID connection;

    @BeforeEach
    void connect() throws SQLException {
        connection = catalog.connection();
    }

    @Test
    void later_pages_answer_as_of_the_first() {
        UUID first = catalog.reconcile(connection, labelled("A", "old"), labelled("B", "old"), labelled("C", "old"));

        JsonReply page = tables(Map.of("limit", 1));
        catalog.reconcile(connection, labelled("A", "new"), labelled("Aa", "new"), labelled("C", "new"));
        catalog.reconcile(connection, labelled("A", "newer"), labelled("Aa", "newer"), labelled("C", "newer"));
        List<JsonReply> pages = rest("/connections/" + connection + "/tables", Map.of("limit", 1), page);

        assertThat(pages).flatExtracting(p -> p.getList("items.name")).containsExactly("A", "B", "C");
        assertThat(pages).flatExtracting(p -> p.getList("items.label")).containsOnly("old");
        assertThat(pages).extracting(p -> p.getString("asOf.runId")).containsOnly(first.toString());
        assertThat(tables(Map.of()).getList("items.name")).containsExactly("A", "Aa", "C");
    }

    @Test
    void columns_and_relationships_are_pinned_alike() {
        ColumnReading owner = CatalogFixture.reference("Owner", "User", "Group");
        catalog.reconcile(connection, table("A", column("X"), owner), table("B", owner));
        String columns = "/tables/" + tables(Map.of()).getString("items[0].id") + "/columns";
        String relationships = "/connections/" + connection + "/relationships";

        JsonReply firstColumn = get(columns, Map.of("limit", 1));
        JsonReply firstRelationship = get(relationships, Map.of("limit", 1));
        catalog.reconcile(connection, table("A", column("Y"), column("X")), table("C", owner));

        assertThat(rest(columns, Map.of("limit", 1), firstColumn))
                .flatExtracting(p -> p.getList("items.name"))
                .containsExactly("Owner", "X");
        assertThat(rest(relationships, Map.of("limit", 1), firstRelationship))
                .flatExtracting(p -> p.<Map<String, Object>>getList("items").stream()
                        .map(item -> item.get("table") + "." + item.get("column") + ">" + item.get("target"))
                        .toList())
                .containsExactly("A.Owner>User", "A.Owner>Group", "B.Owner>User", "B.Owner>Group");
    }

    @Test
    void names_that_are_kept_with_the_target_are_pinned_alike() {
        catalog.reconcile(connection, table("A", CatalogFixture.reference("F", "B")), parent("Old"), table("C"));
        String columns = "/tables/" + tables(Map.of()).getString("items[0].id") + "/columns";
        String relationships = "/connections/" + connection + "/relationships";
        String old = get(columns, Map.of()).getString("asOf.at");
        catalog.reconcile(connection, table("A", CatalogFixture.reference("F", "B")), parent(null), table("C"));
        String none = get(columns, Map.of()).getString("asOf.at");
        catalog.reconcile(connection, table("A", CatalogFixture.reference("F", "B")), table("B"), table("C"));
        String gone = get(columns, Map.of()).getString("asOf.at");
        catalog.reconcile(
                connection, table("A", CatalogFixture.reference("F", "B")), parent("New"), labelled("C", "!"));

        Map<String, String> names = new HashMap<>();
        names.put(old, "Old");
        names.put(none, null);
        names.put(gone, null);
        names.put(get(columns, Map.of()).getString("asOf.at"), "New");
        names.forEach((at, name) -> {
            for (String list : List.of(columns, relationships)) {
                assertThat(get(list, Map.of("asOf", at)).getList("items.childRelationshipName"))
                        .as(list + " as of " + at)
                        .containsExactly(name);
            }
        });
        assertThat(get("/columns", Map.of("connection", connection)).getList("items.childRelationshipName"))
                .containsExactly("New");
    }

    private static TableReading parent(String name) {
        return table(
                "B",
                List.of(),
                Map.of(
                        "childRelationships",
                        new Json("[{\"childSObject\": \"A\", \"field\": \"F\", \"relationshipName\": "
                                + (name == null ? "null" : '"' + name + '"') + "}]")));
    }

    @Test
    void a_search_over_connections_is_pinned_for_all_of_them() throws SQLException {
        UUID other = catalog.connection();
        String name = "Q" + UUID.randomUUID().toString().substring(0, 8);
        catalog.reconcile(connection, table("A", column(name, Map.of("label", "old")), column(name + "2")));
        catalog.reconcile(other, table("B", column(name, Map.of("label", "old"))));

        Map<String, Object> query = Map.of("limit", 1, "q", name);
        JsonReply first = get("/columns", query);
        catalog.reconcile(connection, table("A", column(name, Map.of("label", "new")), column(name + "3")));
        catalog.reconcile(other, table("B", column(name, Map.of("label", "new"))), table("C", column(name)));
        List<JsonReply> pages = rest("/columns", query, first);

        assertThat(pages)
                .flatExtracting(p -> p.<String>getList("items.id"))
                .extracting(Long::valueOf)
                .isSorted();
        // Those that one reconcile adds get their ids as PostgreSQL comes across them.
        assertThat(pages)
                .flatExtracting(p -> p.getList("items.name"))
                .containsExactlyInAnyOrder(name, name + "2", name);
        assertThat(pages).flatExtracting(p -> p.getList("items.table")).containsExactly("A", "A", "B");
        assertThat(pages).flatExtracting(p -> p.getList("items.label")).doesNotContain("new");
        assertThat(pages).extracting(p -> p.getString("asOf.at")).containsOnly(first.getString("asOf.at"));
        assertThat(get("/columns", Map.of("q", name)).getList("items.table")).containsExactly("A", "B", "A", "C");
    }

    @Test
    void changes_come_newest_first_and_new_ones_do_not_move_the_pages() {
        catalog.reconcile(connection, labelled("A", "1"));
        catalog.reconcile(connection, labelled("A", "2"));
        catalog.reconcile(connection, labelled("A", "3"));
        String path = "/connections/" + connection + "/changes";

        JsonReply first = get(path, Map.of("limit", 1));
        catalog.reconcile(connection, labelled("A", "4"));

        assertThat(rest(path, Map.of("limit", 1), first))
                .flatExtracting(p -> p.getList("items.after"))
                .containsExactly("3", "2");
        assertThat(get(path, Map.of()).getList("items.after")).containsExactly("4", "3", "2");
    }

    @Test
    void the_link_header_leads_to_the_next_page() {
        catalog.reconcile(connection, table("A"), table("B"));

        Response first = given().queryParams(Map.of("limit", 1, "fields", "name"))
                .get("/api/v1/connections/" + connection + "/tables");
        String link = first.header("Link");
        String next = link.substring(link.indexOf('<') + 1, link.indexOf('>'));

        assertThat(link).endsWith("rel=\"next\"");
        Response second = given().urlEncodingEnabled(false).get(next);
        assertThat(second.asString()).contains("{\"name\":\"B\"}").contains("\"next\":null");
        assertThat(second.header("Link")).isNull();
    }

    @Test
    void a_page_ends_early_where_it_would_be_too_large() {
        String help = "x".repeat(3 << 20);
        catalog.reconcile(
                connection,
                table(
                        "A",
                        IntStream.range(0, 5)
                                .mapToObj(i -> column("C" + i, Map.of("helpText", help)))
                                .toArray(ColumnReading[]::new)));
        String path = "/tables/" + tables(Map.of()).getString("items[0].id") + "/columns";

        Response first = given().get("/api/v1" + path);
        List<JsonReply> pages = rest(path, Map.of(), first.as(JsonReply.class));

        assertThat(first.asByteArray().length).isLessThan(8 << 20);
        assertThat(first.header("Link")).isNotNull();
        assertThat(pages).extracting(p -> p.getList("items").size()).containsExactly(2, 2, 1);
    }

    @Test
    void a_catalog_of_twenty_thousand_columns_pages_through_completely() {
        catalog.reconcile(
                connection,
                IntStream.range(0, 100)
                        .mapToObj(t -> table(
                                "T" + t,
                                IntStream.range(0, 200)
                                        .mapToObj(c -> column("C" + c))
                                        .toArray(ColumnReading[]::new)))
                        .toArray(TableReading[]::new));

        Map<String, Object> query = Map.of("connection", connection, "limit", 1000, "fields", "id");
        List<Object> ids = new ArrayList<>();
        rest("/columns", query, get("/columns", query)).forEach(page -> ids.addAll(page.getList("items.id")));

        assertThat(ids).hasSize(20_000).doesNotHaveDuplicates();
    }

    @Test
    void a_connection_that_was_never_read_has_an_empty_catalog_as_of_never() {
        JsonReply page = tables(Map.of());

        assertThat(page.getList("items")).isEmpty();
        assertThat(page.getMap("asOf")).isNull();
        assertThat(page.getString("next")).isNull();
    }

    private static TableReading labelled(String name, String label) {
        return table(name, List.of(), Map.of("label", label));
    }

    private JsonReply tables(Map<String, ?> query) {
        return get("/connections/" + connection + "/tables", query);
    }

    private static JsonReply get(String path, Map<String, ?> query) {
        return given().queryParams(query)
                .get("/api/v1" + path)
                .then()
                .statusCode(200)
                .extract()
                .as(JsonReply.class);
    }

    /** The page and all that follow. */
    private static List<JsonReply> rest(String path, Map<String, ?> query, JsonReply page) {
        List<JsonReply> pages = new ArrayList<>(List.of(page));
        for (String next = page.getString("next"); next != null; ) {
            Map<String, Object> more = new HashMap<>(query);
            more.put("cursor", next);
            pages.add(get(path, more));
            next = pages.get(pages.size() - 1).getString("next");
        }
        return pages;
    }
}
