package io.orgscribe.search;

import java.sql.SQLException;
import java.text.Normalizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.orgscribe.JsonReply;
import io.orgscribe.OrgscribeTest;
import io.orgscribe.catalog.CatalogFixture;
import io.orgscribe.catalog.ColumnReading;
import io.orgscribe.catalog.Json;
import io.orgscribe.catalog.LargeIndexes;
import io.orgscribe.catalog.TableReading;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** What the search finds in generated catalogs is what somebody finds who reads them from end to end. */
@OrgscribeTest
class IndependentSearchTest {

    private static final List<String> WORDS = List.of(
            "net",
            "gross",
            "Annual",
            "Größe",
            "café",
            "tax",
            "Region",
            "status",
            "id",
            "of",
            "Internet",
            "taxi",
            "naïve");

    @Inject
    CatalogFixture catalog;

    @Inject
    LargeIndexes indexes;

    private final Random random = new Random(20);
    private int numbers;

    @Test
    void finds_what_an_end_to_end_reading_finds() throws SQLException {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(indexes::areComplete);
        for (int round = 0; round < 3; round++) {
            UUID connection = catalog.connection();
            List<TableReading> tables =
                    IntStream.range(0, 6).mapToObj(i -> table()).toList();
            catalog.reconcile(connection, tables.toArray(TableReading[]::new));
            for (int i = 0; i < 60; i++) {
                List<String> query = words(1 + random.nextInt(3));

                assertThat(found(connection, String.join(" ", query)))
                        .as("%s in %s", query, tables)
                        .isEqualTo(expected(tables, query));
            }
        }
    }

    private TreeSet<String> found(UUID connection, String query) {
        return new TreeSet<>(SearchTest.names(JsonReply.from(
                given().queryParams(Map.of("q", query, "connection", connection.toString(), "limit", "100"))
                        .get("/api/v1/search")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString())));
    }

    private TableReading table() {
        List<ColumnReading> columns =
                IntStream.range(0, 8).mapToObj(i -> column()).toList();
        return CatalogFixture.table(name(), columns, Map.of("label", text(1, " "), "labelPlural", text(1, " ")));
    }

    private ColumnReading column() {
        Map<String, Object> members = new HashMap<>(Map.of("label", text(2, " ")));
        if (random.nextInt(3) == 0) {
            members.put("helpText", text(3, ", "));
        }
        if (random.nextInt(3) == 0) {
            members.put("formula", text(2, "__c + "));
        }
        if (random.nextInt(3) == 0) {
            members.put(
                    "picklist",
                    new Json("[{\"value\": \"" + text(2, "-") + "\", \"label\": \"" + text(1, "") + "\"}]"));
        }
        return CatalogFixture.column(name(), members);
    }

    /** An API name has no other letters than those. */
    private String name() {
        String name = Normalizer.normalize(text(2, random.nextBoolean() ? "_" : ""), Normalizer.Form.NFD)
                .replaceAll("[^\\w]", "");
        return name + numbers++ + (random.nextBoolean() ? "__c" : "");
    }

    private String text(int words, String separator) {
        return String.join(separator, words(words));
    }

    private List<String> words(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> WORDS.get(random.nextInt(WORDS.size())))
                .toList();
    }

    private static TreeSet<String> expected(List<TableReading> tables, List<String> query) {
        TreeSet<String> expected = new TreeSet<>();
        for (TableReading table : tables) {
            String names = names(table.name(), table.label(), table.labelPlural());
            boolean alone = query.size() == 1;
            if (query.stream().allMatch(word -> inNames(word, names, alone, table.name()))) {
                expected.add(table.name());
            }
            for (ColumnReading column : table.columns()) {
                if (query.stream().anyMatch(word -> itself(word, column, alone))
                        && query.stream()
                                .allMatch(word -> itself(word, column, alone)
                                        || !alone && inNames(word, names, false, table.name()))) {
                    expected.add(table.name() + "." + column.name());
                }
            }
        }
        return expected;
    }

    private static boolean itself(String word, ColumnReading column, boolean alone) {
        if (inNames(word, names(column.name(), column.label()), alone, column.name())) {
            return true;
        }
        boolean prefixOnly = alone && word.length() < 3;
        return !prefixOnly && words(column).contains(fold(word));
    }

    private static List<String> words(ColumnReading column) {
        return Stream.of(
                        column.helpText(),
                        column.formula(),
                        column.picklist() == null ? "" : column.picklist().toString())
                .filter(text -> text != null)
                .flatMap(text -> Arrays.stream(fold(text).split("[^\\p{L}\\p{N}]+")))
                .toList();
    }

    private static boolean inNames(String word, String names, boolean alone, String name) {
        String wanted = fold(word);
        if (wanted.length() >= 3) {
            return names.contains(wanted);
        }
        return alone
                ? name.toLowerCase(Locale.ROOT).startsWith(wanted)
                : names.startsWith(wanted) || names.contains(" " + wanted);
    }

    private static String names(String... names) {
        List<String> folded = new ArrayList<>();
        for (String name : names) {
            folded.add(fold(name).replaceAll("[_\\-./']", ""));
        }
        return folded.stream().collect(Collectors.joining(" "));
    }

    private static String fold(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .replace("ß", "ss")
                .toLowerCase(Locale.ROOT);
    }
}
