package io.orgscribe.lineage;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.hibernate.StatelessSession;

import io.orgscribe.browse.CatalogVersion;
import io.orgscribe.browse.CatalogVersions;
import io.orgscribe.browse.ListProblems;
import io.orgscribe.browse.ListQuery;
import io.orgscribe.catalog.Statements;

/** Reads lineage from the references that reconcile keeps. */
@ApplicationScoped
class LineageReader {

    /** Of a column that all formulas read. */
    static final int MOST = 1_000;

    /** Relies on index catalog_reference_column. */
    private static final String UPSTREAM = """
            SELECT r.kind, r.path, r.step, coalesce(t.name, r.table_key), coalesce(c.name, r.column_key),
                cast(t.id AS text), cast(c.id AS text), r.reason
            FROM catalog_reference r
            LEFT JOIN catalog_column c ON c.id = r.target_id
            LEFT JOIN catalog_table t ON t.connection_id = c.connection_id AND t.id = c.table_id
            WHERE r.column_id = :id AND {inPlace}
            ORDER BY r.kind, r.path, r.step""";

    /** Relies on index catalog_reference_target. */
    private static final String DOWNSTREAM = """
            SELECT DISTINCT cast(t.id AS text), t.name, cast(c.id AS text), c.name, r.kind, r.path, t.name_key, c.name_key
            FROM catalog_reference r
            JOIN catalog_column c ON c.id = r.column_id
            JOIN catalog_table t ON t.connection_id = c.connection_id AND t.id = c.table_id
            WHERE r.target_id = :id AND {inPlace}
            ORDER BY t.name_key, c.name_key, r.kind, r.path LIMIT :rows""";

    private final StatelessSession session;

    LineageReader(StatelessSession session) {
        this.session = session;
    }

    @Transactional
    ColumnLineage read(UUID connection, long column, ListQuery query) {
        CatalogVersion version = new CatalogVersions(session).asked(connection, query);
        Map<String, Object> parameters = new HashMap<>(version.asOf().parameters());
        parameters.put("id", column);
        parameters.put("rows", MOST + 1);
        Statements sql = new Statements(session, parameters);
        Object[] named = sql.rows("""
                        SELECT cast(t.id AS text), t.name, c.name FROM catalog_column c
                        JOIN catalog_table t ON t.connection_id = c.connection_id AND t.id = c.table_id WHERE c.id = :id""").stream().findFirst().orElseThrow(ListProblems::unknownColumn);
        String inPlace = version.asOf().inPlace("r");
        List<ColumnLineage.Reader> readers = sql.rows(DOWNSTREAM.replace("{inPlace}", inPlace)).stream()
                .map(row -> new ColumnLineage.Reader(
                        (String) row[0], (String) row[1], (String) row[2], (String) row[3], (String) row[4], (String)
                                row[5]))
                .toList();
        return new ColumnLineage(
                Long.toString(column),
                (String) named[0],
                (String) named[1],
                (String) named[2],
                sql.rows(UPSTREAM.replace("{inPlace}", inPlace)).stream()
                        .map(LineageReader::reference)
                        .toList(),
                readers.subList(0, Math.min(MOST, readers.size())),
                readers.size() > MOST,
                version.at() == null ? null : new ColumnLineage.Moment(version.runId(), Instant.parse(version.at())));
    }

    private static ColumnLineage.Reference reference(Object[] row) {
        return new ColumnLineage.Reference(
                (String) row[0],
                (String) row[1],
                ((Number) row[2]).intValue(),
                (String) row[3],
                (String) row[4],
                (String) row[5],
                (String) row[6],
                row[7] == null,
                (String) row[7]);
    }
}
