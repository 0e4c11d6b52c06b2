package io.orgscribe.compare;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.orgscribe.JsonReply;
import io.orgscribe.OrgscribeTest;
import io.orgscribe.catalog.CatalogFixture;
import io.orgscribe.catalog.ColumnReading;
import io.orgscribe.catalog.TableReading;

import static io.orgscribe.catalog.CatalogFixture.column;
import static io.orgscribe.catalog.CatalogFixture.reference;
import static io.orgscribe.catalog.CatalogFixture.table;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

/** What is told of two states: what counts, in which order, page by page and as a file. */
@OrgscribeTest
class CompareTest {

    @Inject
    CatalogFixture catalog;

    @Test
    void each_kind_of_difference_is_told_in_order() throws SQLException {
        UUID left = catalog.connection();
        UUID right = catalog.connection();
        catalog.reconcile(
                left,
                table(
                        "Account",
                        column("Amount__c", Map.of("label", "Amount", "type", "currency")),
                        column("Gone__c", Map.of("label", "Gone")),
                        reference("Owner__c", "User", "Group")),
                table("Old__c", List.of(column("Id")), Map.of("label", "Old", "kind", "custom")),
                table("Same__c", column("Id")));
        catalog.reconcile(
                right,
                table(
                        "account",
                        column("Amount__c", Map.of("label", "Amount", "type", "decimal")),
                        column("New__c", Map.of("label", "New")),
                        reference("Owner__c", "User")),
                table("Same__c", column("Id")));

        assertThat(differences(left, right, Map.of()))
                .containsExactly(
                        "account - different label \"Account\" \"account\"",
                        "account - different name \"Account\" \"account\"",
                        "account Amount__c different type \"currency\" \"decimal\"",
                        "account Gone__c onlyLeft - {\"type\": \"string\", \"label\": \"Gone\"} null",
                        "account New__c onlyRight - null {\"type\": \"string\", \"label\": \"New\"}",
                        "account Owner__c different references [\"Group\"] []",
                        "Old__c - onlyLeft - {\"kind\": \"custom\", \"label\": \"Old\"} null");
        assertThat(differences(left, left, Map.of())).isEmpty();
        assertThat(differences(right, left, Map.of("kind", "onlyLeft,onlyRight")))
                .extracting(
                        text -> text.substring(0, text.indexOf(" {") < 0 ? text.indexOf(" null") : text.indexOf(" {")))
                .containsExactly(
                        "Account Gone__c onlyRight - null", "Account New__c onlyLeft -", "Old__c - onlyRight - null");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    table=a*                     | A B
                    table=*__c                   | C
                    attribute=label              | A
                    attribute=h*                 |
                    ignore=label                 | A.updateable B C
                    ignore=                      | A A.updateable B C
                    kind=onlyRight               | C
                    kind=different&attribute=t*e | B""")
    void filters_narrow_what_is_told(String query, String expected) throws SQLException {
        UUID left = catalog.connection();
        UUID right = catalog.connection();
        catalog.reconcile(
                left,
                table(
                        "Account",
                        List.of(column("A", Map.of("label", "a")), column("B", Map.of("type", "string"))),
                        Map.of("updateable", true)));
        catalog.reconcile(
                right,
                table(
                        "Account",
                        List.of(column("A", Map.of("label", "b")), column("B", Map.of("type", "text"))),
                        Map.of("updateable", false)),
                table("C__c", column("Id")));

        List<String> told = new ArrayList<>();
        get("left=" + left + "&right=" + right + "&" + query)
                .<Map<String, Object>>getList("items")
                .forEach(item -> {
                    Object column = item.get("column");
                    told.add(
                            column != null
                                    ? (String) column
                                    : "updateable".equals(item.get("attribute"))
                                            ? "A.updateable"
                                            : ((String) item.get("table")).substring(0, 1));
                });

        assertThat(told).containsExactlyInAnyOrder(expected == null ? new String[0] : expected.split(" "));
    }

    @Test
    void pages_of_any_size_are_the_whole_and_stay_with_their_states() throws SQLException {
        UUID left = catalog.connection();
        UUID right = catalog.connection();
        catalog.reconcile(left, wide("left"));
        catalog.reconcile(right, wide("right"));
        List<String> whole = differences(left, right, Map.of());
        assertThat(whole).hasSize(5 * 7);

        for (int limit : List.of(1, 2, 6, 7, 8, 34, 35, 36)) {
            assertThat(differences(left, right, Map.of("limit", "" + limit)))
                    .as("limit %d", limit)
                    .isEqualTo(whole);
        }

        JsonReply first = get("left=" + left + "&right=" + right + "&limit=10");
        catalog.reconcile(right, wide("left"));
        List<Map<String, Object>> items = new ArrayList<>(first.getList("items"));
        items.addAll(get("left=" + left + "&right=" + right + "&limit=1000&cursor=" + first.getString("next"))
                .getList("items"));
        assertThat(items).hasSize(whole.size());
        assertThat(get("left=" + left + "&right=" + right).getList("items")).isEmpty();
        given().get("/api/v1/compare?left=" + right + "&right=" + left + "&cursor=" + first.getString("next"))
                .then()
                .statusCode(400)
                .body("field", equalTo("cursor"));
    }

    private static TableReading[] wide(String label) {
        return IntStream.range(0, 5)
                .mapToObj(t -> table(
                        "T" + t,
                        IntStream.range(0, 7)
                                .mapToObj(c -> column("C" + c, Map.of("label", label)))
                                .toArray(ColumnReading[]::new)))
                .toArray(TableReading[]::new);
    }

    @Test
    void two_times_of_a_connection_are_two_states() throws SQLException {
        UUID connection = catalog.connection();
        catalog.reconcile(connection, table("Account", column("A"), column("B")));
        String before = now();
        catalog.reconcile(connection, table("Account", column("A", Map.of("label", "x")), column("C")));
        catalog.reconcile(connection, table("Account", column("A", Map.of("label", "x")), column("C"), column("D")));

        JsonReply answer = get("left=" + connection + "@" + before + "&right=" + connection);

        assertThat(answer.<String>getList("items.column")).containsExactly("A", "B", "C", "D");
        assertThat(answer.getInt("left.revision")).isEqualTo(1);
        assertThat(answer.getInt("right.revision")).isEqualTo(3);

        JsonReply empty = get("left=" + connection + "@2001-01-01T00:00:00Z&right=" + connection);
        assertThat(empty.<String>getList("items.kind")).containsExactly("onlyRight");
        assertThat(empty.<String>getList("notices.cause")).contains("before_first_revision");
    }

    @Test
    void what_is_not_compared_is_counted() throws SQLException {
        UUID left = catalog.connection();
        UUID right = catalog.connection();
        catalog.reconcile(left, table("Account", column("A")), table("Out__c", column("A")));
        catalog.reconcile(right, table("Account", column("A")), table("Out__c", column("A")));
        catalog.reconcile(right, Set.of("Out__c"), table("Account", column("A")));
        catalog.execute("UPDATE catalog_head SET language = 'de', api_version = '1', table_keys = '{urls,x}'"
                + " WHERE connection_id = '" + right + "'");
        catalog.execute("UPDATE catalog_head SET language = 'en', api_version = '2', table_keys = '{urls}'"
                + " WHERE connection_id = '" + left + "'");
        catalog.execute("UPDATE catalog_column SET label = 'Konto', hash = gen_random_uuid() WHERE connection_id = '"
                + right + "'");

        JsonReply answer = get("left=" + left + "&right=" + right);

        assertThat(answer.getList("items")).isEmpty();
        assertThat(new HashSet<>(answer.<String>getList("notices.cause")))
                .isEqualTo(Set.of("tables_left_out", "definitions_unread", "native_members", "languages"));
        assertThat(answer.<String>getList("notices.message")).anyMatch(message -> message.endsWith(": x."));
        assertThat(get("left=" + left + "&right=" + right + "&ignore=").<String>getList("items.attribute"))
                .containsExactly("label");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    filter_include = '{Acc*}'        | A_B__c AxB__c
                    filter_exclude = '{a_b*,C?ntact}' | A_B__c
                    filter_kinds = '{custom}'        | A_B__c AxB__c
                    filter_with_records_only = true  | A_B__c AxB__c
                    filter_kinds = '{standard}'      |""")
    void what_a_filter_has_never_let_in_is_not_missing(String filter, String leftOut) throws SQLException {
        UUID left = catalog.connection();
        UUID right = catalog.connection();
        catalog.reconcile(
                left, table("Account", column("A")), table("A_B__c", column("A")), table("AxB__c", column("A")));
        catalog.reconcile(right, table("Account", column("A")));
        catalog.execute("UPDATE connection SET " + filter + " WHERE id = '" + right + "'");
        Set<String> expected = new HashSet<>(Set.of("A_B__c", "AxB__c"));
        (leftOut == null ? List.<String>of() : List.of(leftOut.split(" "))).forEach(expected::remove);

        for (String query : List.of("left=" + left + "&right=" + right, "left=" + right + "&right=" + left)) {
            JsonReply answer = get(query);
            assertThat(new HashSet<>(answer.<String>getList("items.table"))).isEqualTo(expected);
            assertThat(answer.<String>getList("notices.cause").contains("tables_left_out"))
                    .isEqualTo(expected.size() < 2);
        }
    }

    @Test
    void a_file_has_all_and_nothing_that_a_spreadsheet_would_run() throws SQLException {
        UUID left = catalog.connection();
        UUID right = catalog.connection();
        catalog.reconcile(left, table("Account", column("A", Map.of("label", "=cmd|' /C calc'!A0")), column("B")));
        catalog.reconcile(
                right,
                table(
                        "Account",
                        column("A", Map.of("label", "say \"hi\",\nplease")),
                        column("B", Map.of("length", 7))));

        String csv = given().get("/api/v1/compare?format=csv&left=" + left + "&right=" + right)
                .then()
                .statusCode(200)
                .header("Content-Type", "text/csv;charset=UTF-8;header=present")
                .extract()
                .asString();

        assertThat(csv)
                .isEqualTo("table,column,kind,attribute,left,right\r\n"
                        + "Account,A,different,label,'=cmd|' /C calc'!A0,\"say \"\"hi\"\",\nplease\"\r\n"
                        + "Account,B,different,length,,7\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "right={c}, left, 400",
        "left={c}, right, 400",
        "left={c}&right=7, right, 404",
        "left=00000000-0000-7000-8000-000000000000&right={c}, left, 404",
        "left={c}@yesterday&right={c}, left, 400",
        "left={c}@&right={c}, left, 400",
        "left={c}&right={c}&kind=none, kind, 400",
        "left={c}&right={c}&asOf=2026-01-01T00:00:00Z, asOf, 400",
        "left={c}&right={c}&limit=0, limit, 400",
        "left={c}&right={c}&cursor=x, cursor, 400",
        "left={c}&right={c}&format=xml, format, 400",
        "left={c}&right={c}&format=csv&limit=5, format, 400",
        "left={c}&left={c}&right={c}, left, 400"
    })
    void bad_input_is_told_by_its_field(String query, String field, int status) throws SQLException {
        UUID connection = catalog.connection();

        given().urlEncodingEnabled(false)
                .get("/api/v1/compare?" + query.replace("{c}", connection.toString()))
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("field", equalTo(field));
    }

    private String now() throws SQLException {
        return catalog.values("SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')")
                .get(0);
    }

    private static List<String> differences(UUID left, UUID right, Map<String, String> further) {
        List<String> differences = new ArrayList<>();
        String cursor = null;
        do {
            var request = given().queryParams(further).queryParam("left", left).queryParam("right", right);
            if (cursor != null) {
                request.queryParam("cursor", cursor);
            }
            JsonReply page = JsonReply.from(request.get("/api/v1/compare")
                    .then()
                    .statusCode(200)
                    .extract()
                    .asString());
            page.<Map<String, Object>>getList("items").forEach(item -> differences.add(text(item)));
            cursor = page.getString("next");
        } while (cursor != null);
        return differences;
    }

    private static String text(Map<String, Object> item) {
        return item.get("table") + " " + or(item.get("column")) + " " + item.get("kind") + " "
                + or(item.get("attribute")) + " " + json(item.get("left")) + " " + json(item.get("right"));
    }

    private static Object or(Object value) {
        return value == null ? "-" : value;
    }

    private static String json(Object value) {
        if (value instanceof Map<?, ?> map) {
            List<String> members = new ArrayList<>();
            for (String key : List.of("type", "kind", "label")) {
                if (map.containsKey(key)) {
                    members.add("\"" + key + "\": " + json(map.get(key)));
                }
            }
            return "{" + String.join(", ", members) + "}";
        }
        if (value instanceof List<?> list) {
            return "[" + String.join(", ", list.stream().map(CompareTest::json).toList()) + "]";
        }
        return value instanceof String ? "\"" + value + "\"" : String.valueOf(value);
    }

    private static JsonReply get(String query) {
        return JsonReply.from(given().urlEncodingEnabled(false)
                .get("/api/v1/compare?" + query)
                .then()
                .statusCode(200)
                .extract()
                .asString());
    }
}
