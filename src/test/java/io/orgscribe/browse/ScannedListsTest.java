package io.orgscribe.browse;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

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
                        true, false, false, false, false, false, false, CASE WHEN n %% 9999 = 0 THEN 'rare' END
                    FROM catalog_column, generate_series(1, %d) n WHERE connection_id = '%s'""".formatted(COLUMNS, filled));
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

        assertThat(found).containsExactly("C009999", "C019998", "C029997");
        assertThat(sizes).hasSize(4).containsOnly(0, 1);
    }

    @Test
    void what_was_replaced_since_is_found_in_its_place() {
        String before = catalogTimes().get(0);

        List<String> found = follow(
                "/api/v1/columns",
                Map.of("connection", connection, "asOf", before, "helpText", "present"),
                new ArrayList<>());

        assertThat(found).containsExactly("C009999", "C019998", "C029997");
    }

    @Test
    void a_page_that_is_full_is_as_it_was() {
        List<Integer> sizes = new ArrayList<>();

        List<String> found =
                follow("/api/v1/columns", Map.of("connection", connection, "removed", "all", "limit", "1000"), sizes);

        assertThat(found).hasSize(COLUMNS + 1).isSorted().doesNotHaveDuplicates();
        assertThat(sizes.subList(0, 30)).containsOnly(1000);
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
