package io.orgscribe.catalog;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.hibernate.StatelessSession;
import org.hibernate.query.CommonQueryContract;
import org.hibernate.query.NativeQuery;

/** Runs statements with common parameters: each binds those that it names. */
public record Statements(StatelessSession session, Map<String, Object> parameters) {

    /** An owner that stalls between two statements holds its locks no longer than this. Until the transaction ends. */
    static final String NOT_IDLE = "SET LOCAL idle_in_transaction_session_timeout = '10s'";

    /** For statements that join a run whole with a catalog whole. Holds until the transaction ends. */
    static void planForWholeRuns(StatelessSession session) {
        for (String setting : List.of(
                // Staging's statistics are those of other runs: left to itself the planner may expect one row and loop.
                "enable_nestloop = off",
                // The names and hashes of a large org then fit into memory; beyond that, joins go on in files.
                "work_mem = '32MB'",
                // Compiling these wide statements takes longer than running them.
                "jit = off")) {
            session.createNativeMutationQuery("SET LOCAL " + setting).executeUpdate();
        }
    }

    /**
     * How the planner is to take the statements that follow, until the transaction ends.
     *
     * @param settings of PostgreSQL, by name
     */
    public static void plan(StatelessSession session, Map<String, String> settings) {
        String[] names = settings.keySet().toArray(String[]::new);
        String[] values = settings.values().toArray(String[]::new);
        new Statements(session, Map.of("names", names, "values", values))
                .rows(
                        "SELECT set_config(s.name, s.value, true) FROM unnest(CAST(:names AS text[]), CAST(:values AS text[])) s (name, value)");
    }

    /**
     * Deletes some of the rows whose column, by name, has the value.
     *
     * @return how many
     */
    static int deleteSome(StatelessSession session, String table, String column, UUID value, int max) {
        return session.createNativeMutationQuery("""
                        DELETE FROM {table} WHERE ctid = ANY (ARRAY (
                            SELECT ctid FROM {table} WHERE {column} = :value LIMIT :max))""".replace("{table}", table).replace("{column}", column))
                .setParameter("value", value)
                .setParameter("max", max)
                .executeUpdate();
    }

    int execute(String sql) {
        var query = session.createNativeMutationQuery(sql);
        bind(query);
        return query.executeUpdate();
    }

    public <T> T single(String sql, Class<T> type) {
        return query(sql, type).getSingleResult();
    }

    public <T> List<T> list(String sql, Class<T> type) {
        return query(sql, type).getResultList();
    }

    public List<Object[]> rows(String sql) {
        return list(sql, Object[].class);
    }

    public <T> NativeQuery<T> query(String sql, Class<T> type) {
        NativeQuery<T> query = session.createNativeQuery(sql, type);
        bind(query);
        return query;
    }

    private void bind(CommonQueryContract query) {
        query.getParameterMetadata()
                .getNamedParameterNames()
                .forEach(name -> query.setParameter(name, parameters.get(name)));
    }
}
