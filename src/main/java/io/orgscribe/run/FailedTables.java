package io.orgscribe.run;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.hibernate.StatelessSession;

/** Which tables of a connection could not be read when they were last asked for. */
@ApplicationScoped
public class FailedTables {

    private final StatelessSession session;

    FailedTables(StatelessSession session) {
        this.session = session;
    }

    /**
     * What each run that was reconciled has left open and none has closed since, and what the newest run has met that
     * came to no reconcile. Relies on run_list.
     *
     * @return API names, ascending, not empty
     * @throws io.orgscribe.web.ProblemException 409 where there are none
     */
    public List<String> of(UUID connectionId) {
        List<String> tables = session.createNativeQuery("""
                        SELECT unnest(pending) AS name FROM describe_validator WHERE connection_id = :connection
                        UNION
                        SELECT f.table_name FROM run_failure f WHERE f.run_id = (
                            SELECT id FROM run WHERE connection_id = :connection AND finished_at IS NOT NULL
                            ORDER BY id DESC LIMIT 1) AND EXISTS (
                            SELECT FROM run r WHERE r.id = f.run_id AND r.status = 'failed')
                        ORDER BY name""", String.class)
                .setParameter("connection", connectionId)
                .getResultList();
        if (tables.isEmpty()) {
            throw RunProblems.nothingFailed();
        }
        return tables;
    }
}
