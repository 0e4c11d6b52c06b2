package io.orgscribe.browse;

import java.util.Map;
import java.util.UUID;

/**
 * Which rows {@code x} a list is about, before any filter.
 *
 * @param connection the one they belong to, null for all
 */
public record Scope(UUID connection, String condition, Map<String, Object> parameters) {

    static Scope all() {
        return new Scope(null, "true", Map.of());
    }

    static Scope connection(UUID connection) {
        return new Scope(connection, "x.connection_id = :connection", Map.of("connection", connection));
    }

    boolean isAll() {
        return connection == null;
    }

    static Scope column(UUID connection, long column) {
        return new Scope(
                connection,
                "x.connection_id = :connection AND x.column_id = :columnId",
                Map.of("connection", connection, "columnId", column));
    }

    static Scope table(UUID connection, long table) {
        return new Scope(
                connection,
                "x.connection_id = :connection AND x.table_id = :tableId",
                Map.of("connection", connection, "tableId", table));
    }
}
