package io.orgscribe.browse;

import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jakarta.inject.Inject;
import jakarta.transaction.Transactional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.StatelessSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.orgscribe.OrgscribeTest;
import io.orgscribe.catalog.CatalogFixture;
import io.orgscribe.catalog.CatalogNames;
import io.orgscribe.catalog.CatalogRemoval;
import io.orgscribe.catalog.ColumnReading;
import io.orgscribe.catalog.Json;
import io.orgscribe.catalog.LargeIndexes;
import io.orgscribe.catalog.TableReading;

import static io.orgscribe.catalog.CatalogFixture.column;
import static io.orgscribe.catalog.CatalogFixture.reference;
import static io.orgscribe.catalog.CatalogFixture.table;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

@OrgscribeTest
class CatalogServicesTest {

    @Inject
    CatalogFixture catalog;

    @Inject
    LargeIndexes indexes;

    @Inject
    CatalogNames names;

    @Inject
    CatalogRemoval removal;

    @Inject
    StatelessSession session;

    @Inject
    ObjectMapper json;

    private UUID connection;

    @BeforeEach
    void connect() throws SQLException {
        connection = catalog.connection();
    }

    @Test
    void unknown_names_are_told_whatever_their_case() {
        catalog.reconcile(connection, table("Account"), table("Gone__c"));
        catalog.reconcile(connection, table("Account"));

        assertThat(names.unknown(connection, List.of("aCCOUNT", "Gone__c", "Nonsense")))
                .containsExactly("Gone__c", "Nonsense");
        assertThat(names.unknown(connection, List.of())).isEmpty();
        assertThat(names.unknown(UUID.randomUUID(), List.of("Account"))).containsExactly("Account");
    }

    @Test
    void a_catalog_is_counted_and_deleted_in_batches() throws SQLException {
        UUID other = catalog.connection();
        catalog.reconcile(other, table("Account", column("Id")));
        catalog.reconcile(
                connection,
                table("Account", column("Id"), column("A", Map.of("picklist", new Json("[{\"value\":\"x\"}]")))));
        catalog.reconcile(connection, table("Account", column("Id", Map.of("label", "New"))), table("Contact"));

        assertThat(removal.count(connection))
                .isEqualTo(Map.of("tables", 2L, "columns", 2L, "changes", 3L, "revisions", 2L));
        int batches = 0;
        while (removal.deleteBatch(connection, 2) > 0) {
            batches++;
        }

        assertThat(batches).isGreaterThan(4);
        for (String table : catalog.values("SELECT DISTINCT table_name FROM information_schema.columns"
                + " WHERE table_name ~ '^(catalog|staged|describe)_' AND column_name = 'connection_id'")) {
            assertThat(catalog.values("SELECT 1 FROM " + table + " WHERE connection_id = '" + connection + "'"))
                    .as(table)
                    .isEmpty();
        }
        assertThat(removal.count(other)).containsEntry("tables", 1L).containsEntry("columns", 1L);
    }

    @Test
    @Transactional
    void a_search_can_use_the_trigram_index() throws SQLException {
        catalog.reconcile(
                connection,
                IntStream.range(0, 40)
                        .mapToObj(t -> table(
                                "T" + t,
                                IntStream.range(0, 250)
                                        .mapToObj(c -> column("Field" + t + "_" + c))
                                        .toArray(ColumnReading[]::new)))
                        .toArray(TableReading[]::new));
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(indexes::areComplete);
        catalog.execute("ANALYZE catalog_column");
        catalog.execute("ANALYZE catalog_revision");
        // Other tests' rows and the index's pending list would decide: shown is that the statement can use it.
        session.createNativeMutationQuery("SET LOCAL enable_seqscan = off").executeUpdate();
        session.createNativeMutationQuery("SET LOCAL enable_indexscan = off").executeUpdate();
        Filter.Condition condition = Filter.search().reader().apply("ield7_77");
        AsOfPredicate asOf = new CatalogVersions(session).now().asOf();
        Listing listing = ColumnList.ofAll(asOf);
        var query = session.createNativeQuery(
                "EXPLAIN " + listing.sql(List.of("name"), new Listing.Rows("true", List.of(condition), false, false)),
                String.class);
        Stream.of(condition.parameters(), asOf.parameters(), Map.<String, Object>of("rows", 101))
                .forEach(parameters -> parameters.forEach(query::setParameter));

        assertThat(query.getResultList()).anyMatch(line -> line.contains("catalog_column_words"));
    }

    @Test
    void views_show_what_rest_shows() throws Exception {
        catalog.reconcile(
                connection,
                table(
                        "Account",
                        column("Id"),
                        column("Kind__c", Map.of("picklist", picklist("A", "B"))),
                        reference("OwnerId", "User", "Group")),
                table(
                        "User",
                        List.of(column("Gone__c")),
                        Map.of(
                                "childRelationships",
                                new Json("[{\"childSObject\": \"Account\", \"field\": \"OwnerId\","
                                        + " \"relationshipName\": \"Owned\"}]"))),
                table("Removed__c", column("Id")),
                table("Excluded__c", column("Id")));
        catalog.reconcile(
                connection,
                Set.of("Excluded__c"),
                table(
                        "Account",
                        column("Id", Map.of("label", "New")),
                        column("Kind__c", Map.of("picklist", picklist("A", "B"))),
                        reference("OwnerId", "User", "Group")),
                table("User", List.of(column("Id")), Map.of()));

        String connectionPath = "/connections/" + connection;
        assertThat(view("tables", "table_name"))
                .containsExactlyElementsOf(rest(connectionPath + "/tables?removed=all&excluded=all"));
        assertThat(view("columns", "table_name, column_name"))
                .containsExactlyInAnyOrderElementsOf(
                        rest("/columns?removed=all&excluded=all&connection=" + connection));
        assertThat(view("relationships", "table_id, column_name"))
                .containsExactlyInAnyOrderElementsOf(rest(connectionPath + "/relationships?removed=all&excluded=all"));
        assertThat(view("changes", "revision DESC, change_id DESC"))
                .containsExactlyElementsOf(rest(connectionPath + "/changes"));
        assertThat(catalog.values("SELECT value || position FROM orgscribe_v1.picklist_values WHERE connection_id = '"
                        + connection + "' ORDER BY position"))
                .containsExactly("A1", "B2");
    }

    @Test
    void a_picklist_is_the_same_in_rest_and_sql_and_all_its_members_are_documented() throws Exception {
        catalog.reconcile(connection, table("Account", column("Kind__c", Map.of("picklist", new Json("""
                                [{"value":"a","label":"A","active":true,"default":true,"validFor":["x","y"]},
                                 {"value":"b","label":null,"active":false,"default":false,"validForBitmap":"gAAA"},
                                 {"value":"c","label":"C","active":true,"default":false,"validFor":"oAAA"},
                                 {"value":"d","label":"D","active":true,"default":false}]""")))));

        JsonNode picklist = json.readTree(given().get("/api/v1/columns?q=Kind__c&connection=" + connection)
                        .asString())
                .at("/items/0/picklist");
        assertThat(catalog.values("""
                SELECT jsonb_strip_nulls(jsonb_build_object('value', value, 'label', label, 'active', active,
                    'default', is_default, 'validFor', controlling_values,
                    'validForBitmap', valid_for_bitmap))::text
                FROM orgscribe_v1.picklist_values WHERE connection_id = '""" + connection + "' ORDER BY position"))
                .map(json::readTree)
                .containsExactlyElementsOf(json.readTree("""
                        [{"value":"a","label":"A","active":true,"default":true,"validFor":["x","y"]},
                         {"value":"b","active":false,"default":false,"validForBitmap":"gAAA"},
                         {"value":"c","label":"C","active":true,"default":false,"validForBitmap":"oAAA"},
                         {"value":"d","label":"D","active":true,"default":false}]"""));
        JsonNode documented = json.readTree(
                        given().accept("application/json").get("/q/openapi").asString())
                .at("/components/schemas/PicklistValue/properties");
        picklist.forEach(entry -> entry.fieldNames()
                .forEachRemaining(
                        member -> assertThat(documented.has(member)).as(member).isTrue()));
        assertThat(picklist.get(1).get("validForBitmap").asText()).isEqualTo("gAAA");
    }

    @Test
    void every_statement_in_the_documentation_of_the_views_works() throws Exception {
        catalog.reconcile(connection, table("Account", column("Id")));
        String text = Files.readString(Path.of("docs", "sql.md"));
        List<String> statements = Stream.of(text.split("```sql\n"))
                .skip(1)
                .map(block -> block.substring(0, block.indexOf("```")))
                .filter(block -> block.contains("orgscribe_v1."))
                .toList();

        assertThat(statements).hasSizeGreaterThan(7);
        for (String statement : statements) {
            catalog.execute(statement);
        }
    }

    @Test
    void every_column_of_the_views_is_documented() throws Exception {
        String text = Files.readString(Path.of("docs", "sql.md"));

        List<String> views = catalog.values("SELECT table_schema || '.' || table_name FROM information_schema.views"
                + " WHERE table_schema LIKE 'orgscribe%'");
        assertThat(views).hasSize(11);
        for (String view : views) {
            assertThat(text).contains("\n## " + view + "\n");
            String section = text.substring(text.indexOf("\n## " + view + "\n"));
            int end = section.indexOf("\n## ", 1);
            List<String> documented = (end < 0 ? section : section.substring(0, end))
                    .lines()
                    .filter(line -> line.startsWith("| `"))
                    .map(line -> line.substring(3, line.indexOf('`', 3)))
                    .toList();
            assertThat(documented)
                    .as(view)
                    .isEqualTo(catalog.values("SELECT column_name FROM information_schema.columns"
                            + " WHERE table_schema || '.' || table_name = '" + view
                            + "' ORDER BY ordinal_position"));
        }
    }

    static Stream<Arguments> items() {
        return Stream.of(
                arguments(TableItem.class, TableList.ofConnection(AsOfPredicate.AtRevision.NEWEST)),
                arguments(ColumnItem.class, ColumnList.ofAll(AsOfPredicate.AtRevision.NEWEST)),
                arguments(RelationshipItem.class, RelationshipList.asOf(AsOfPredicate.AtRevision.NEWEST)),
                arguments(ChildRelationshipItem.class, ChildRelationshipList.ofTable(AsOfPredicate.AtRevision.NEWEST)),
                arguments(ChangeItem.class, ChangeList.ofConnection(AsOfPredicate.AtRevision.NEWEST, true)));
    }

    @ParameterizedTest
    @MethodSource("items")
    void documented_members_are_the_fields_of_the_list(Class<?> item, Listing listing) {
        assertThat(Arrays.stream(item.getRecordComponents()).map(CatalogServicesTest::member))
                .containsExactlyInAnyOrderElementsOf(listing.fields().keySet());
    }

    private static String member(RecordComponent component) {
        Schema schema = component.getAccessor().getAnnotation(Schema.class);
        return schema == null || schema.name().isEmpty() ? component.getName() : schema.name();
    }

    @Test
    void the_api_is_documented_with_the_parameters_of_its_lists() throws Exception {
        JsonNode api = json.readTree(
                given().accept("application/json").get("/q/openapi").asString());
        JsonNode get = api.at("/paths/~1api~1v1~1connections~1{id}~1changes/get");

        assertThat(get.at("/parameters").findValuesAsText("name"))
                .contains(
                        "id", "kind", "table", "column", "run", "since", "until", "limit", "cursor", "asOf", "fields");
        assertThat(api.at("/components/schemas/Column/properties").has("native"))
                .isTrue();
        assertThat(api.at("/components/schemas/Column/properties/defaultValue")).isNotNull();
    }

    private static Json picklist(String... values) {
        return new Json(Arrays.stream(values)
                .map("{\"value\":\"%1$s\",\"label\":\"%1$s\",\"active\":true,\"default\":false}"::formatted)
                .toList()
                .toString());
    }

    /** What a view and its REST list both have, as text: ids, names and removal. */
    private List<String> view(String name, String order) throws SQLException {
        String picture =
                switch (name) {
                    case "tables" -> "table_id, table_name, label, kind, column_count, removed_at, excluded_at";
                    case "columns" -> "column_id, table_name, column_name, label, type, position, removed_at";
                    case "relationships" ->
                        "table_name, column_name, target_table_name, target_table_id, child_relationship_name,"
                                + " polymorphic, removed_at";
                    default -> "change_id, table_name, column_name, kind, attribute, before, after, changed_at";
                };
        return catalog.values("SELECT concat_ws('|', "
                + Arrays.stream(picture.split(", *"))
                        .map(column -> column.endsWith("_at")
                                ? "coalesce(" + Listing.utc(column) + ", 'null')"
                                : "coalesce(" + column + "::text, 'null')")
                        .collect(Collectors.joining(", "))
                + ") FROM orgscribe_v1." + name + " WHERE connection_id = '" + connection + "' ORDER BY " + order);
    }

    private List<String> rest(String path) throws Exception {
        List<String> members =
                switch (path.replaceAll(".*/|\\?.*", "")) {
                    case "tables" -> List.of("id", "name", "label", "kind", "columnCount", "removedAt", "excludedAt");
                    case "columns" -> List.of("id", "table", "name", "label", "type", "position", "removedAt");
                    case "relationships" ->
                        List.of(
                                "table",
                                "column",
                                "target",
                                "targetTableId",
                                "childRelationshipName",
                                "polymorphic",
                                "removedAt");
                    default -> List.of("id", "table", "column", "kind", "attribute", "before", "after", "at");
                };
        JsonNode page = json.readTree(given().get("/api/v1" + path).asString());
        return Stream.iterate(0, i -> i < page.get("items").size(), i -> i + 1)
                .map(i -> page.get("items").get(i))
                .map(item -> members.stream()
                        .map(member -> text(member, item.get(member)))
                        .collect(Collectors.joining("|")))
                .toList();
    }

    private static String text(String member, JsonNode value) {
        return Set.of("before", "after").contains(member) ? value.toString() : value.asText("null");
    }
}
