package io.orgscribe.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.hibernate.StatelessSession;

/** Connections by their next fire time, in the caller's transaction. All times are the database's. */
@ApplicationScoped
class DueConnections {

    private final StatelessSession session;

    DueConnections(StatelessSession session) {
        this.session = session;
    }

    /**
     * Those whose fire time has come, longest ago first, each for one replica until its transaction ends. What somebody
     * is just changing waits for the next look. Relies on connection_next_run.
     */
    List<DueConnection> claim(int max) {
        return session.createNativeQuery("""
                        SELECT id, schedule_cron, schedule_time_zone,
                            status = 'ready' AND schedule_enabled AND schedule_cron IS NOT NULL, next_run_at, now()
                        FROM connection WHERE next_run_at <= now()
                        ORDER BY next_run_at LIMIT :max FOR NO KEY UPDATE SKIP LOCKED""", DueConnection.class)
                .setParameter("max", max)
                .getResultList();
    }

    /**
     * How long until the earliest fire time, at most the given time; nothing or less where another replica is about to
     * fire it.
     */
    Duration untilNext(Duration most) {
        Double seconds = session.createNativeQuery(
                        "SELECT CAST(extract(epoch FROM min(next_run_at) - clock_timestamp()) AS double precision) FROM connection",
                        Double.class)
                .getSingleResultOrNull();
        return seconds == null || seconds * 1000 > most.toMillis()
                ? most
                : Duration.ofMillis((long) Math.ceil(seconds * 1000));
    }

    /** @param next by connection; empty where none will come */
    void advance(Map<UUID, Optional<Instant>> next) {
        session.createNativeMutationQuery("""
                        UPDATE connection c SET next_run_at = n.at
                        FROM unnest(CAST(:ids AS uuid[]), CAST(:times AS timestamptz[])) AS n (id, at)
                        WHERE c.id = n.id""")
                .setParameter("ids", next.keySet().toArray(UUID[]::new))
                .setParameter(
                        "times",
                        next.values().stream()
                                .map(time -> time.map(Instant::toString).orElse(null))
                                .toArray(String[]::new))
                .executeUpdate();
    }
}
