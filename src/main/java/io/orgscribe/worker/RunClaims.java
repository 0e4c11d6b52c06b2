package io.orgscribe.worker;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.hibernate.StatelessSession;

import io.orgscribe.catalog.StagingOwner;
import io.orgscribe.run.Claim;
import io.orgscribe.run.Coverage;
import io.orgscribe.run.Mode;

/** Takes runs out of the queue. All times are the database's. */
@ApplicationScoped
class RunClaims {

    /** Of the advisory lock under which runs are counted before one is claimed. */
    private static final long CLAIMING = 0x6f72_6773_6372_0001L;

    private final StatelessSession session;
    private final ObjectMapper json;

    RunClaims(StatelessSession session, ObjectMapper json) {
        this.session = session;
        this.json = json;
    }

    /**
     * Takes the run that has waited longest, be it queued or left behind by its owner, unless the cluster works on as
     * many as it may.
     */
    @Transactional(TxType.REQUIRES_NEW)
    Optional<Claim> claim(String owner, Duration lease, OptionalInt runsPerCluster) {
        if (runsPerCluster.isPresent() && running() >= runsPerCluster.getAsInt()) {
            return Optional.empty();
        }
        Optional<Claim> claim = claim(owner, lease);
        claim.filter(taken -> taken.attempt() > 1).ifPresent(this::cutOff);
        return claim;
    }

    /** Owners that may still be at work, or have yet to be missed. Until the transaction ends nobody else claims. */
    private long running() {
        session.createNativeQuery("SELECT 1 FROM pg_advisory_xact_lock(:key)", Integer.class)
                .setParameter("key", CLAIMING)
                .getResultList();
        return session.createNativeQuery(
                        "SELECT count(*) FROM run WHERE status = 'running' AND lease_until >= clock_timestamp()",
                        Long.class)
                .getSingleResult();
    }

    /**
     * Ends what an earlier owner has open in the database. Stalled in the middle of a write, it would keep the rows that
     * its successor writes anew locked for as long as its connection lasts.
     */
    private void cutOff(Claim claim) {
        session.createNativeQuery("""
                        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                        WHERE application_name LIKE :names AND usename = current_user AND pid <> pg_backend_pid()""", Boolean.class)
                .setParameter("names", StagingOwner.sessions(claim.runId()))
                .getResultList();
    }

    private Optional<Claim> claim(String owner, Duration lease) {
        return session.createNativeQuery("""
                        UPDATE run SET status = 'running', stage = 'authorize', epoch = epoch + 1, attempt = attempt + 1,
                            owner = :owner, lease_until = clock_timestamp() + CAST(:lease AS interval),
                            started_at = coalesce(started_at, clock_timestamp()), error_cause = NULL,
                            error_message = NULL, error_remedy = NULL
                        WHERE id = (
                            SELECT id FROM run
                            WHERE (status = 'queued' AND not_before <= clock_timestamp())
                                OR (status = 'running' AND lease_until < clock_timestamp())
                            ORDER BY not_before LIMIT 1 FOR UPDATE SKIP LOCKED)
                        RETURNING id, connection_id, epoch, attempt, mode, coverage, requested_tables,
                            CAST(calls_by_kind AS text), bytes_on_wire, bytes_unpacked, not_modified, pauses, started_at,
                            deferrals, retries, away_since""", Object[].class)
                .setParameter("owner", owner)
                .setParameter("lease", lease.toString())
                .getResultStream()
                .findFirst()
                .map(this::claim);
    }

    private Claim claim(Object[] row) {
        return new Claim(
                (UUID) row[0],
                (UUID) row[1],
                (Integer) row[2],
                (Integer) row[3],
                (Instant) row[12],
                Mode.valueOf(((String) row[4]).toUpperCase(Locale.ROOT)),
                Coverage.valueOf(((String) row[5]).toUpperCase(Locale.ROOT)),
                row[6] == null ? List.of() : Arrays.asList((String[]) row[6]),
                new Claim.Spent(calls((String) row[7]), (Long) row[8], (Long) row[9], (Integer) row[10]),
                (Integer) row[11],
                (Integer) row[13],
                (Integer) row[14],
                (Instant) row[15]);
    }

    private Map<String, Integer> calls(String text) {
        try {
            return json.readValue(text, new TypeReference<Map<String, Integer>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("calls_by_kind is what this class has written", e);
        }
    }
}
