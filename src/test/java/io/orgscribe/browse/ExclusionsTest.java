package io.orgscribe.browse;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.orgscribe.JsonReply;
import io.orgscribe.OrgscribeTest;
import io.orgscribe.catalog.CatalogFixture;
import io.orgscribe.catalog.TableReading;
import io.orgscribe.embedded.TestPostgres;

import static io.orgscribe.catalog.CatalogFixture.column;
import static io.orgscribe.catalog.CatalogFixture.table;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** Lists as of a time answer by the filter of then, whatever it has left out or let in since. */
@OrgscribeTest
class ExclusionsTest {

    private static final List<String> TABLES = List.of("A", "B", "C", "D");
    private static final int STEPS = 8;

    @Inject
    CatalogFixture catalog;

    private UUID connection;

    /** What a revision is to show: the tables left out by then, and the revision since which each is. */
    private record State(Set<String> excluded, Map<String, Integer> since) {}

    @BeforeEach
    void connect() throws SQLException {
        connection = catalog.connection();
    }

    @AfterEach
    void disconnect() throws SQLException {
        catalog.execute("DELETE FROM connection WHERE id = '" + connection + "'");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void each_revision_is_shown_by_its_own_filter(long seed) throws SQLException {
        Random random = new Random(seed);
        List<State> states = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            State before = step == 0 ? new State(Set.of(), Map.of()) : states.get(states.size() - 1);
            Set<String> excluded = step == 0 ? Set.of() : some(random);
            int label = random.nextInt(2);
            boolean edited = read(excluded, label);
            if (edited) {
                Map<String, Integer> since = new HashMap<>();
                excluded.forEach(name -> since.put(name, before.since().getOrDefault(name, states.size() + 1)));
                states.add(new State(excluded, since));
            }
            assertThat(excluded)
                    .as("a filter that changes nothing makes no revision")
                    .isEqualTo(states.get(states.size() - 1).excluded());
        }

        List<String> times = catalog.values("SELECT " + Listing.utc("at")
                + " FROM catalog_revision WHERE connection_id = '" + connection + "' ORDER BY revision");
        assertThat(times).hasSameSizeAs(states);
        for (int i = 0; i < states.size(); i++) {
            assertShown(times, i, states.get(i));
        }
        Set<String> included = new TreeSet<>(TABLES);
        included.removeAll(states.get(states.size() - 1).excluded());
        assertThat(get("/api/v1/columns?name=Id&connection=" + connection).getList("items.table", String.class))
                .as("columns now")
                .containsExactlyInAnyOrderElementsOf(included);
    }

    /** @return whether there is another revision now */
    private boolean read(Set<String> excluded, int label) throws SQLException {
        String before = revisions();
        catalog.reconcile(
                connection,
                excluded,
                TABLES.stream()
                        .filter(name -> !excluded.contains(name))
                        .map(name -> table(
                                name,
                                List.of(column("Id"), column("Ref", Map.of("references", List.of("A")))),
                                Map.of("label", name + label)))
                        .toArray(TableReading[]::new));
        return !revisions().equals(before);
    }

    private String revisions() throws SQLException {
        return catalog.values("SELECT count(*) FROM catalog_revision WHERE connection_id = '" + connection + "'")
                .get(0);
    }

    private void assertShown(List<String> times, int revision, State state) {
        String asOf = "asOf=" + times.get(revision);
        String of = "/api/v1/connections/" + connection;
        Set<String> included = new TreeSet<>(TABLES);
        included.removeAll(state.excluded());

        assertThat(get(of + "/tables?" + asOf).getList("items.name", String.class))
                .as("tables of revision %d", revision + 1)
                .containsExactlyElementsOf(included);
        assertThat(get(of + "/relationships?" + asOf).getList("items.table", String.class))
                .as("relationships of revision %d", revision + 1)
                .containsExactlyInAnyOrderElementsOf(included);
        JsonReply left = get(of + "/tables?excluded=true&" + asOf);
        Map<String, String> since = new HashMap<>();
        for (int i = 0; i < left.getList("items.name", String.class).size(); i++) {
            since.put(left.getString("items[" + i + "].name"), left.getString("items[" + i + "].excludedAt"));
        }
        assertThat(since)
                .isEqualTo(state.since().entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, entry -> times.get(entry.getValue() - 1))));
    }

    private static JsonReply get(String path) {
        return JsonReply.from(given().get(path).then().statusCode(200).extract().asString());
    }

    private static Set<String> some(Random random) {
        Set<String> some = new HashSet<>();
        TABLES.stream().skip(1).filter(name -> random.nextInt(3) == 0).forEach(some::add);
        return some;
    }

    /** As a replica of the version before does, which knows a time only. */
    @Test
    void what_the_version_before_has_left_out_or_let_in_is_seen_by_the_next_run() throws SQLException {
        read(Set.of("B"), 0);
        read(Set.of("B"), 0);
        read(Set.of(), 0);
        read(Set.of("C"), 0);
        catalog.execute("UPDATE catalog_table SET excluded_at = NULL WHERE connection_id = '" + connection + "'");
        catalog.execute("UPDATE catalog_table SET excluded_at = clock_timestamp() WHERE connection_id = '" + connection
                + "' AND name = 'D'");
        String newest = revisions();

        read(Set.of("D"), 0);

        assertThat(intervals()).containsExactlyInAnyOrder("C|3|4", "D|" + newest + "|");
        assertThat(get("/api/v1/connections/" + connection + "/tables?excluded=true")
                        .getList("items.name", String.class))
                .containsExactly("D");
    }

    private List<String> intervals() throws SQLException {
        return catalog.values("SELECT t.name || '|' || e.from_rev || '|' || coalesce(e.to_rev::text, '')"
                + " FROM catalog_exclusion e JOIN catalog_table t ON t.id = e.table_id WHERE e.connection_id = '"
                + connection + "'");
    }

    @Test
    void what_is_left_out_at_the_upgrade_is_so_since_the_newest_revision_before() throws SQLException {
        try (TestPostgres.Database database = TestPostgres.emptyDatabase();
                Connection sql = database.connect();
                var statement = sql.createStatement()) {
            database.migrate("20");
            statement.execute("""
                    INSERT INTO catalog_revision (connection_id, revision, run_id, at)
                    SELECT c.id, r, c.id, '2026-11-01Z'::timestamptz + r * interval '1 day'
                    FROM (VALUES ('00000000-0000-0000-0000-000000000001'::uuid),
                        ('00000000-0000-0000-0000-000000000002')) c (id), generate_series(1, 5) r""");
            statement.execute("""
                    INSERT INTO catalog_table (id, connection_id, from_rev, first_seen_at, hash, name, kind, custom,
                        queryable, createable, updateable, deletable, searchable, excluded_at)
                    SELECT x.id, '00000000-0000-0000-0000-000000000001', 1, now(), gen_random_uuid(), 'T' || x.id, 'standard',
                        false, false, false, false, false, false, x.excluded_at
                    FROM (VALUES (1, '2026-11-04Z'::timestamptz), (2, '2026-11-04 12:00Z'), (3, NULL)) x (id, excluded_at)""");

            database.migrate("latest");

            try (var rows = statement.executeQuery(
                    "SELECT table_id || '|' || from_rev || '|' || coalesce(to_rev, 0) FROM catalog_exclusion ORDER BY 1")) {
                List<String> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
                assertThat(found).containsExactly("1|3|0", "2|3|0");
            }
        }
    }
}
