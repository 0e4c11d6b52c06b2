package io.orgscribe.catalog;

import java.util.Map;

import org.hibernate.StatelessSession;
import org.hibernate.query.CommonQueryContract;

/** Runs the statements of one reconcile: each binds those of the common parameters that it names. */
record Statements(StatelessSession session, Map<String, Object> parameters) {

    int execute(String sql) {
        var query = session.createNativeMutationQuery(sql);
        bind(query);
        return query.executeUpdate();
    }

    <T> T single(String sql, Class<T> type) {
        var query = session.createNativeQuery(sql, type);
        bind(query);
        return query.getSingleResult();
    }

    java.util.List<Object[]> rows(String sql) {
        var query = session.createNativeQuery(sql, Object[].class);
        bind(query);
        return query.getResultList();
    }

    private void bind(CommonQueryContract query) {
        query.getParameterMetadata()
                .getNamedParameterNames()
                .forEach(name -> query.setParameter(name, parameters.get(name)));
    }
}
