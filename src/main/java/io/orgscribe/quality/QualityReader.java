package io.orgscribe.quality;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.hibernate.StatelessSession;

import io.orgscribe.catalog.QualityMeasure;
import io.orgscribe.catalog.Statements;
import io.orgscribe.quality.QualityReport.PicklistValue;
import io.orgscribe.quality.QualityReport.Point;

/** Reads what was counted of a connection's revisions. */
@ApplicationScoped
class QualityReader {

    private static final int MOST = 100;

    /** REST name of each count to its column. */
    private static final Map<String, String> COUNTS = counts();

    /** Relies on the primary key. */
    private static final String TREND = """
            SELECT revision, at, {columns} FROM catalog_quality WHERE connection_id = :connection
            ORDER BY revision DESC LIMIT :rows""".replace("{columns}", String.join(", ", COUNTS.values()));

    private static final String DISAPPEARED = """
            SELECT cast(t.id AS text), t.name, cast(c.id AS text), c.name, d.value, d.label, x.at
            FROM disappeared_picklist_values(:connection) d
            JOIN catalog_change x ON x.id = d.change_id
            JOIN catalog_column c ON c.id = d.column_id
            JOIN catalog_table t ON t.id = c.table_id
            ORDER BY x.id DESC, c.name_key, d.value LIMIT :rows""";

    private final StatelessSession session;

    QualityReader(StatelessSession session) {
        this.session = session;
    }

    private static Map<String, String> counts() {
        Map<String, String> counts = new LinkedHashMap<>();
        counts.put("columns", "columns");
        counts.put("customColumns", "custom_columns");
        counts.put("annotatedColumns", "annotated_columns");
        Stream.of(QualityMeasure.values()).forEach(measure -> counts.put(measure.code(), measure.column()));
        counts.put("disappearedPicklistValues", "disappeared_picklist_values");
        return counts;
    }

    @Transactional
    QualityReport read(UUID connection) {
        Statements sql = new Statements(session, Map.of("connection", connection, "rows", MOST));
        List<Point> trend = sql.rows(TREND).stream().map(QualityReader::point).toList();
        List<PicklistValue> disappeared = sql.rows(DISAPPEARED).stream()
                .map(row -> new PicklistValue(
                        (String) row[0],
                        (String) row[1],
                        (String) row[2],
                        (String) row[3],
                        (String) row[4],
                        (String) row[5],
                        (Instant) row[6]))
                .toList();
        Point newest = trend.isEmpty() ? new Point(0, null, Map.of()) : trend.get(0);
        Map<String, String> lists = Arrays.stream(QualityMeasure.values())
                .collect(Collectors.toMap(
                        QualityMeasure::code,
                        measure -> "/api/v1/columns?connection=" + connection + "&quality=" + measure.code(),
                        (a, b) -> a,
                        LinkedHashMap::new));
        return new QualityReport(
                connection.toString(), newest.revision(), newest.at(), newest.counts(), lists, disappeared, trend);
    }

    private static Point point(Object[] row) {
        Map<String, Long> counts = new LinkedHashMap<>();
        int column = 2;
        for (String name : COUNTS.keySet()) {
            counts.put(name, ((Number) row[column++]).longValue());
        }
        return new Point((Long) row[0], (Instant) row[1], counts);
    }
}
