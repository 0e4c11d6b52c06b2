package io.orgscribe.benchmark;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;

/** What clients ask of a catalog, in kinds: many of each, so that none is in a cache because of the one before. */
final class CatalogQueries {

    /** A value of each filter, for its list over all connections and of one. */
    private static final Map<String, String> VALUES = Map.ofEntries(
            Map.entry("name", "*or*"),
            Map.entry("q", "balan"),
            Map.entry("type", "reference"),
            Map.entry("complianceGroup", "GDPR"),
            Map.entry("securityClassification", "Confidential"),
            Map.entry("description", "absent"),
            Map.entry("helpText", "present"),
            Map.entry("formula", "present"),
            Map.entry("references", "Account"),
            Map.entry("firstSeenSince", "2025-01-01T00:00:00Z"),
            Map.entry("namespace", "acme"),
            Map.entry("quality", "unresolved"),
            Map.entry("custom", "false"),
            Map.entry("hidden", "true"),
            Map.entry("removed", "true"),
            Map.entry("excluded", "true"),
            Map.entry("table", "*or*"),
            Map.entry("column", "zz*"),
            Map.entry("kind", ""),
            Map.entry("uses", "Account.Industry"),
            Map.entry("manageableState", "installed"),
            Map.entry("attribute", "label"),
            Map.entry("cause", "edit"),
            Map.entry("changedBy", "nobody*"),
            Map.entry("presumed", "true"),
            Map.entry("order", "oldest"),
            Map.entry("since", "2026-11-01T00:00:00Z"),
            Map.entry("until", "2026-01-01T00:00:00Z"));

    private static final int EACH = 200;
    private static final int OF_A_FILTER = 40;

    private final Connection database;
    private final SplittableRandom random = new SplittableRandom(3);

    CatalogQueries(Connection database) {
        this.database = database;
    }

    Map<String, List<String>> searches() throws SQLException {
        List<String[]> columns =
                rows("SELECT c.name, c.label, coalesce(c.help_text, ''), t.name FROM catalog_column c TABLESAMPLE"
                        + " SYSTEM (1) REPEATABLE (1) JOIN catalog_table t ON t.id = c.table_id"
                        + " WHERE c.help_text <> '' ORDER BY md5(c.id::text) LIMIT " + EACH);
        Map<String, List<String>> kinds = new LinkedHashMap<>();
        kinds.put("exact name", search(columns, row -> row[0]));
        kinds.put("beginning", search(columns, row -> row[0].substring(0, Math.min(8, row[0].length()))));
        kinds.put("part", search(columns, row -> row[0].substring(2, Math.min(9, row[0].length()))));
        kinds.put("two letters", search(columns, row -> row[0].substring(0, 2)));
        kinds.put("two words of a label", search(columns, row -> row[1]));
        kinds.put("word of a help text", search(columns, row -> word(row[2])));
        kinds.put("two words of a help text", search(columns, row -> word(row[2]) + " " + word(row[2])));
        kinds.put("table and column", search(columns, row -> row[3] + "." + row[0].substring(0, 3)));
        kinds.put("in quotes", search(columns, row -> '"' + row[1] + '"'));
        kinds.put("nothing found", search(columns, row -> "xq" + row[0]));
        return kinds;
    }

    private String word(String text) {
        String[] words = text.split(" ");
        return words[random.nextInt(words.length)];
    }

    private static List<String> search(List<String[]> rows, Function<String[], String> text) {
        return rows.stream()
                .map(row -> "/api/v1/search?q=" + URLEncoder.encode(text.apply(row), StandardCharsets.UTF_8))
                .toList();
    }

    /** @param filters of the operation, from OpenAPI */
    Map<String, List<String>> filtered(String path, List<String> filters) {
        Map<String, List<String>> kinds = new LinkedHashMap<>();
        kinds.put(path, repeated(path));
        for (String filter : filters) {
            String value = VALUES.get(filter);
            if (value == null) {
                throw new IllegalStateException(path + " has a filter without a value here: " + filter);
            }
            if (filter.equals("kind")) {
                value = path.contains("changes") ? "removed" : "custom";
            }
            kinds.put(
                    path + " " + filter,
                    repeated(path + "?" + filter + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
        }
        return kinds;
    }

    private static List<String> repeated(String path) {
        return Stream.generate(() -> "/api/v1" + path).limit(OF_A_FILTER).toList();
    }

    Map<String, List<String>> lookUps() throws SQLException {
        List<String[]> tables = rows("SELECT id FROM catalog_table ORDER BY md5(id::text) LIMIT " + EACH);
        List<String[]> columns = rows("SELECT id FROM catalog_column TABLESAMPLE SYSTEM (1) REPEATABLE (2)"
                + " ORDER BY md5(id::text) LIMIT " + EACH);
        List<String[]> formulas = rows("SELECT column_id FROM catalog_reference TABLESAMPLE SYSTEM (20) REPEATABLE (2)"
                + " ORDER BY md5(column_id::text) LIMIT " + EACH);
        List<String[]> pairs =
                rows("SELECT a.id, b.id FROM (SELECT *, row_number() OVER (ORDER BY md5(id::text)) n FROM catalog_table"
                        + " WHERE connection_id = '" + GeneratedCatalog.connection(0)
                        + "') a JOIN (SELECT *, row_number() OVER"
                        + " (ORDER BY md5(name)) n FROM catalog_table WHERE connection_id = '"
                        + GeneratedCatalog.connection(0)
                        + "') b USING (n) LIMIT 60");
        Map<String, List<String>> kinds = new LinkedHashMap<>();
        kinds.put("a table", paths(tables, "/tables/%s"));
        kinds.put("its columns", paths(tables, "/tables/%s/columns"));
        kinds.put("its changes", paths(tables, "/tables/%s/changes"));
        kinds.put("a column", paths(columns, "/columns/%s"));
        kinds.put("its changes (column)", paths(columns, "/columns/%s/changes"));
        kinds.put("lineage of any column", paths(columns, "/columns/%s/lineage"));
        kinds.put("lineage of a formula", paths(formulas, "/columns/%s/lineage"));
        for (int depth = 1; depth <= 3; depth++) {
            kinds.put("neighbours, depth " + depth, paths(tables, "/tables/%s/neighbours?depth=" + depth));
        }
        kinds.put("paths among 7,500 tables", paths(pairs, "/paths?from=%s&to=%s"));
        kinds.put("quality", repeated("/connections/" + GeneratedCatalog.connection(3) + "/quality"));
        for (String by : List.of("day", "table", "kind", "user")) {
            kinds.put("changes of 30 days by " + by, repeated("/changes/summary?by=" + by));
        }
        return kinds;
    }

    private static List<String> paths(List<String[]> rows, String format) {
        return rows.stream()
                .map(row -> "/api/v1" + String.format(java.util.Locale.ROOT, format, (Object[]) row))
                .toList();
    }

    private List<String[]> rows(String sql) throws SQLException {
        List<String[]> rows = new ArrayList<>();
        try (Statement statement = database.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                String[] row = new String[columns];
                for (int i = 0; i < columns; i++) {
                    row[i] = result.getString(i + 1);
                }
                rows.add(row);
            }
        }
        return rows;
    }
}
