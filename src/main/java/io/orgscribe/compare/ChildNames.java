package io.orgscribe.compare;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.quarkus.runtime.annotations.RegisterForReflection;

import io.orgscribe.browse.ChildRelationshipList;
import io.orgscribe.catalog.Statements;

/**
 * Names that tables of both sides give to those who refer to them, as far as they differ. They are kept with the parent, but
 * are told of the column that refers, as in changes.
 *
 * @param byChild by the child table's lower-case name
 */
record ChildNames(Map<String, List<Name>> byChild) {

    /**
     * As the statement for differences reads it.
     *
     * @param nr of the child table among those that are compared at once
     */
    @RegisterForReflection
    record Name(long nr, String child, String field, String parent, String left, String right) {}

    /** Of parents whose newest lists are the same, and the compared ones, nothing differs. */
    private static final String SQL = """
            WITH pair AS (
                SELECT p.* FROM unnest(CAST(:lefts AS bigint[]), CAST(:rights AS bigint[]), CAST(:keys AS text[])) p (l, r, key)
                JOIN catalog_table o ON o.id = p.l
                JOIN catalog_table s ON s.id = p.r
                WHERE o.child_hash IS DISTINCT FROM s.child_hash OR {leftSince} OR {rightSince}
            ), named AS (
                SELECT p.key, false AS later, e.entry FROM pair p
                CROSS JOIN LATERAL (SELECT CAST(:leftConnection AS uuid) AS connection_id, p.l AS id) t
                CROSS JOIN LATERAL {left} e
                UNION ALL
                SELECT p.key, true, e.entry FROM pair p
                CROSS JOIN LATERAL (SELECT CAST(:rightConnection AS uuid) AS connection_id, p.r AS id) t
                CROSS JOIN LATERAL {right} e
            )
            SELECT lower(entry ->> 'childSObject') COLLATE "C" AS child, lower(entry ->> 'field') COLLATE "C" AS field, key,
                min(entry ->> 'relationshipName') FILTER (WHERE NOT later) AS before,
                min(entry ->> 'relationshipName') FILTER (WHERE later) AS after
            FROM named GROUP BY 1, 2, 3
            HAVING min(entry ->> 'relationshipName') FILTER (WHERE NOT later)
                IS DISTINCT FROM min(entry ->> 'relationshipName') FILTER (WHERE later)""";

    private static final String SINCE = """
            EXISTS (SELECT FROM catalog_child_relationship_delta d
                WHERE d.connection_id = :{side}Connection AND d.table_id = {id} AND d.revision > :{side}Revision)""";

    static final ChildNames NONE = new ChildNames(Map.of());

    /** @param sql binds the ids and keys of tables that both sides have */
    static ChildNames read(Statements sql, Comparison comparison) {
        return new ChildNames(sql
                .rows(SQL.replace("{leftSince}", SINCE.replace("{side}", "left").replace("{id}", "p.l"))
                        .replace(
                                "{rightSince}", SINCE.replace("{side}", "right").replace("{id}", "p.r"))
                        .replace("{left}", entries(comparison.left()))
                        .replace("{right}", entries(comparison.right())))
                .stream()
                .map(row -> new Name(
                        0, (String) row[0], (String) row[1], (String) row[2], (String) row[3], (String) row[4]))
                .filter(name -> name.child() != null && name.field() != null)
                .collect(Collectors.groupingBy(Name::child)));
    }

    private static String entries(Side side) {
        return ChildRelationshipList.entries(side.asOf(), "t", "child_relationship_entries({list})");
    }

    /** Those of the tables that are compared at once. */
    List<Name> of(List<TablePair> pairs) {
        return IntStream.range(0, pairs.size())
                .mapToObj(i -> byChild.getOrDefault(pairs.get(i).key(), List.of()).stream()
                        .map(name -> new Name(i + 1L, name.child, name.field, name.parent, name.left, name.right))
                        .toList())
                .flatMap(Collection::stream)
                .toList();
    }
}
