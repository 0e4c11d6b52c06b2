package io.orgscribe.lineage;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.orgscribe.JsonReply;
import io.orgscribe.OrgscribeTest;
import io.orgscribe.catalog.CatalogFixture;
import io.orgscribe.catalog.ColumnReading;
import io.orgscribe.catalog.Json;
import io.orgscribe.catalog.TableReading;
import io.orgscribe.extraction.TestRuns;
import io.orgscribe.sampleorg.TestOrg;
import io.orgscribe.sampleorg.TestOrgSettings;

import static io.orgscribe.catalog.CatalogFixture.column;
import static io.orgscribe.catalog.CatalogFixture.reference;
import static io.orgscribe.catalog.CatalogFixture.table;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

/** Neighbours and paths of graphs whose answer is known, and of random ones and a real run's by an own search. */
@OrgscribeTest
class RelationsTest {

    @Inject
    CatalogFixture catalog;

    @Test
    void neighbours_are_of_both_directions_with_what_joins_them() throws SQLException {
        UUID connection = catalog.connection();
        catalog.reconcile(
                connection,
                table(
                        "Account",
                        List.of(column("Id"), reference("ParentId", "Account"), reference("OwnerId", "User")),
                        Map.of(
                                "childRelationships",
                                new Json("[{\"childSObject\": \"Contact\", \"field\": \"AccountId\","
                                        + " \"relationshipName\": \"Contacts\"}]"))),
                table("Contact", reference("AccountId", "Account")),
                table("Task", reference("WhatId", "Contact", "Campaign", "Missing")),
                table("Campaign", column("Id")),
                table("User", column("Id")));

        assertThat(tables(connection, "Account", "")).isEqualTo("Account 0, Contact 1");
        assertThat(tables(connection, "Account", "?depth=2")).isEqualTo("Account 0, Contact 1, Task 2");
        assertThat(tables(connection, "Account", "?depth=3")).isEqualTo("Account 0, Contact 1, Task 2, Campaign 3");
        assertThat(tables(connection, "Account", "?system=true")).isEqualTo("Account 0, Contact 1, User 1");
        JsonReply account = neighbours(connection, "Account", "");
        assertThat(account.<Map<String, Object>>getList("references"))
                .extracting(reference -> reference.get("from") + "." + reference.get("column") + " "
                        + reference.get("to") + " " + reference.get("childRelationshipName"))
                .containsExactly("Account.ParentId Account null", "Contact.AccountId Account Contacts");
        assertThat(account.getBoolean("more")).isFalse();
    }

    @Test
    void what_is_gone_hidden_or_left_out_leads_nowhere_and_did_before() throws SQLException {
        UUID connection = catalog.connection();
        TableReading a = table("A", reference("B", "B"), reference("C", "C"), reference("D", "D"), reference("E", "E"));
        catalog.reconcile(
                connection,
                a,
                table("B", column("Id")),
                table("C", column("Id")),
                table("D", column("Id")),
                table("E", column("Id")));
        String before = catalog.values("SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')")
                .get(0);
        catalog.reconcile(
                connection,
                Set.of("D"),
                table("A", reference("B", "B"), reference("D", "D"), reference("E", "E")),
                table("B", column("Id")),
                table("C", column("Id")),
                table("E", column("Id")));
        catalog.execute(
                "UPDATE catalog_table SET hidden = true WHERE name = 'E' AND connection_id = '" + connection + "'");

        assertThat(tables(connection, "A", "")).isEqualTo("A 0, B 1");
        assertThat(tables(connection, "A", "?asOf=" + before)).startsWith("A 0, B 1, C 1, D 1");
        assertThat(path(connection, "C", "B", "").getList("paths")).isEmpty();
        assertThat(path(connection, "C", "B", "").getString("message")).contains("6 steps");
        assertThat(path(connection, "C", "B", "&asOf=" + before).getInt("length"))
                .isEqualTo(2);
    }

    @Test
    void paths_tell_each_way_and_all_columns_of_a_step() throws SQLException {
        UUID connection = catalog.connection();
        catalog.reconcile(
                connection,
                table("A", reference("First", "B"), reference("Second", "B"), reference("Other", "C")),
                table("B", reference("D", "D")),
                table("C", column("Id")),
                table("D", reference("C", "C")));

        JsonReply found = path(connection, "A", "D", "");

        assertThat(found.getInt("length")).isEqualTo(2);
        assertThat(found.<Object>getList("paths.steps.to")).hasToString("[[B, D], [C, D]]");
        assertThat(found.<Object>getList("paths[0].steps[0].references.column")).containsExactly("First", "Second");
        assertThat(found.getString("paths[1].steps[1].references[0].from")).isEqualTo("D");
        assertThat(path(connection, "A", "A", "").getInt("length")).isZero();
        assertThat(path(connection, "A", "A", "").<Object>getList("paths.steps"))
                .hasToString("[[]]");
    }

    @Test
    void what_is_too_much_is_said() throws SQLException {
        UUID connection = catalog.connection();
        List<TableReading> star = new ArrayList<>(IntStream.range(0, 70)
                .mapToObj(t -> table(
                        "T" + t,
                        IntStream.range(0, 30)
                                .mapToObj(c -> reference("C" + c, "Hub"))
                                .toArray(ColumnReading[]::new)))
                .toList());
        star.add(table("Hub", column("Id")));
        catalog.reconcile(connection, star.toArray(TableReading[]::new));

        JsonReply hub = neighbours(connection, "Hub", "?depth=3");

        assertThat(hub.getBoolean("more")).isTrue();
        assertThat(hub.getList("references")).hasSize(Relations.MOST);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void random_graphs_agree_with_an_own_search(long seed) throws SQLException {
        Random random = new Random(seed);
        int tables = 14;
        Map<String, Set<String>> next = new TreeMap<>();
        List<TableReading> readings = new ArrayList<>();
        for (int t = 0; t < tables; t++) {
            List<ColumnReading> columns = new ArrayList<>(List.of(column("Id")));
            for (int c = random.nextInt(3); c > 0; c--) {
                String[] targets = random.ints(random.nextInt(1, 3), 0, tables)
                        .mapToObj(i -> "T" + i)
                        .toArray(String[]::new);
                columns.add(reference("C" + c, targets));
                for (String target : targets) {
                    next.computeIfAbsent("T" + t, key -> new TreeSet<>()).add(target);
                    next.computeIfAbsent(target, key -> new TreeSet<>()).add("T" + t);
                }
            }
            readings.add(table("T" + t, columns.toArray(ColumnReading[]::new)));
        }
        UUID connection = catalog.connection();
        catalog.reconcile(connection, readings.toArray(TableReading[]::new));

        holds(
                connection.toString(),
                next,
                IntStream.range(0, tables).mapToObj(t -> "T" + t).toList());
    }

    @Test
    void a_real_orgs_relationships_agree_with_an_own_search() {
        try (TestOrg org = TestOrg.start(TestOrgSettings.standard().withPort(0).withTables(40))) {
            String connection = TestRuns.connect(org);
            TestRuns.extract(connection);
            Map<String, Set<String>> next = new TreeMap<>();
            JsonReply page = get("/connections/" + connection + "/relationships?limit=1000");
            assertThat(page.getString("next")).isNull();
            page.<Map<String, Object>>getList("items").stream()
                    .filter(item ->
                            !RelationReader.SYSTEM.contains(item.get("column")) && item.get("targetTableId") != null)
                    .forEach(item -> {
                        String from = (String) item.get("table");
                        String to = (String) item.get("target");
                        next.computeIfAbsent(from, key -> new TreeSet<>()).add(to);
                        next.computeIfAbsent(to, key -> new TreeSet<>()).add(from);
                    });
            Map<String, String> shown = ids(connection);
            assertThat(next.keySet()).hasSizeGreaterThan(6);

            holds(
                    connection,
                    next,
                    next.keySet().stream().filter(shown::containsKey).limit(6).toList());
        }
    }

    private static void holds(String connection, Map<String, Set<String>> next, List<String> tables) {
        Map<String, String> ids = ids(connection);
        for (String from : tables) {
            Map<String, Integer> distances = distances(next, from);
            String expected = distances.entrySet().stream()
                    .filter(entry -> entry.getValue() <= 3)
                    .map(entry -> entry.getKey() + " " + entry.getValue())
                    .sorted()
                    .collect(Collectors.joining(", "));
            JsonReply around = get("/tables/" + ids.get(from) + "/neighbours?depth=3");
            if (!around.getBoolean("more")) {
                assertThat(around.<Map<String, Object>>getList("tables").stream()
                                .map(table -> table.get("name") + " " + table.get("distance"))
                                .sorted()
                                .collect(Collectors.joining(", ")))
                        .as(from)
                        .isEqualTo(expected);
            }
            for (String to : tables) {
                JsonReply path = get("/paths?from=" + ids.get(from) + "&to=" + ids.get(to));
                Integer distance = distances.get(to);
                assertThat(path.<Integer>get("length"))
                        .as("%s to %s", from, to)
                        .isEqualTo(distance == null || distance > Relations.LONGEST ? null : distance);
                for (List<Map<String, Object>> steps : path.<List<Map<String, Object>>>getList("paths.steps")) {
                    String at = from;
                    for (Map<String, Object> step : steps) {
                        assertThat(step.get("from")).isEqualTo(at);
                        at = (String) step.get("to");
                        assertThat(next.get((String) step.get("from"))).contains(at);
                        assertThat((List<?>) step.get("references")).isNotEmpty();
                    }
                    assertThat(at).isEqualTo(to);
                    assertThat(steps).hasSize(distance);
                }
            }
        }
    }

    private static Map<String, Integer> distances(Map<String, Set<String>> next, String from) {
        Map<String, Integer> distances = new HashMap<>(Map.of(from, 0));
        List<String> queue = new ArrayList<>(List.of(from));
        for (int i = 0; i < queue.size(); i++) {
            int distance = distances.get(queue.get(i)) + 1;
            next.getOrDefault(queue.get(i), Set.of()).stream()
                    .filter(table -> distances.putIfAbsent(table, distance) == null)
                    .forEach(queue::add);
        }
        return distances;
    }

    @ParameterizedTest
    @CsvSource({
        "/tables/{t}/neighbours?depth=0, depth, 400",
        "/tables/{t}/neighbours?depth=4, depth, 400",
        "/tables/{t}/neighbours?depth=x, depth, 400",
        "/tables/{t}/neighbours?system=no, system, 400",
        "/tables/{t}/neighbours?limit=1, limit, 400",
        "/tables/{t}/neighbours?asOf=2001-01-01T00:00:00Z, asOf, 404",
        "/tables/x/neighbours, id, 404",
        "/paths?to={t}, from, 400",
        "/paths?from={t}, to, 400",
        "/paths?from=-1&to={t}, from, 404",
        "/paths?from={t}&to=x, to, 404",
        "/paths?from={t}&to={o}, to, 400"
    })
    void bad_input_is_told_by_its_field(String path, String field, int status) throws SQLException {
        UUID connection = catalog.connection();
        UUID other = catalog.connection();
        catalog.reconcile(connection, table("A", column("Id")));
        catalog.reconcile(other, table("A", column("Id")));

        given().urlEncodingEnabled(false)
                .get("/api/v1"
                        + path.replace("{t}", ids(connection.toString()).get("A"))
                                .replace("{o}", ids(other.toString()).get("A")))
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("field", equalTo(field));
    }

    private static String tables(UUID connection, String table, String query) {
        return neighbours(connection, table, query).<Map<String, Object>>getList("tables").stream()
                .map(found -> found.get("name") + " " + found.get("distance"))
                .collect(Collectors.joining(", "));
    }

    private static JsonReply neighbours(UUID connection, String table, String query) {
        return get("/tables/" + ids(connection.toString()).get(table) + "/neighbours" + query);
    }

    private static JsonReply path(UUID connection, String from, String to, String query) {
        Map<String, String> ids = ids(connection.toString());
        return get("/paths?from=" + ids.get(from) + "&to=" + ids.get(to) + query);
    }

    private static Map<String, String> ids(String connection) {
        return get("/connections/" + connection + "/tables?limit=1000&excluded=all&fields=id,name")
                .<Map<String, String>>getList("items")
                .stream()
                .collect(Collectors.toMap(item -> item.get("name"), item -> item.get("id")));
    }

    private static JsonReply get(String path) {
        return JsonReply.from(given().urlEncodingEnabled(false)
                .get("/api/v1" + path)
                .then()
                .statusCode(200)
                .extract()
                .asString());
    }
}
