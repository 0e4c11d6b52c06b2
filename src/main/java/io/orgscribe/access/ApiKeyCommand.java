package io.orgscribe.access;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

import org.hibernate.id.uuid.UuidVersion7Strategy;

import io.orgscribe.web.ProblemException;

/**
 * {@code api-key new NAME ROLE [EXPIRES]}, {@code api-key list} and {@code api-key revoke ID}: keys for whom has the
 * database, where no key is at hand or no service runs. The service is not started, and a database of another version
 * is left alone.
 */
public final class ApiKeyCommand {

    /** The newest migration that this version has. */
    static final int SCHEMA = 29;

    private static final String USAGE = "Usage: api-key new NAME viewer|operator|admin [EXPIRES, such as"
            + " 2027-12-31T00:00:00Z]; api-key list; api-key revoke ID";

    private final Action action;

    private ApiKeyCommand(Action action) {
        this.action = action;
    }

    private interface Action {
        void run(Connection database, Consumer<String> out) throws SQLException;
    }

    /**
     * Reads what is to be done, before any database is looked for.
     *
     * @param arguments without {@code api-key}
     * @throws IllegalArgumentException where they are none of the three; says what is wrong
     */
    public static ApiKeyCommand of(List<String> arguments) {
        String verb = arguments.isEmpty() ? "" : arguments.get(0);
        int size = arguments.size();
        if (verb.equals("new") && (size == 3 || size == 4)) {
            Instant now = Clock.systemUTC().instant();
            ApiKeyDocument asked = asked(arguments);
            try {
                ApiKeys.check(asked, now);
            } catch (ProblemException e) {
                throw new IllegalArgumentException(e.problem().detail() + " " + USAGE, e);
            }
            return new ApiKeyCommand((database, out) -> make(database, asked, now, out));
        }
        if (verb.equals("list") && size == 1) {
            return new ApiKeyCommand(ApiKeyCommand::list);
        }
        if (verb.equals("revoke") && size == 2) {
            UUID id = id(arguments.get(1));
            return new ApiKeyCommand((database, out) -> revoke(database, id));
        }
        throw new IllegalArgumentException(USAGE);
    }

    private static ApiKeyDocument asked(List<String> arguments) {
        Role role = Role.of(arguments.get(2)).orElseThrow(() -> new IllegalArgumentException(USAGE));
        Instant expires = arguments.size() == 4 ? time(arguments.get(3)) : null;
        return new ApiKeyDocument(null, arguments.get(1), role, expires, null, null, null, null, null, null);
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(USAGE, e);
        }
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The id of a key is in the first column of: api-key list", e);
        }
    }

    /**
     * Does it.
     *
     * @param out takes lines: of {@code new} the key alone
     * @throws IllegalArgumentException where there is no such key, or the schema is of another version
     * @throws SQLException where the database fails
     */
    public void run(Connection database, Consumer<String> out) throws SQLException {
        database.setAutoCommit(false);
        requireSchema(database);
        List<String> lines = new ArrayList<>();
        action.run(database, lines::add);
        // Nobody is shown a key that is not stored.
        database.commit();
        lines.forEach(out);
    }

    private static void requireSchema(Connection database) throws SQLException {
        int found = 0;
        try (PreparedStatement exists = database.prepareStatement("SELECT to_regclass('flyway_schema_history')");
                ResultSet table = exists.executeQuery()) {
            if (table.next() && table.getString(1) != null) {
                found = version(database);
            }
        }
        if (found != SCHEMA) {
            throw new IllegalArgumentException("The database has version " + found + " of the schema, and this is the"
                    + " command of version " + SCHEMA + ". Use the api-key of the version of Orgscribe that serves from"
                    + " it; a database that has no schema yet gets it when the service starts.");
        }
    }

    private static int version(Connection database) throws SQLException {
        try (PreparedStatement newest = database.prepareStatement("SELECT coalesce(max(version::int), 0)"
                        + " FROM flyway_schema_history WHERE success AND version ~ '^[0-9]+$'");
                ResultSet row = newest.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    private static void make(Connection database, ApiKeyDocument asked, Instant now, Consumer<String> out)
            throws SQLException {
        KeyText key = KeyText.random();
        UUID id = id();
        try (PreparedStatement insert = database.prepareStatement("INSERT INTO api_key"
                + " (id, name, role, prefix, hash, created_at, created_by, expires_at)"
                + " VALUES (?, ?, ?, ?, ?, ?, 'command', ?)")) {
            insert.setObject(1, id);
            insert.setString(2, asked.name().strip());
            insert.setString(3, asked.role().code());
            insert.setString(4, key.prefix());
            insert.setBytes(5, key.hash());
            insert.setTimestamp(6, Timestamp.from(now));
            insert.setTimestamp(7, asked.expiresAt() == null ? null : Timestamp.from(asked.expiresAt()));
            insert.executeUpdate();
        }
        audit(database, AuditAction.API_KEY_CREATE, id, asked.name().strip());
        out.accept(key.text());
    }

    /** One line for each key, its columns separated by tabs. */
    private static void list(Connection database, Consumer<String> out) throws SQLException {
        out.accept(String.join("\t", "id", "prefix", "role", "name", "created", "expires", "last used", "revoked"));
        try (PreparedStatement select = database.prepareStatement("SELECT id, prefix, role, name, created_at,"
                        + " expires_at, last_used_at, revoked_at FROM api_key ORDER BY id");
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                out.accept(String.join(
                        "\t",
                        rows.getString("id"),
                        rows.getString("prefix"),
                        rows.getString("role"),
                        rows.getString("name"),
                        time(rows, "created_at"),
                        time(rows, "expires_at"),
                        time(rows, "last_used_at"),
                        time(rows, "revoked_at")));
            }
        }
    }

    private static String time(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? "" : time.toInstant().toString();
    }

    /** A second time changes nothing. */
    private static void revoke(Connection database, UUID id) throws SQLException {
        try (PreparedStatement update = database.prepareStatement("WITH found AS"
                + " (SELECT id, name, revoked_at FROM api_key WHERE id = ? FOR UPDATE), revoked AS"
                + " (UPDATE api_key k SET revoked_at = now() FROM found WHERE k.id = found.id AND found.revoked_at IS NULL)"
                + " SELECT name, revoked_at FROM found")) {
            update.setObject(1, id);
            try (ResultSet found = update.executeQuery()) {
                if (!found.next()) {
                    throw new IllegalArgumentException("There is no key with this id; api-key list tells all.");
                }
                if (found.getTimestamp("revoked_at") == null) {
                    audit(database, AuditAction.API_KEY_REVOKE, id, found.getString("name"));
                }
            }
        }
    }

    private static void audit(Connection database, AuditAction action, UUID id, String name) throws SQLException {
        try (PreparedStatement insert = database.prepareStatement("INSERT INTO audit_entry (id, at, actor, actor_via,"
                + " actor_id, action, target_type, target_id, target_name, address)"
                + " VALUES (?, now(), ?, ?, ?, ?, ?, ?, ?, '')")) {
            insert.setObject(1, id());
            insert.setString(2, Actor.COMMAND.name());
            insert.setString(3, Actor.COMMAND.via());
            insert.setString(4, Actor.COMMAND.id());
            insert.setString(5, action.toString());
            insert.setString(6, action.target());
            insert.setString(7, id.toString());
            insert.setString(8, name);
            insert.executeUpdate();
        }
    }

    /** As the service numbers things: ids ascend with time. */
    private static UUID id() {
        return UuidVersion7Strategy.INSTANCE.generateUuid(null);
    }
}
