package io.orgscribe.browse;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.hibernate.StatelessSession;
import org.hibernate.exception.DataException;

import io.orgscribe.catalog.Statements;

/** Counts changes. */
@ApplicationScoped
class ChangeSummaries {

    private static final String BY = "by";
    private static final String TIME_ZONE = "timeZone";

    static final List<Filter> FILTERS = List.of(
            new Filter(
                    BY,
                    "What to count by",
                    Arrays.stream(By.values()).map(By::code).toList(),
                    By.DAY.code(),
                    value ->
                            new Filter.Condition("true", Map.of(BY, By.of(value).code()))),
            Filter.id("connection", "x.connection_id = :connection", "Id of a connection, without it all"),
            Filter.time("since", "x.at >= :since", "Not earlier than; without it 30 days ago"),
            Filter.time("until", "x.at <= :until", "Not later than"),
            new Filter(
                    TIME_ZONE,
                    "Time zone by which a day begins, such as Europe/Berlin; without it UTC",
                    List.of(),
                    "UTC",
                    value -> new Filter.Condition("true", Map.of(TIME_ZONE, value))));

    private static final Duration USUAL = Duration.ofDays(30);
    private static final int MOST = 1_000;

    /** By what changes are counted. */
    enum By {
        DAY("to_char(x.at AT TIME ZONE :timeZone, 'YYYY-MM-DD')", "key"),
        TABLE("cast(x.table_id AS text)", "count DESC, key"),
        KIND("x.kind", "count DESC, key"),
        USER("x.changed_by", "count DESC, key");

        private final String key;
        private final String order;

        By(String key, String order) {
            this.key = key;
            this.order = order;
        }

        private static By of(String code) {
            return Arrays.stream(values())
                    .filter(by -> by.code().equals(code))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(code));
        }

        /** As in REST. */
        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final String SQL = """
            SELECT key, count, kinds,
                (SELECT t.name FROM catalog_table t WHERE t.id = CASE WHEN :byTable THEN cast(key AS bigint) END),
                (SELECT t.connection_id FROM catalog_table t WHERE t.id = CASE WHEN :byTable THEN cast(key AS bigint) END)
            FROM (
                SELECT key, cast(sum(n) AS bigint) AS count, string_agg(kind || ':' || n, ',') AS kinds
                FROM (SELECT {key} AS key, x.kind, count(*) AS n FROM catalog_change x WHERE {conditions} GROUP BY 1, 2) k
                GROUP BY key ORDER BY {order} LIMIT :rows
            ) s
            ORDER BY {order}""";

    private final StatelessSession session;
    private final Clock clock;

    ChangeSummaries(StatelessSession session, Clock clock) {
        this.session = session;
        this.clock = clock;
    }

    /** Relies on index catalog_change_time. */
    @Transactional
    ChangeSummary count(ListQuery query) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("since", clock.instant().minus(USUAL).truncatedTo(ChronoUnit.SECONDS));
        StringBuilder conditions = new StringBuilder("x.at >= :since");
        for (Filter.Condition condition : query.conditions(FILTERS, Set.of())) {
            conditions.append(" AND ").append(condition.sql());
            parameters.putAll(condition.parameters());
        }
        By by = By.of((String) parameters.get(BY));
        parameters.put("byTable", by == By.TABLE);
        parameters.put("rows", MOST + 1);
        CatalogReader.planForEachQuery(session);
        CatalogReader.planForIndexes(session);
        List<ChangeSummary.Count> counts = counts(
                SQL.replace("{key}", by.key).replace("{order}", by.order).replace("{conditions}", conditions),
                parameters);
        return new ChangeSummary(
                by.code(),
                (Instant) parameters.get("since"),
                (Instant) parameters.get("until"),
                (String) parameters.get(TIME_ZONE),
                counts.subList(0, Math.min(MOST, counts.size())),
                counts.size() > MOST);
    }

    private List<ChangeSummary.Count> counts(String sql, Map<String, Object> parameters) {
        try {
            return new Statements(session, parameters)
                    .rows(sql).stream().map(ChangeSummaries::read).toList();
        } catch (DataException e) {
            // All else was read before: it has no time zone of that name.
            throw ListProblems.badValue(FILTERS.get(FILTERS.size() - 1));
        }
    }

    private static ChangeSummary.Count read(Object[] row) {
        boolean ofTable = row[4] != null;
        return new ChangeSummary.Count(
                (String) (ofTable ? row[3] : row[0]),
                ofTable ? (String) row[0] : null,
                ofTable ? ((UUID) row[4]).toString() : null,
                (Long) row[1],
                Arrays.stream(((String) row[2]).split(","))
                        .map(kind -> kind.split(":"))
                        .collect(Collectors.toMap(
                                kind -> kind[0], kind -> Integer.valueOf(kind[1]), Integer::sum, TreeMap::new)));
    }
}
