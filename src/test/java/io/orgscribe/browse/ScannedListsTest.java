package io.orgscribe.browse;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.orgscribe.JsonReply;
import io.orgscribe.OrgscribeTest;
import io.orgscribe.catalog.CatalogFixture;

import static io.orgscribe.catalog.CatalogFixture.column;
import static io.orgscribe.catalog.CatalogFixture.table;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** A filter that no index knows is looked for in parts of the list, of which each page says where the next one begins. */
@OrgscribeTest
class ScannedListsTest {

    private static final int COLUMNS = 3 * Listing.SCANNED;
    private static final int EACH = Listing.SCANNED - 1;
    private static final List<String> RARE =
            IntStream.rangeClosed(1, 3).mapToObj(n -> name("C", n * EACH)).toList();

    /** More than a page of them, behind what is looked at for the first one. */
    private static final int REPLACED = 120;

    private static String name(String letter, int number) {
        return String.format(Locale.ROOT, "%s%06d", letter, number);
    }

    @Inject
    CatalogFixture catalog;

    /** Of all tests, which only read. */
    private static UUID filled;

    private UUID connection;

    @BeforeEach
    void fillOnce() throws SQLException {
        if (filled == null) {
            filled = catalog.connection();
            catalog.reconcile(filled, table("Wide__c", column("First", Map.of("label", "First"))));
            catalog.execute("""
                    INSERT INTO catalog_column (connection_id, table_id, from_rev, first_seen_at, hash, position, name, label, type,
                        nullable, is_unique, external_id, primary_key, custom, calculated, master_detail, help_text)
                    SELECT connection_id, table_id, from_rev, first_seen_at, hash, n, 'C' || lpad(n::text, 6, '0'), 'C', 'string',
                        true, false, false, false, false, false, false, CASE WHEN n %% %d = 0 THEN 'rare' END
                    FROM catalog_column, generate_series(1, %d) n WHERE connection_id = '%s'""".formatted(EACH, COLUMNS, filled));
            catalog.execute("""
                    INSERT INTO catalog_column_history
                    SELECT (jsonb_populate_record(NULL::catalog_column_history, to_jsonb(c) || jsonb_build_object(
                        'to_rev', 2, 'id', -n, 'name', c.name || 'H', 'name_key', c.name_key || 'h', 'help_text', 'gone'))).*
                    FROM generate_series(1, %d) n
                    JOIN catalog_column c ON c.connection_id = '%s' AND c.name = 'C' || lpad((%d + n)::text, 6, '0')""".formatted(REPLACED, filled, Listing.SCANNED));
            // A second revision replaces a row in each part, so that the catalog of before is of both tables.
            catalog.reconcile(filled, table("Wide__c", column("First", Map.of("label", "Second"))));
        }
        connection = filled;
    }

    @Test
    void pages_of_a_rare_filter_end_and_go_on() {
        List<Integer> sizes = new ArrayList<>();

        List<String> found = follow(
                "/api/v1/columns", Map.of("connection", connection, "removed", "all", "helpText", "present"), sizes);

        assertThat(found).containsExactlyElementsOf(RARE);
        assertThat(sizes).hasSize(4).containsOnly(0, 1);
    }

    @Test
    void what_was_replaced_since_is_found_in_its_place() {
        String before = catalogTimes().get(0);

        List<String> found = follow(
                "/api/v1/columns",
                Map.of("connection", connection, "asOf", before, "helpText", "present"),
                new ArrayList<>());

        assertThat(found)
                .isSorted()
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                RARE.stream(),
                                IntStream.rangeClosed(1, REPLACED).mapToObj(n -> name("C", Listing.SCANNED + n) + "H"))
                        .toList());
    }

    @Test
    void a_page_that_is_full_is_as_it_was() {
        List<Integer> sizes = new ArrayList<>();

        List<String> found =
                follow("/api/v1/columns", Map.of("connection", connection, "removed", "all", "limit", "1000"), sizes);

        assertThat(found).hasSize(COLUMNS + 1).isSorted().doesNotHaveDuplicates();
        assertThat(sizes.subList(0, COLUMNS / 1000)).containsOnly(1000);
    }

    private List<String> catalogTimes() {
        try {
            return catalog.values("SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
                    + " FROM catalog_revision WHERE connection_id = '" + connection + "' ORDER BY revision");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> follow(String path, Map<String, ?> parameters, List<Integer> sizes) {
        List<String> found = new ArrayList<>();
        Map<String, Object> query = new TreeMap<>(parameters);
        query.put("fields", "name");
        do {
            JsonReply page = JsonReply.from(given().queryParams(query)
                    .get(path)
                    .then()
                    .statusCode(200)
                    .extract()
                    .asString());
            sizes.add(page.getList("items").size());
            found.addAll(page.getList("items.name"));
            query.put("cursor", page.getString("next"));
        } while (query.get("cursor") != null);
        return found;
    }
}
