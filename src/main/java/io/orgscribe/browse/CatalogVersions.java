package io.orgscribe.browse;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.hibernate.StatelessSession;

import io.orgscribe.catalog.Statements;

/** Finds the version that a list answers as of. */
public record CatalogVersions(StatelessSession session) {

    private static final Pattern SNAPSHOT = Pattern.compile("(?<snapshot>\\d+:\\d+:[\\d,]*)@(?<at>[0-9TZ:.-]+)");

    public CatalogVersion newest(UUID connection) {
        return revision(connection, "true ORDER BY revision DESC", Map.of()).orElse(CatalogVersion.NEVER);
    }

    /**
     * What a query asks for: the newest revision, or the one of its {@code asOf}.
     *
     * @throws io.orgscribe.web.ProblemException where the connection had no catalog then
     */
    public CatalogVersion asked(UUID connection, ListQuery query) {
        return query.asOf()
                .map(time -> at(connection, time).orElseThrow(ListProblems::beforeTheFirst))
                .orElseGet(() -> newest(connection));
    }

    /** The newest revision not later than the time. */
    public Optional<CatalogVersion> at(UUID connection, Instant time) {
        return revision(connection, "at <= :at ORDER BY at DESC", Map.of("at", time));
    }

    /** A version that a cursor names. */
    public Optional<CatalogVersion> named(UUID connection, String text) {
        try {
            return revision(connection, "revision = :revision", Map.of("revision", Long.valueOf(text)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Of all connections: now. */
    CatalogVersion now() {
        Object[] row = new Statements(session, Map.of())
                .rows("SELECT cast(pg_current_snapshot() AS text), " + Listing.utc("now()"))
                .get(0);
        return snapshot((String) row[0], (String) row[1]);
    }

    static Optional<CatalogVersion> named(String text) {
        Matcher matcher = SNAPSHOT.matcher(text);
        return matcher.matches()
                ? Optional.of(snapshot(matcher.group("snapshot"), matcher.group("at")))
                : Optional.empty();
    }

    private static CatalogVersion snapshot(String snapshot, String at) {
        return new CatalogVersion(new AsOfPredicate.AtSnapshot(snapshot), snapshot + "@" + at, null, at);
    }

    private Optional<CatalogVersion> revision(UUID connection, String condition, Map<String, Object> parameters) {
        Map<String, Object> all = new HashMap<>(parameters);
        all.put("connection", connection);
        List<Object[]> rows = new Statements(session, all)
                .rows("SELECT revision, run_id, " + Listing.utc("at")
                        + " FROM catalog_revision WHERE connection_id = :connection AND " + condition + " LIMIT 1");
        return rows.stream()
                .findFirst()
                .map(row -> new CatalogVersion(
                        new AsOfPredicate.AtRevision((Long) row[0]), row[0].toString(), (UUID) row[1], (String)
                                row[2]));
    }
}
