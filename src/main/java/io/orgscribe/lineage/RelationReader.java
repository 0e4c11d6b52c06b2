package io.orgscribe.lineage;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

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

    /** Relies on indexes catalog_column_name, catalog_column_references and catalog_table_name. */
    private static final String SQL = """
            SELECT f.id, f.name, f.label, x.id, x.name, x.relationship_name, x.master_detail, p.id, p.name, p.label
            FROM (
                SELECT * FROM {outgoing} o
                UNION
                SELECT * FROM {incoming} i
            ) x
            CROSS JOIN LATERAL distinct_targets(x.reference_to) r
            JOIN {tables} f ON f.id = x.table_id
            JOIN {tables} p ON p.name_key = lower(r.target) COLLATE "C"
            WHERE (f.id = ANY (:tables) OR p.id = ANY (:tables)) AND (:system OR NOT x.name_key = ANY (:systemKeys))
            ORDER BY f.name_key, x.name_key, r.nr LIMIT :rows""";

    private static final String COLUMNS =
            "v.id, v.table_id, v.name, v.name_key, v.relationship_name, v.master_detail, v.reference_to";

    private static final String PRESENT = """
            v.connection_id = :connection AND v.removed_at IS NULL AND NOT v.hidden AND v.reference_to <> '{}'""";

    /** Those that begin or end at one of the tables, by table and column. */
    List<Relation> of(Collection<Long> tables, int rows) {
        Map<String, Object> parameters = parameters(tables);
        parameters.put("rows", rows);
        parameters.put("system", system);
        parameters.put(
                "systemKeys",
                SYSTEM.stream().map(name -> name.toLowerCase(Locale.ROOT)).toArray(String[]::new));
        Statements sql = new Statements(session, parameters);
        parameters.put(
                "keys",
                sql.list("SELECT t.name_key FROM " + tables("v.id = ANY (:tables)") + " t", String.class)
                        .toArray(String[]::new));
        return sql
                .rows(SQL.replace("{outgoing}", columns("v.table_id = ANY (:tables)"))
                        .replace("{incoming}", columns("lower_each(v.reference_to) && CAST(:keys AS text[])"))
                        .replace("{tables}", tables("true")))
                .stream()
                .map(RelationReader::relation)
                .toList();
    }

    private String columns(String condition) {
        return asOf().rows("catalog_column", COLUMNS, PRESENT + " AND " + condition);
    }

    /** With what says whether they were left out then. */
    private String tables(String condition) {
        String left =
                "NOT EXISTS (SELECT FROM catalog_exclusion e WHERE e.connection_id = :connection AND e.table_id = v.id AND "
                        + asOf().inPlace("e") + ")";
        return asOf().rows(
                        "catalog_table",
                        "v.id, v.name, v.name_key, v.label",
                        "v.connection_id = :connection AND v.removed_at IS NULL AND NOT v.hidden AND " + left + " AND "
                                + condition);
    }

    private static Relation relation(Object[] row) {
        return new Relation(
                (Long) row[0],
                (String) row[1],
                (String) row[2],
                (Long) row[3],
                (String) row[4],
                (String) row[5],
                (Boolean) row[6],
                (Long) row[7],
                (String) row[8],
                (String) row[9]);
    }

    /** Name and label of a table; empty where it was not there. */
    List<Object[]> names(long table) {
        return new Statements(session, parameters(List.of(table)))
                .rows("SELECT t.name, t.label FROM " + tables("v.id = ANY (:tables)") + " t");
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
