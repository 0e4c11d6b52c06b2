package io.orgscribe.catalog;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

import io.quarkus.narayana.jta.runtime.TransactionConfiguration;
import org.hibernate.StatelessSession;

/** Finds the references of catalogs that an older version has made, from what is stored: no run is needed for it. */
@ApplicationScoped
public class ReferenceUpgrade {

    private final StatelessSession session;

    ReferenceUpgrade(StatelessSession session) {
        this.session = session;
    }

    /**
     * Of one catalog that nobody reconciles just now.
     *
     * @return false where there is none
     */
    @Transactional(TxType.REQUIRES_NEW)
    @TransactionConfiguration(timeout = 900)
    public boolean upgradeOne() {
        List<Object[]> due =
                new Statements(session, Map.of()).rows("""
                SELECT connection_id, revision FROM catalog_head
                WHERE references_version < {version} AND revision > 0
                LIMIT 1 FOR UPDATE SKIP LOCKED""".replace("{version}", Integer.toString(References.VERSION)));
        due.forEach(head -> new References(
                        new Statements(session, Map.of("connection", (UUID) head[0], "revision", (Long) head[1])))
                .follow(true));
        return !due.isEmpty();
    }
}
