package io.orgscribe.catalog;

import java.lang.reflect.RecordComponent;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import jakarta.inject.Singleton;

import io.agroal.api.AgroalDataSource;

/** Fills catalogs the way that runs do, and asks the database. */
@Singleton
public class CatalogFixture {

    private static final Map<String, Object> TABLE = Map.ofEntries(
            Map.entry("kind", "standard"),
            Map.entry("custom", false),
            Map.entry("queryable", true),
            Map.entry("createable", true),
            Map.entry("updateable", true),
            Map.entry("deletable", true),
            Map.entry("searchable", true),
            Map.entry("recordTypes", Json.EMPTY_ARRAY),
            Map.entry("nativeValues", Json.EMPTY_OBJECT),
            Map.entry("childRelationships", Json.EMPTY_ARRAY),
            Map.entry("keys", Set.of("name")),
            Map.entry("columnKeys", Set.of("name")));

    private static final Map<String, Object> COLUMN = Map.ofEntries(
            Map.entry("type", "string"),
            Map.entry("nativeType", "string"),
            Map.entry("nullable", true),
            Map.entry("unique", false),
            Map.entry("externalId", false),
            Map.entry("primaryKey", false),
            Map.entry("custom", false),
            Map.entry("calculated", false),
            Map.entry("references", List.of()),
            Map.entry("masterDetail", false),
            Map.entry("nativeValues", Json.EMPTY_OBJECT));

    private final Staging staging;
    private final Reconciler reconciler;
    private final AgroalDataSource database;

    CatalogFixture(Staging staging, Reconciler reconciler, AgroalDataSource database) {
        this.staging = staging;
        this.reconciler = reconciler;
        this.database = database;
    }

    public static TableReading table(String name, List<ColumnReading> columns, Map<String, ?> members) {
        return reading(
                TableReading.class, List.of(TABLE, Map.of("name", name, "label", name, "columns", columns), members));
    }

    public static TableReading table(String name, ColumnReading... columns) {
        return table(name, List.of(columns), Map.of());
    }

    public static ColumnReading column(String name, Map<String, ?> members) {
        return reading(ColumnReading.class, List.of(COLUMN, Map.of("name", name, "label", name), members));
    }

    public static ColumnReading column(String name) {
        return column(name, Map.of());
    }

    public static ColumnReading reference(String name, String... targets) {
        return column(name, Map.of("type", "reference", "nativeType", "reference", "references", List.of(targets)));
    }

    static TableAnnotation annotation(String table, Map<String, ?> members) {
        return reading(TableAnnotation.class, List.of(Map.of("name", table, "recordTypes", Json.EMPTY_ARRAY), members));
    }

    static ColumnAnnotation annotation(String table, String name, Map<String, ?> members) {
        return reading(
                ColumnAnnotation.class,
                List.of(
                        Map.of(
                                "table",
                                table,
                                "name",
                                name,
                                "label",
                                name,
                                "type",
                                "string",
                                "nativeType",
                                "Text(80)",
                                "complianceGroups",
                                List.of()),
                        members));
    }

    private static <R extends Record> R reading(Class<R> type, List<Map<String, ?>> members) {
        Map<String, Object> values = new HashMap<>();
        members.forEach(values::putAll);
        RecordComponent[] components = type.getRecordComponents();
        try {
            return type.getDeclaredConstructor(Arrays.stream(components)
                            .map(RecordComponent::getType)
                            .toArray(Class<?>[]::new))
                    .newInstance(Arrays.stream(components)
                            .map(component -> values.get(component.getName()))
                            .toArray());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    public UUID connection() throws SQLException {
        UUID id = UUID.randomUUID();
        execute("INSERT INTO connection (id, name, login_url, auth_method) VALUES ('" + id + "', '" + id
                + "', 'https://example.my.salesforce.com', 'client_credentials')");
        return id;
    }

    public UUID reconcile(UUID connection, TableReading... tables) {
        return reconcile(connection, Set.of(), tables);
    }

    /** @param excluded names of tables that the filter leaves out now */
    public UUID reconcile(UUID connection, Set<String> excluded, TableReading... tables) {
        TestRun run = run(connection).read(tables).excludes(excluded).forced();
        run.reconcile();
        return run.id();
    }

    TestRun run(UUID connection) {
        return new TestRun(staging, reconciler, connection);
    }

    public void execute(String sql) throws SQLException {
        try (var c = database.getConnection();
                var statement = c.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column of all rows. */
    public List<String> values(String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (var c = database.getConnection();
                var statement = c.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
