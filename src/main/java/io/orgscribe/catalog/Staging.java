package io.orgscribe.catalog;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

import org.hibernate.StatelessSession;

/**
 * What a run has read and not yet reconciled. It is the run's checkpoint: another owner goes on from it, and it goes
 * when the run ends.
 */
@ApplicationScoped
public class Staging {

    private static final List<String> STAGES =
            List.of("staged_object", "staged_table", "staged_column", "staged_picklist");

    private final StatelessSession session;

    Staging(StatelessSession session) {
        this.session = session;
    }

    /** An object that the org lists; {@code included}: let in by the connection's filter. */
    public record Listed(String name, boolean included) {}

    /** Replaces what an earlier attempt had listed. */
    @Transactional(TxType.REQUIRES_NEW)
    public void list(UUID connectionId, UUID runId, int epoch, Collection<Listed> objects, Fence fence) {
        CopyRows rows = new CopyRows();
        objects.forEach(o -> rows.add(List.of(connectionId, runId, epoch), List.of(o.name(), o.included())));
        session.doWork(connection -> {
            try (var delete = connection.prepareStatement("DELETE FROM staged_object WHERE run_id = ?")) {
                delete.setObject(1, runId);
                delete.executeUpdate();
            }
            copy(() -> rows.copyInto(connection, "staged_object (connection_id, run_id, epoch, name, included)"));
            fence.check(connection);
        });
    }

    /** Writes the batch whole or, where the run has another owner, not at all. */
    @Transactional(TxType.REQUIRES_NEW)
    public void write(StagedBatch batch, Fence fence) {
        session.doWork(connection -> {
            copy(() -> batch.copyInto(connection));
            fence.check(connection);
        });
    }

    /** The lower-case names of the tables that the run has staged. */
    @Transactional(TxType.REQUIRES_NEW)
    public Set<String> tables(UUID runId) {
        return new HashSet<>(
                session.createNativeQuery("SELECT name_key FROM staged_table WHERE run_id = :run", String.class)
                        .setParameter("run", runId)
                        .getResultList());
    }

    /** Forgets all that the run has staged. */
    @Transactional(TxType.REQUIRES_NEW)
    public void clear(UUID runId) {
        for (String stage : STAGES) {
            session.createNativeMutationQuery("DELETE FROM " + stage + " WHERE run_id = :run")
                    .setParameter("run", runId)
                    .executeUpdate();
        }
    }

    private interface Copy {
        void run() throws SQLException, IOException;
    }

    private static void copy(Copy copy) throws SQLException {
        try {
            copy.run();
        } catch (IOException e) {
            throw new SQLException("COPY broke off", e);
        }
    }
}
