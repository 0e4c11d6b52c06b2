package io.orgscribe.browse;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.orgscribe.JsonReply;
import io.orgscribe.OrgscribeTest;
import io.orgscribe.catalog.CatalogFixture;
import io.orgscribe.catalog.Json;
import io.orgscribe.catalog.TableReading;

import static io.orgscribe.catalog.CatalogFixture.column;
import static io.orgscribe.catalog.CatalogFixture.reference;
import static io.orgscribe.catalog.CatalogFixture.table;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** Child relationships in REST, as of any revision. */
@OrgscribeTest
class ChildRelationshipsTest {

    private static final int STATES = 6;
    private static final int LONGEST = 12;

    /** An entry of a describe, whose members a describe may send in any order. */
    private record Entry(String table, String column, String name, boolean cascade) {

        String json(Random random) {
            List<String> members = new ArrayList<>(List.of(
                    "\"childSObject\":\"" + table + '"',
                    "\"field\":\"" + column + '"',
                    "\"relationshipName\":" + (name == null ? "null" : '"' + name + '"'),
                    "\"cascadeDelete\":" + cascade,
                    "\"junctionIdListNames\":[\"Ids\"]",
                    "\"young\":{\"a\":1}"));
            Collections.shuffle(members, random);
            return '{' + String.join(",", members) + '}';
        }

        static Entry served(Map<String, Object> item) {
            assertThat(item)
                    .containsEntry("junctionIdListNames", List.of("Ids"))
                    .containsEntry("junctionReferenceTo", List.of())
                    .containsEntry("native", Map.of("young", Map.of("a", 1)));
            return new Entry(
                    (String) item.get("childTable"),
                    (String) item.get("childColumn"),
                    (String) item.get("relationshipName"),
                    (boolean) item.get("cascadeDelete"));
        }
    }

    @Inject
    CatalogFixture catalog;

    private UUID connection;

    @BeforeEach
    void connect() throws SQLException {
        connection = catalog.connection();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void a_list_as_of_each_revision_is_the_one_that_was_read_then(long seed) throws SQLException {
        Random random = new Random(seed);
        Map<String, List<Entry>> states = new HashMap<>();
        List<Entry> entries = List.of();
        for (int state = 0; state < STATES; state++) {
            entries = next(random, entries);
            catalog.reconcile(connection, parent(random, entries), table("Other" + state % 2));
            String at = get("/connections/" + connection + "/tables", Map.of()).getString("asOf.at");
            states.put(at, entries);
        }

        String list = list("Parent");
        states.forEach((at, expected) -> assertThat(all(list, Map.of("asOf", at)))
                .as("seed %d as of %s", seed, at)
                .containsExactlyInAnyOrderElementsOf(expected));
        assertThat(catalog.values("SELECT concat_ws(' ', child_table_name, child_column_name, relationship_name,"
                        + " cascade_delete) FROM orgscribe_v1.child_relationships WHERE connection_id = '" + connection
                        + "'"))
                .containsExactlyInAnyOrderElementsOf(entries.stream()
                        .map(e -> e.table
                                + ' '
                                + e.column
                                + ' '
                                + (e.name == null ? "" : e.name + ' ')
                                + (e.cascade ? 't' : 'f'))
                        .toList());
    }

    /** Most of the entries before, in another order, and some of few others, so that several are alike. */
    private static List<Entry> next(Random random, List<Entry> before) {
        List<Entry> entries = new ArrayList<>(before);
        Collections.shuffle(entries, random);
        entries.subList(0, entries.size() - random.nextInt(entries.size() + 1)).clear();
        int more = random.nextInt(LONGEST - entries.size() + 1);
        IntStream.range(0, more)
                .forEach(i -> entries.add(new Entry(
                        "Child" + random.nextInt(2),
                        "F" + random.nextInt(2),
                        random.nextBoolean() ? null : "Name" + random.nextInt(2),
                        random.nextBoolean())));
        return entries;
    }

    @Test
    void later_pages_answer_as_of_the_first_while_the_list_alone_changes() {
        Random random = new Random(1);
        List<Entry> before = IntStream.range(0, 5)
                .mapToObj(i -> new Entry("Child" + i, "F", "Name", false))
                .toList();
        List<Entry> after = IntStream.range(3, 8)
                .mapToObj(i -> new Entry("Child" + i, "F", "Other", true))
                .toList();
        catalog.reconcile(connection, parent(random, before));
        String list = list("Parent");

        JsonReply first = get(list, Map.of("limit", 2));
        catalog.reconcile(connection, parent(random, after));

        assertThat(rest(list, Map.of("limit", 2), first)).containsExactlyElementsOf(before);
        assertThat(all(list, Map.of())).containsExactlyElementsOf(after);
        assertThat(get("/connections/" + connection + "/changes", Map.of()).getList("items"))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "limit=9                      | Contact.AccountId Contact.Gone__c Contact.OwnerId Outside.F__c",
                "childTable=CONT*             | Contact.AccountId Contact.Gone__c Contact.OwnerId",
                "relationshipName=contacts    | Contact.AccountId",
                "toldByColumn=true            | Contact.AccountId",
                "toldByColumn=false           | Contact.Gone__c Contact.OwnerId Outside.F__c",
                "toldByColumn=true&asOf=FIRST | Contact.AccountId Contact.Gone__c",
            })
    void a_list_is_filtered(String query, String entries) {
        String first = fill();

        JsonReply page = get(list("Account") + '?' + query.replace("FIRST", first), Map.of());

        assertThat(String.join(
                        " ",
                        page.<Map<String, Object>>getList("items").stream()
                                .map(item -> item.get("childTable") + "." + item.get("childColumn"))
                                .toList()))
                .isEqualTo(entries);
    }

    @Test
    void a_list_names_what_the_catalog_has_of_the_children() {
        fill();

        List<Map<String, Object>> items = get(list("Account"), Map.of()).getList("items");

        String contact = id("Contact");
        String accountId = get("/tables/" + contact + "/columns", Map.of("name", "accountid"))
                .getString("items[0].id");
        assertThat(items.get(0))
                .containsEntry("connectionId", connection.toString())
                .containsEntry("tableId", id("Account"))
                .containsEntry("table", "Account")
                .containsEntry("childTableId", contact)
                .containsEntry("childColumnId", accountId)
                .containsEntry("toldByColumn", true)
                .containsEntry("restrictedDelete", false)
                .containsEntry("deprecatedAndHidden", false);
        assertThat(items.get(3))
                .containsEntry("childTableId", null)
                .containsEntry("childColumnId", null)
                .containsEntry("toldByColumn", false);
    }

    @Test
    void a_removed_table_still_has_its_list_and_a_new_one_had_none() {
        fill();
        String before = get("/connections/" + connection + "/tables", Map.of()).getString("asOf.at");
        String account = list("Account");
        catalog.reconcile(connection, table("Contact"), table("Lead"), parent(new Random(1), List.of()));

        assertThat(get(account, Map.of()).getList("items")).hasSize(4);
        assertThat(get(account, Map.of("toldByColumn", true)).getList("items")).isEmpty();
        assertThat(get(account, Map.of("asOf", before, "toldByColumn", true)).getList("items"))
                .hasSize(1);
        assertThat(get(list("Parent"), Map.of("asOf", before)).getList("items")).isEmpty();
    }

    /** @return when Contact still had Gone__c */
    private String fill() {
        TableReading account = table("Account", List.of(column("Id")), Map.of("childRelationships", new Json("""
                        ["no entry", {"childSObject": "Outside", "field": "F__c", "relationshipName": null},
                        {"childSObject": "Contact", "field": "AccountId", "relationshipName": "Contacts"},
                        {"childSObject": "Contact", "field": "OwnerId", "relationshipName": "Owned"},
                        {"childSObject": "Contact", "field": "Gone__c", "relationshipName": null}]""")));
        catalog.reconcile(
                connection,
                account,
                table(
                        "Contact",
                        reference("AccountId", "User", "Account"),
                        reference("OwnerId", "User"),
                        reference("Gone__c", "ACCOUNT")),
                table("Lead"));
        String at = get("/connections/" + connection + "/tables", Map.of()).getString("asOf.at");
        catalog.reconcile(
                connection,
                account,
                table("Contact", reference("AccountId", "User", "Account"), reference("OwnerId", "User")),
                table("Lead"));
        return at;
    }

    private static TableReading parent(Random random, List<Entry> entries) {
        return table(
                "Parent",
                List.of(column("Id")),
                Map.of(
                        "childRelationships",
                        new Json(entries.stream()
                                .map(entry -> entry.json(random))
                                .toList()
                                .toString())));
    }

    private String list(String table) {
        return "/tables/" + id(table) + "/child-relationships";
    }

    private String id(String table) {
        return get("/connections/" + connection + "/tables", Map.of("removed", "all", "name", table))
                .getString("items[0].id");
    }

    private static List<Entry> all(String list, Map<String, ?> query) {
        Map<String, Object> first = new HashMap<>(query);
        first.put("limit", 5);
        return rest(list, first, get(list, first));
    }

    /** The entries of the page and of all that follow. */
    private static List<Entry> rest(String list, Map<String, ?> query, JsonReply page) {
        List<Map<String, Object>> items = new ArrayList<>(page.getList("items"));
        Map<String, Object> more = new HashMap<>(query);
        for (String next = page.getString("next"); next != null; ) {
            more.put("cursor", next);
            JsonReply following = get(list, more);
            items.addAll(following.getList("items"));
            next = following.getString("next");
        }
        return items.stream().map(Entry::served).toList();
    }

    private static JsonReply get(String path, Map<String, ?> query) {
        return given().queryParams(query)
                .get("/api/v1" + path)
                .then()
                .statusCode(200)
                .extract()
                .as(JsonReply.class);
    }
}
