package io.orgscribe.catalog;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.orgscribe.OrgscribeTest;

import static org.assertj.core.api.Assertions.assertThat;

/** The changes of random pairs of states, row by row and with their authors, compared with what the states say. */
@OrgscribeTest
class ChangesOfStatesTest {

    private static final int PAIRS = 8;
    private static final int TABLES = 4;
    private static final int COLUMNS = 5;

    /** Definitions are asked for tables that are not listed any more, too. */
    private static final List<String> NAMES =
            IntStream.range(0, TABLES).mapToObj(t -> "T" + t).toList();

    private static final Instant MONDAY = Instant.parse("2026-11-23T08:00:00Z");
    private static final Instant TUESDAY = Instant.parse("2026-11-24T08:00:00Z");
    private static final List<String> AUTHORS = List.of("Ann", "Bob", "Cid");

    /** A table or a column as it is told of: by its describe (label) and by its definition (all else). */
    private record Told(String label, String description, Instant edited, String author) {

        /** Whom a change to this is by, where it was like that before. */
        String authorSince(Told before) {
            return edited.isAfter(before.edited) ? author : "";
        }
    }

    private record Table(Told told, Map<String, Told> columns) {}

    @Inject
    CatalogFixture catalog;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void each_difference_is_one_row_by_its_own_author(long seed) throws SQLException {
        Random random = new Random(seed);
        for (int pair = 0; pair < PAIRS; pair++) {
            UUID connection = catalog.connection();
            Map<String, Table> before = state(random, Map.of());
            Map<String, Table> after = state(random, before);

            read(connection, before);
            ReconcileResult result = read(connection, after);

            List<String> expected = differences(before, after);
            assertThat(rows(connection)).as("pair %d of seed %d", pair, seed).isEqualTo(expected);
            assertThat(result.changes().values().stream()
                            .mapToInt(Integer::intValue)
                            .sum())
                    .isEqualTo(expected.size());
        }
    }

    private static Map<String, Table> state(Random random, Map<String, Table> before) {
        Map<String, Table> state = new TreeMap<>();
        for (int t = 0; t < TABLES; t++) {
            String name = "T" + t;
            // The first stays, so that the catalog is never empty.
            if (t > 0 && random.nextInt(4) == 0) {
                continue;
            }
            Table old = before.get(name);
            Map<String, Told> columns = new TreeMap<>();
            for (int c = 0; c < COLUMNS; c++) {
                if (c == 0 || random.nextInt(3) > 0) {
                    columns.put(
                            "C" + c,
                            told(random, old == null ? null : old.columns().get("C" + c)));
                }
            }
            state.put(name, new Table(told(random, old == null ? null : old.told()), columns));
        }
        return state;
    }

    private static Told told(Random random, Told before) {
        boolean edited = before == null || random.nextBoolean();
        return new Told(
                "label " + random.nextInt(2),
                "description " + random.nextInt(2),
                before == null || !edited ? MONDAY : TUESDAY,
                edited ? AUTHORS.get(random.nextInt(AUTHORS.size())) : before.author());
    }

    private ReconcileResult read(UUID connection, Map<String, Table> state) {
        List<TableReading> tables = new ArrayList<>();
        List<TableAnnotation> annotations = new ArrayList<>();
        TestRun run = catalog.run(connection);
        state.forEach((name, table) -> {
            List<ColumnReading> columns = new ArrayList<>();
            List<ColumnAnnotation> ofColumns = new ArrayList<>();
            table.columns().forEach((column, told) -> {
                columns.add(CatalogFixture.column(column, Map.of("label", told.label())));
                ofColumns.add(CatalogFixture.annotation(name, column, annotation(told, name + "." + column)));
            });
            tables.add(CatalogFixture.table(
                    name, columns, Map.of("label", table.told().label())));
            annotations.add(CatalogFixture.annotation(name, annotation(table.told(), name)));
            run.defines(name, ofColumns.toArray(ColumnAnnotation[]::new));
        });
        return run.read(tables.toArray(TableReading[]::new))
                .defines(NAMES, annotations.toArray(TableAnnotation[]::new))
                .forced()
                .reconcile();
    }

    private static Map<String, Object> annotation(Told told, String durableId) {
        Map<String, Object> annotation = new HashMap<>();
        annotation.put("durableId", durableId);
        annotation.put("description", told.description());
        annotation.put("lastModifiedAt", told.edited());
        annotation.put("lastModifiedBy", told.author());
        return annotation;
    }

    private static List<String> differences(Map<String, Table> before, Map<String, Table> after) {
        List<String> rows = new ArrayList<>();
        compare(before, after, (name, was, is) -> {
            if (was == null || is == null) {
                rows.add(row(
                        name,
                        "",
                        was == null ? "added" : "removed",
                        is == null ? "" : is.told().author()));
                return;
            }
            attributes(rows, name, "", was.told(), is.told());
            compare(was.columns(), is.columns(), (column, wasColumn, isColumn) -> {
                if (wasColumn == null || isColumn == null) {
                    rows.add(row(
                            name,
                            column,
                            wasColumn == null ? "added" : "removed",
                            isColumn == null ? "" : isColumn.author()));
                } else {
                    attributes(rows, name, column, wasColumn, isColumn);
                }
            });
        });
        Collections.sort(rows);
        return rows;
    }

    private interface Pair<T> {
        void compare(String name, T before, T after);
    }

    private static <T> void compare(Map<String, T> before, Map<String, T> after, Pair<T> each) {
        Map<String, T> all = new TreeMap<>(before);
        all.putAll(after);
        all.keySet().forEach(name -> each.compare(name, before.get(name), after.get(name)));
    }

    private static void attributes(List<String> rows, String table, String column, Told before, Told after) {
        if (!before.label().equals(after.label())) {
            rows.add(row(table, column, "changed label " + after.label(), after.authorSince(before)));
        }
        if (!before.description().equals(after.description())) {
            rows.add(row(table, column, "changed description " + after.description(), after.authorSince(before)));
        }
    }

    private static String row(String table, String column, String what, String author) {
        return String.join("|", table, column, what, author);
    }

    private List<String> rows(UUID connection) throws SQLException {
        List<String> rows = catalog.values("SELECT concat_ws('|', table_name, coalesce(column_name, ''),"
                + " concat_ws(' ', kind, attribute, after #>> '{}'), coalesce(changed_by, ''))"
                + " FROM catalog_change WHERE connection_id = '" + connection + "'");
        Collections.sort(rows);
        return rows;
    }
}
