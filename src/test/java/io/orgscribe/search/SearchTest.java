package io.orgscribe.search;

import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import io.restassured.response.ValidatableResponse;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.orgscribe.JsonReply;
import io.orgscribe.OrgscribeTest;
import io.orgscribe.catalog.CatalogFixture;
import io.orgscribe.catalog.ColumnReading;
import io.orgscribe.catalog.Json;
import io.orgscribe.catalog.LargeIndexes;
import io.orgscribe.catalog.TableReading;

import static io.orgscribe.catalog.CatalogFixture.column;
import static io.orgscribe.catalog.CatalogFixture.table;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

@OrgscribeTest
class SearchTest {

    private static final Map<String, Object> CUSTOM = Map.of("custom", true);

    @Inject
    CatalogFixture catalog;

    @Inject
    LargeIndexes indexes;

    /** Of all tests that only read. */
    private static UUID filled;

    @BeforeEach
    void fillOnce() throws SQLException {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(indexes::areComplete);
        if (filled == null) {
            filled = catalog.connection();
            catalog.reconcile(filled, org());
            catalog.reconcile(
                    filled,
                    Set.of("Excluded__c"),
                    Stream.of(org())
                            .filter(table -> !Set.of("Excluded__c", "Gone__c").contains(table.name()))
                            .toArray(TableReading[]::new));
        }
    }

    private static TableReading[] org() {
        return new TableReading[] {
            table(
                    "Account",
                    List.of(
                            column("Id"),
                            column("Name", Map.of("label", "Account Name")),
                            column("Industry", Map.of("helpText", "What they live from, e.g. Straßenbau")),
                            column("AnnualRevenue", Map.of("label", "Annual Revenue")),
                            column("Annual_Revenue__c", Map.of("label", "Umsatz (jährlich)", "custom", true)),
                            column("Net__c", Map.of("formula", "AnnualRevenue - Costs__c * 0.5", "custom", true))),
                    Map.of()),
            table(
                    "Contact",
                    List.of(
                            column("Name", Map.of("label", "Full Name")),
                            column("E_Mail__c", Map.of("label", "E-Mail", "custom", true)),
                            column("Industry_Sector__c", Map.of("label", "Größe des Café-Marktes", "custom", true)),
                            column("Percent__c", Map.of("label", "100% \\ of_it", "custom", true)),
                            picklist("Stage__c", "Closed Won", "Besprochen", "Verhandlung läuft")),
                    Map.of()),
            table(
                    "Industry__c",
                    List.of(column("Code__c", CUSTOM)),
                    Map.of("label", "Industry", "custom", true, "kind", "custom")),
            table("Excluded__c", List.of(column("Secluded__c", CUSTOM)), Map.of("custom", true, "kind", "custom")),
            table("Gone__c", List.of(column("Vanished__c", CUSTOM)), Map.of("custom", true, "kind", "custom")),
        };
    }

    private static ColumnReading picklist(String name, String... labels) {
        return column(
                name,
                Map.of(
                        "type",
                        "picklist",
                        "custom",
                        true,
                        "picklist",
                        new Json(Stream.of(labels)
                                .map(label -> "{\"value\": \"" + label + "\", \"label\": \"" + label + "\"}")
                                .collect(Collectors.joining(", ", "[", "]")))));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                // exact, then beginning, then a part, then texts; tables before columns, custom before standard
                "industry                 | Industry__c Account.Industry Contact.Industry_Sector__c",
                "INDUSTRY                 | Industry__c Account.Industry Contact.Industry_Sector__c",
                "Account.Ind              | Account.Industry",
                "account.industry         | Account.Industry",
                "Nothing.Ind              | ''",
                "annualrevenue            | Account.Annual_Revenue__c Account.AnnualRevenue Account.Net__c",
                "annual revenue           | Account.Annual_Revenue__c Account.AnnualRevenue",
                "revenue annual           | Account.Annual_Revenue__c Account.AnnualRevenue",
                "Annual_Revenue__c        | Account.Annual_Revenue__c",
                "nnualrev                 | Account.Annual_Revenue__c Account.AnnualRevenue",
                "costs__c                 | Account.Net__c",
                "email                    | Contact.E_Mail__c",
                "e-mail                   | Contact.E_Mail__c",
                "grosse                   | Contact.Industry_Sector__c",
                "GRÖSSE cafe              | Contact.Industry_Sector__c",
                "strassenbau              | Account.Industry",
                "jahrlich                 | Account.Annual_Revenue__c",
                "straßen                  | ''",
                "besprochen               | Contact.Stage__c",
                "stage verhandlung        | Contact.Stage__c",
                "contact closed           | Contact.Stage__c",
                "contact name             | Contact.Name",
                "account name             | Account.Name",
                "\"account name\"         | Account.Name",
                "\"name account\"         | ''",
                "\"jährlich)\"            | Account.Annual_Revenue__c",
                "\"(JAHRLICH\"            | Account.Annual_Revenue__c",
                "\"costs__c * 0\"         | Account.Net__c",
                "\"costs__c + 0\"         | ''",
                "\"revenue                | Account.Annual_Revenue__c Account.AnnualRevenue",
                "100%                     | Contact.Percent__c",
                "\"% \\ of_\"             | Contact.Percent__c",
                "id                       | Account.Id",
                "in                       | Industry__c Contact.Industry_Sector__c Account.Industry",
                "secluded                 | ''",
                "vanished                 | ''",
                "nothing such             | ''",
                "مرحبا                    | ''",
            })
    void finds_what_has_all_words_best_first(String query, String expected) {
        assertThat(find("q", query)).isEqualTo(expected.isEmpty() ? List.of() : List.of(expected.split(" ")));
    }

    @Test
    void shows_where_it_was_found() {
        JsonReply answer = answer(Map.of("q", "strassenbau"));

        assertThat(answer.getString("items[0].matched")).isEqualTo("helpText");
        assertThat(answer.getString("items[0].snippet.text")).isEqualTo("What they live from, e.g. Straßenbau");
        assertThat(answer.getString("items[0].table")).isEqualTo("Account");
        assertThat(answer.getString("items[0].kind")).isEqualTo("standard");
        assertThat(answer.getString("counted")).isEqualTo("1");
        assertThat(answer.getBoolean("more")).isFalse();
        assertThat(answer.getBoolean("partial")).isFalse();
        assertThat(answer.getInt("facets.type.column")).isEqualTo(1);
        assertThat(answer.<String, Integer>getMap("facets.connection"))
                .containsExactly(Map.entry(filled.toString(), 1));
        assertThat(answer(Map.of("q", "besprochen")).getString("items[0].matched"))
                .isEqualTo("picklist");
        assertThat(answer(Map.of("q", "costs__c")).getString("items[0].matched"))
                .isEqualTo("formula");
    }

    @Test
    void narrows_and_widens_as_asked() {
        assertThat(find("q", "industry", "type", "table")).containsExactly("Industry__c");
        assertThat(find("q", "code", "kind", "custom")).containsExactly("Industry__c.Code__c");
        assertThat(find("q", "secluded", "excluded", "all")).containsExactly("Excluded__c.Secluded__c");
        assertThat(find("q", "vanished", "removed", "true")).containsExactly("Gone__c.Vanished__c");
        assertThat(find("q", "gone", "removed", "all", "type", "table")).containsExactly("Gone__c");
        assertThat(find("q", "vanished", "removed", "all", "hidden", "true")).isEmpty();
        JsonReply first = answer(Map.of("q", "industry", "limit", "1"));
        assertThat(first.getList("items")).hasSize(1);
        assertThat(first.getBoolean("more")).isTrue();
        assertThat(first.getString("counted")).isEqualTo("3");
    }

    @Test
    void finds_over_all_connections() throws SQLException {
        String name = "Unheard" + UUID.randomUUID().toString().substring(0, 8);
        UUID one = catalog.connection();
        UUID other = catalog.connection();
        catalog.reconcile(one, table("Account", column(name)));
        catalog.reconcile(other, table("Account", column(name)));

        JsonReply all =
                reply(given().queryParam("q", name).get("/api/v1/search").then().statusCode(200));

        assertThat(all.getList("items.connectionId")).containsExactlyInAnyOrder(one.toString(), other.toString());
    }

    @Test
    void ranks_no_more_than_a_thousand() throws SQLException {
        UUID large = catalog.connection();
        catalog.reconcile(
                large,
                table(
                        "Wide__c",
                        IntStream.range(0, 1_100)
                                .mapToObj(i -> column("Amount_" + i + "__c", CUSTOM))
                                .toList(),
                        Map.of()));

        JsonReply answer = answer(large, Map.of("q", "amount"));

        assertThat(answer.getString("counted")).isEqualTo("1,000+");
        assertThat(answer.getBoolean("more")).isTrue();
        assertThat(answer.getList("items")).hasSize(SearchRequest.USUAL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "%", "*", "_", "\\", "\"", "\"\"", "'", "😀", "a b c d e f g h i j k", "\u0000x"})
    void refuses_what_says_nothing(String query) {
        assertThat(reply(given().queryParam("q", query)
                                .get("/api/v1/search")
                                .then()
                                .statusCode(400))
                        .getString("field"))
                .isEqualTo("q");
    }

    @Test
    void refuses_what_it_does_not_know() {
        Map<String, Map<String, String>> refused = Map.of(
                "q", Map.of("q", "x".repeat(1_000)),
                "limit", Map.of("q", "x", "limit", "101"),
                "type", Map.of("q", "x", "type", "view"),
                "cursor", Map.of("q", "x", "cursor", "y"),
                "removed", Map.of("q", "x", "removed", "maybe"));

        refused.forEach((field, parameters) -> assertThat(reply(given().queryParams(parameters)
                                .get("/api/v1/search")
                                .then()
                                .statusCode(400))
                        .getString("field"))
                .isEqualTo(field));
        given().queryParams(Map.of("q", "x", "connection", UUID.randomUUID().toString()))
                .get("/api/v1/search")
                .then()
                .statusCode(404);
    }

    private static JsonReply reply(ValidatableResponse response) {
        return JsonReply.from(response.extract().asString());
    }

    private List<String> find(String... parameters) {
        Map<String, String> all = new HashMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            all.put(parameters[i], parameters[i + 1]);
        }
        return names(answer(all));
    }

    static List<String> names(JsonReply answer) {
        return answer.getList("items").stream()
                .map(item -> (Map<?, ?>) item)
                .map(item -> item.get("type").equals("table")
                        ? (String) item.get("name")
                        : item.get("table") + "." + item.get("name"))
                .toList();
    }

    private JsonReply answer(Map<String, String> parameters) {
        return answer(filled, parameters);
    }

    private static JsonReply answer(UUID connection, Map<String, String> parameters) {
        return reply(given().queryParam("connection", connection.toString())
                .queryParams(parameters)
                .get("/api/v1/search")
                .then()
                .statusCode(200));
    }
}
