package io.orgscribe.lineage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import org.hibernate.StatelessSession;

import io.orgscribe.browse.AsOfPredicate;
import io.orgscribe.browse.CatalogVersion;
import io.orgscribe.browse.ChildRelationshipList;
import io.orgscribe.browse.ListQuery;
import io.orgscribe.catalog.Statements;
import io.orgscribe.web.ProblemException;

/**
 * Reads which tables refer to which, as of a version: what is removed, hidden or left out by the connection's filter leads
 * nowhere.
 *
 * @param system whether to follow {@link #SYSTEM} columns
 */
record RelationReader(StatelessSession session, UUID connection, CatalogVersion version, boolean system) {

    /** They lead from nearly every table to User, so that everything would be near to everything. */
    static final List<String> SYSTEM = List.of("CreatedById", "LastModifiedById", "OwnerId");

    /** The parameter that asks for them. */
    static final String PARAMETER = "system";

    /** Relies on indexes catalog_column_name and catalog_column_references. */
    private static final String COLUMNS = """
            SELECT x.id, x.table_id, x.name, x.relationship_name, x.master_detail, x.targets
            FROM (SELECT * FROM {outgoing} o UNION SELECT * FROM {incoming} i) x
            ORDER BY x.id LIMIT :rows""";

    /** Relies on the primary key and on index catalog_table_name. */
    private static final String TABLES = """
            SELECT x.id, x.name, x.label, x.name_key FROM {byId} x
            UNION SELECT x.id, x.name, x.label, x.name_key FROM {byName} x""";

    private static final String BY_ID = "v.id = ANY (:tables)";

    private record Table(long id, String name, String label, String key) {}

    /** A column as it is read, with the lower-case names of what it refers to. */
    private record Column(
            long id, long table, String name, String relationshipName, boolean detail, List<String> targets) {}

    /** Those that begin or end at one of the tables, in the order of their columns' ids; of no more columns than that. */
    List<Relation> of(Collection<Long> tables, int columns) {
        Map<String, Object> parameters = parameters(tables);
        parameters.put("rows", columns);
        parameters.put(
                "system",
                system
                        ? new String[0]
                        : SYSTEM.stream()
                                .map(name -> name.toLowerCase(Locale.ROOT))
                                .toArray(String[]::new));
        planForIndexes();
        Set<String> keys = new HashSet<>(new Statements(session, parameters)
                .list("SELECT x.name_key FROM " + tables(BY_ID) + " x", String.class));
        parameters.put("keys", keys.toArray(String[]::new));
        List<Column> found = new Statements(session, parameters)
                        .rows(COLUMNS.replace("{outgoing}", columns("v.table_id = ANY (:tables)"))
                                .replace("{incoming}", columns("lower_each(v.reference_to) && CAST(:keys AS text[])")))
                        .stream()
                        .map(row -> new Column(
                                (Long) row[0],
                                (Long) row[1],
                                (String) row[2],
                                (String) row[3],
                                (Boolean) row[4],
                                targets(row[5])))
                        .toList();
        return relations(found, Set.copyOf(tables), keys);
    }

    private static List<String> targets(Object array) {
        return Stream.of((String[]) array).distinct().toList();
    }

    private List<Relation> relations(List<Column> columns, Set<Long> ids, Set<String> keys) {
        Set<Long> tables = new HashSet<>(ids);
        columns.forEach(column -> tables.add(column.table()));
        Map<String, Object> parameters = parameters(tables);
        parameters.put(
                "keys",
                columns.stream()
                        .filter(column -> ids.contains(column.table()))
                        .flatMap(column -> column.targets().stream())
                        .distinct()
                        .toArray(String[]::new));
        Map<Long, Table> byId = new HashMap<>();
        Map<String, Table> byKey = new HashMap<>();
        read(parameters).forEach(table -> {
            byId.put(table.id(), table);
            byKey.put(table.key(), table);
        });
        List<Relation> relations = new ArrayList<>();
        for (Column column : columns) {
            Table from = byId.get(column.table());
            for (String key : column.targets()) {
                Table to = byKey.get(key);
                if (from != null && to != null && (ids.contains(from.id()) || keys.contains(key))) {
                    relations.add(relation(column, from, to));
                }
            }
        }
        return relations;
    }

    private List<Table> read(Map<String, Object> parameters) {
        return new Statements(session, parameters)
                        .rows(TABLES.replace("{byId}", tables(BY_ID))
                                .replace("{byName}", tables("v.name_key = ANY (CAST(:keys AS text[]))")))
                        .stream()
                        .map(row -> new Table((Long) row[0], (String) row[1], (String) row[2], (String) row[3]))
                        .toList();
    }

    private static Relation relation(Column column, Table from, Table to) {
        return new Relation(
                from.id(),
                from.name(),
                from.label(),
                column.id(),
                column.name(),
                column.relationshipName(),
                column.detail(),
                to.id(),
                to.name(),
                to.label());
    }

    private String columns(String condition) {
        return asOf().rows(
                        "catalog_column",
                        "v.id, v.table_id, v.name, v.relationship_name, v.master_detail, lower_each(v.reference_to) AS targets",
                        "v.connection_id = :connection AND v.removed_at IS NULL AND NOT v.hidden AND v.reference_to <> '{}'"
                                + " AND NOT v.name_key = ANY (:system) AND " + condition);
    }

    /** What is there, and not left out by the connection's filter. */
    private String tables(String condition) {
        return asOf().rows(
                        "catalog_table",
                        "v.id, v.name, v.name_key, v.label",
                        "v.connection_id = :connection AND v.removed_at IS NULL AND NOT v.hidden AND " + condition
                                + " AND NOT EXISTS (SELECT FROM catalog_exclusion e WHERE e.connection_id = :connection"
                                + " AND e.table_id = v.id AND " + asOf().inPlace("e") + ")");
    }

    /** Few rows of many, by indexes: the planner cannot know how few an array is. */
    private void planForIndexes() {
        Statements.plan(
                session,
                Map.of(
                        "plan_cache_mode", "force_custom_plan",
                        "jit", "off",
                        "enable_seqscan", "off",
                        "max_parallel_workers_per_gather", "0"));
    }

    /** Name and label of a table; empty where it was not there. */
    List<Object[]> names(long table) {
        return new Statements(session, parameters(List.of(table)))
                .rows("SELECT t.name, t.label FROM " + tables(BY_ID) + " t");
    }

    /**
     * What the tables that are referred to call those that refer.
     *
     * @return by {@link #key}
     */
    Map<String, String> childNames(Collection<Relation> relations) {
        Statements sql = new Statements(
                session,
                parameters(relations.stream().map(Relation::to).distinct().toList()));
        Map<String, String> names = new HashMap<>();
        sql.rows("""
                        SELECT t.id, lower(e.entry ->> 'childSObject'), lower(e.entry ->> 'field'), min(e.entry ->> 'relationshipName')
                        FROM unnest(:tables) AS i (id)
                        CROSS JOIN LATERAL (SELECT i.id, :connection AS connection_id) t
                        CROSS JOIN LATERAL {entries} e
                        GROUP BY 1, 2, 3""".replace(
                        "{entries}", ChildRelationshipList.entries(asOf(), "t", "child_relationship_entries({list})")))
                .forEach(row -> names.put(row[0] + " " + row[1] + " " + row[2], (String) row[3]));
        return names;
    }

    static String key(Relation relation) {
        return relation.to() + " " + relation.fromTable().toLowerCase(Locale.ROOT) + " "
                + relation.column().toLowerCase(Locale.ROOT);
    }

    /** @throws ProblemException 400 where it is neither true nor false */
    static boolean system(ListQuery query) {
        String system = query.parameters().getOrDefault(PARAMETER, "false");
        if (!Set.of("true", "false").contains(system)) {
            throw ProblemException.badRequest(
                    PARAMETER,
                    "invalid_value",
                    "system is neither true nor false.",
                    "Send true to follow " + String.join(", ", SYSTEM) + " as well.");
        }
        return Boolean.parseBoolean(system);
    }

    private AsOfPredicate asOf() {
        return version.asOf();
    }

    private Map<String, Object> parameters(Collection<Long> tables) {
        Map<String, Object> parameters = new HashMap<>(asOf().parameters());
        parameters.put("connection", connection);
        parameters.put("tables", tables.toArray(Long[]::new));
        return parameters;
    }
}
