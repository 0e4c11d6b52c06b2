package io.orgscribe.catalog;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.hibernate.StatelessSession;

/** Answers whether tables are known, without their rows. */
@ApplicationScoped
public class CatalogNames {

    private final StatelessSession session;

    CatalogNames(StatelessSession session) {
        this.session = session;
    }

    /** Those of the names that no table of the connection has, but for removed ones; case does not count. */
    @Transactional
    public List<String> unknown(UUID connectionId, Collection<String> tableNames) {
        // PostgreSQL refuses to look for a text with NUL, which no name has.
        String[] keys = tableNames.stream()
                .map(CatalogNames::key)
                .filter(key -> key.indexOf('\0') < 0)
                .toArray(String[]::new);
        Set<String> known = new HashSet<>(session.createNativeQuery("""
                        SELECT name_key FROM catalog_table
                        WHERE connection_id = :connection AND name_key = ANY (:keys) AND removed_at IS NULL""", String.class)
                .setParameter("connection", connectionId)
                .setParameter("keys", keys)
                .getResultList());
        return tableNames.stream().filter(name -> !known.contains(key(name))).toList();
    }

    /** By which names are compared, as Salesforce does: case does not count. The column name_key holds it. */
    public static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
