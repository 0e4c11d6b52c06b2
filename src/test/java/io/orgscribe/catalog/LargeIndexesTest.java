package io.orgscribe.catalog;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import io.agroal.api.AgroalDataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.orgscribe.OrgscribeTest;

import static io.orgscribe.catalog.CatalogFixture.column;
import static io.orgscribe.catalog.CatalogFixture.table;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

@OrgscribeTest
class LargeIndexesTest {

    private static final String VALID = "SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
            + " WHERE i.indisvalid AND pg_table_is_visible(i.indrelid)";

    @Inject
    CatalogFixture catalog;

    @Inject
    AgroalDataSource database;

    @Inject
    LargeIndexes service;

    @BeforeEach
    void madeByTheService() {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(service::areComplete);
    }

    @Test
    void are_made_after_the_start_in_place_of_the_old_one() throws SQLException {
        assertThat(catalog.values(VALID))
                .containsAll(Arrays.stream(LargeIndex.values())
                        .map(LargeIndex::indexName)
                        .toList())
                .doesNotContain("catalog_column_search");
    }

    @Test
    void are_made_anew_where_an_attempt_was_ended() throws SQLException {
        String name = LargeIndex.CATALOG_COLUMN_NAME_KEY.indexName();
        catalog.reconcile(catalog.connection(), table("Twice__c", List.of(column("A__c"), column("B__c")), Map.of()));
        catalog.execute("DROP INDEX " + name);
        assertThatThrownBy(() -> catalog.execute(
                        "CREATE UNIQUE INDEX CONCURRENTLY " + name + " ON catalog_column (connection_id)"))
                .hasMessageContaining("could not create unique index");
        LargeIndexes next = new LargeIndexes(database);
        assertThat(next.areComplete()).isFalse();

        next.complete();

        assertThat(next.areComplete()).isTrue();
        assertThat(catalog.values(VALID)).contains(name);
    }

    @Test
    void are_made_by_one_replica_while_others_go_on() throws SQLException {
        String name = LargeIndex.CATALOG_TABLE_NAME_KEY.indexName();
        LargeIndexes other = new LargeIndexes(database);
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("DROP INDEX " + name);
            statement.execute("SELECT pg_advisory_lock(" + LargeIndexes.LOCK + ")");

            other.complete();

            assertThat(other.areComplete()).isFalse();
            statement.execute("SELECT pg_advisory_unlock(" + LargeIndexes.LOCK + ")");
        }
        other.complete();
        assertThat(other.areComplete()).isTrue();
    }

    /** What nobody has sorted in would be read from end to end by each search. */
    @Test
    void have_nothing_left_to_sort_in_after_a_run() throws SQLException {
        UUID connection = catalog.connection();
        catalog.reconcile(
                connection,
                table("Fresh__c", List.of(column("A__c"), column("B__c", Map.of("helpText", "new"))), Map.of()));

        service.settle();

        assertThat(catalog.values("SELECT gin_clean_pending_list('catalog_column_words')"))
                .containsExactly("0");
        given().queryParam("q", "fresh")
                .get("/api/v1/search")
                .then()
                .statusCode(200)
                .body("partial", equalTo(false));
    }
}
