package io.orgscribe.worker;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.narayana.jta.QuarkusTransaction;
import org.hibernate.StatelessSession;
import org.jboss.logging.Logger;

import io.orgscribe.web.SqlFailure;

/**
 * Whether the database has refused to be written, be it away, full or without a free connection. While it does, this
 * replica takes no runs and is not ready; it looks by itself whether that has passed.
 */
@ApplicationScoped
class DatabaseWriteMonitor {

    private static final Logger LOG = Logger.getLogger(DatabaseWriteMonitor.class);

    /**
     * Takes new space, which a full disk has not, and gives it back: rows that do not fit beside others, of random text
     * that cannot be compressed.
     */
    private static final String TAKE_SPACE = """
            INSERT INTO staged_picklist (connection_id, run_id, epoch, batch, hash, entries)
            SELECT gen_random_uuid(), gen_random_uuid(), 0, 0, gen_random_uuid(), jsonb_build_array(
                (SELECT string_agg(gen_random_uuid()::text, '') FROM generate_series(1, 100 + i)))
            FROM generate_series(1, 64) i""";

    private final StatelessSession session;
    private final AtomicReference<String> trouble = new AtomicReference<>();

    DatabaseWriteMonitor(StatelessSession session) {
        this.session = session;
    }

    /** A statement has failed. What it says of the database is kept until the database can be written again. */
    SqlFailure seen(Throwable failure) {
        SqlFailure what = SqlFailure.of(failure);
        String told = SqlFailure.describe(failure);
        if (what == SqlFailure.TRANSIENT && !SqlFailure.isConflict(failure) && trouble.getAndSet(told) == null) {
            LOG.warnf("The database cannot be used (%s): no run is taken until it can", told);
        }
        return what;
    }

    /** What the database has said last; empty where it can be written. */
    Optional<String> present() {
        return Optional.ofNullable(trouble.get());
    }

    /** Looks whether the trouble has passed, where there is any. */
    void look() {
        if (trouble.get() == null) {
            return;
        }
        try {
            QuarkusTransaction.requiringNew().run(() -> {
                session.createNativeMutationQuery(TAKE_SPACE).executeUpdate();
                throw new SpaceTaken();
            });
        } catch (SpaceTaken e) {
            trouble.set(null);
            LOG.info("The database can be used again");
        } catch (RuntimeException e) {
            seen(e);
            LOG.debugf(e, "The database cannot be used yet");
        }
    }

    /** Takes the transaction back that has taken space. */
    private static final class SpaceTaken extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
