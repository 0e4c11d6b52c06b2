package io.orgscribe.run;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.hibernate.StatelessSession;

import io.orgscribe.catalog.StagingOwner;
import io.orgscribe.salesforce.SalesforceException;

/**
 * What a run's owner writes while it works: progress and bill, failures, and the fence of all that it stages. Every write
 * names the owner's epoch and must hit the row; all times are the database's. {@link RunTransitions} writes the status.
 */
@ApplicationScoped
public class RunStore {

    private static final String PROGRESS = """
            UPDATE run SET stage = :stage, tables_total = :total, tables_done = :done, tables_failed = :failed,
                columns = :columns, api_calls = :apiCalls, calls_by_kind = CAST(:calls AS jsonb), bytes_on_wire = :onWire,
                bytes_unpacked = :unpacked, not_modified = :notModified,
                org_calls_used = coalesce(nullif(:orgUsed, -1), org_calls_used),
                org_calls_allowed = coalesce(nullif(:orgAllowed, -1), org_calls_allowed),
                tables_per_minute = nullif(:perMinute, 0), estimated_end = clock_timestamp() + CAST(:left AS interval)""" + Ownership.OWNED;

    private final StatelessSession session;
    private final ObjectMapper json;

    RunStore(StatelessSession session, ObjectMapper json) {
        this.session = session;
        this.json = json;
    }

    /** Writes the attempt's progress and bill; nothing where the run is not the caller's any more. */
    @Transactional(TxType.REQUIRES_NEW)
    public void record(Attempt attempt) {
        write(PROGRESS, attempt);
    }

    /** The same, but leaves it for the next time where somebody has locked the run's row. */
    @Transactional(TxType.REQUIRES_NEW)
    public void recordUnlessLocked(Attempt attempt) {
        write(PROGRESS + " AND id IN (SELECT id FROM run WHERE id = :run FOR NO KEY UPDATE SKIP LOCKED)", attempt);
    }

    private void write(String progressUpdate, Attempt attempt) {
        Progress progress = attempt.progress();
        Progress.Described described = progress.described();
        Claim.Spent spent = progress.spent();
        long now = System.nanoTime();
        session.createNativeMutationQuery(progressUpdate)
                .setParameter("stage", progress.stage().code())
                .setParameter("total", described.total())
                .setParameter("done", described.done())
                .setParameter("failed", described.failed())
                .setParameter("columns", described.columns())
                .setParameter("apiCalls", progress.apiCalls())
                .setParameter("calls", text(spent.calls()))
                .setParameter("onWire", spent.bytesOnWire())
                .setParameter("unpacked", spent.bytesUnpacked())
                .setParameter("notModified", spent.notModified())
                .setParameter("orgUsed", progress.orgUsed())
                .setParameter("orgAllowed", progress.orgAllowed())
                .setParameter("perMinute", described.tablesPerMinute(now))
                .setParameter(
                        "left", described.left(now).map(Duration::toString).orElse(null), String.class)
                .setParameter("run", attempt.claim().runId())
                .setParameter("epoch", attempt.claim().epoch())
                .executeUpdate();
    }

    /** Whether what earlier attempts have staged was read alike, and can be kept. */
    @Transactional(TxType.REQUIRES_NEW)
    public boolean readAlike(Claim claim, String reading) {
        String before = session.createNativeQuery("SELECT reading FROM run WHERE id = :run", String.class)
                .setParameter("run", claim.runId())
                .getSingleResult();
        return before == null || before.equals(reading);
    }

    /** Notes what the run reads with, and forgets the failures of earlier attempts: their tables are asked for again. */
    @Transactional(TxType.REQUIRES_NEW)
    public void begin(Claim claim, String reading, String apiVersion) {
        Ownership.require(
                claim,
                session.createNativeMutationQuery(
                                "UPDATE run SET reading = :reading, api_version = :version" + Ownership.OWNED)
                        .setParameter("reading", reading)
                        .setParameter("version", apiVersion));
        session.createNativeMutationQuery("DELETE FROM run_failure WHERE run_id = :run")
                .setParameter("run", claim.runId())
                .executeUpdate();
    }

    /** The run asks for every table after all. */
    @Transactional(TxType.REQUIRES_NEW)
    public void widen(Claim claim) {
        Ownership.require(
                claim, session.createNativeMutationQuery("UPDATE run SET coverage = 'complete'" + Ownership.OWNED));
    }

    /** Names of the tables that this attempt could not describe or annotate. */
    @Transactional(TxType.REQUIRES_NEW)
    public List<String> failedTables(Claim claim) {
        return session.createNativeQuery("SELECT table_name FROM run_failure WHERE run_id = :run", String.class)
                .setParameter("run", claim.runId())
                .getResultList();
    }

    /** Records that definitions of a table could not be read. */
    public void fail(Attempt attempt, String table, SalesforceException why) {
        fail(
                attempt.claim(),
                new RunFailure(
                        table,
                        why.failure().code(),
                        why.status(),
                        1,
                        "Definitions: " + why.getMessage(),
                        why.remedy()));
        attempt.progress().unannotated();
    }

    /** The same, of a table alone: where it was refused while those of others were not, the next run does not ask again. */
    public void failAlone(Attempt attempt, String table, SalesforceException why) {
        fail(attempt, table, why);
        if (why.refuses()) {
            attempt.progress().settled(table);
        }
    }

    @Transactional(TxType.REQUIRES_NEW)
    public void fail(Claim claim, RunFailure failure) {
        session.createNativeMutationQuery("""
                        INSERT INTO run_failure (run_id, table_name, cause, status, attempts, message, remedy)
                        VALUES (:run, :table, :cause, nullif(:status, 0), :attempts, :message, :remedy)
                        ON CONFLICT (run_id, table_name) DO UPDATE SET cause = excluded.cause, status = excluded.status,
                            attempts = excluded.attempts, message = excluded.message, remedy = excluded.remedy""")
                .setParameter("run", claim.runId())
                .setParameter("table", failure.table())
                .setParameter("cause", failure.cause())
                .setParameter("status", failure.status() == null ? 0 : failure.status())
                .setParameter("attempts", failure.attempts())
                .setParameter("message", failure.message())
                .setParameter("remedy", failure.remedy())
                .executeUpdate();
        session.doWork(connection -> fence(claim, connection));
    }

    /** As whom the run's owner stages. */
    public StagingOwner staging(Claim claim) {
        return new StagingOwner(
                claim.connectionId(), claim.runId(), claim.epoch(), connection -> fence(claim, connection));
    }

    /** @see io.orgscribe.catalog.Fence */
    void fence(Claim claim, Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT 1 FROM run WHERE id = ? AND epoch = ? AND status = 'running' FOR SHARE")) {
            select.setObject(1, claim.runId());
            select.setInt(2, claim.epoch());
            try (var row = select.executeQuery()) {
                if (!row.next()) {
                    throw new OwnershipLost(claim);
                }
            }
        }
    }

    /** Names the session as the owner's until the caller's transaction ends. */
    @Transactional(TxType.MANDATORY)
    public void nameSession(Claim claim) {
        session.createNativeMutationQuery(staging(claim).naming()).executeUpdate();
    }

    private String text(Map<String, Integer> calls) {
        try {
            return json.writeValueAsString(calls);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A map of numbers is JSON", e);
        }
    }
}
