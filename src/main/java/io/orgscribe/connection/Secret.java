package io.orgscribe.connection;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The secrets that a connection can hold, each in a column of its own as JWE. */
enum Secret {
    CLIENT_SECRET(
            "clientSecret",
            ConnectionDocument.Auth::clientSecret,
            connection -> connection.clientSecret,
            (connection, jwe) -> connection.clientSecret = jwe),
    PASSWORD(
            "password",
            ConnectionDocument.Auth::password,
            connection -> connection.password,
            (connection, jwe) -> connection.password = jwe),
    SECURITY_TOKEN(
            "securityToken",
            ConnectionDocument.Auth::securityToken,
            connection -> connection.securityToken,
            (connection, jwe) -> connection.securityToken = jwe),
    PRIVATE_KEY(
            "privateKey",
            ConnectionDocument.Auth::privateKey,
            connection -> connection.privateKey,
            (connection, jwe) -> connection.privateKey = jwe),
    PRIVATE_KEY_PASSPHRASE(
            "privateKeyPassphrase",
            ConnectionDocument.Auth::privateKeyPassphrase,
            connection -> connection.privateKeyPassphrase,
            (connection, jwe) -> connection.privateKeyPassphrase = jwe);

    private final String member;
    private final Function<ConnectionDocument.Auth, SecretChange> asked;
    private final Function<Connection, String> read;
    private final BiConsumer<Connection, String> write;

    Secret(
            String member,
            Function<ConnectionDocument.Auth, SecretChange> asked,
            Function<Connection, String> read,
            BiConsumer<Connection, String> write) {
        this.member = member;
        this.asked = asked;
        this.read = read;
        this.write = write;
    }

    static List<Secret> stored(Connection connection) {
        return Arrays.stream(values())
                .filter(secret -> secret.storedIn(connection))
                .toList();
    }

    /** Its name in {@code auth}, and in the protected header of the JWE. */
    String member() {
        return member;
    }

    /** What a request wants done with it. */
    SecretChange asked(ConnectionDocument.Auth auth) {
        SecretChange change = asked.apply(auth);
        return change == null ? SecretChange.KEEP : change;
    }

    boolean storedIn(Connection connection) {
        return read.apply(connection) != null;
    }

    String jwe(Connection connection) {
        return read.apply(connection);
    }

    void store(Connection connection, String jwe) {
        write.accept(connection, jwe);
    }

    void clear(Connection connection) {
        write.accept(connection, null);
    }
}
