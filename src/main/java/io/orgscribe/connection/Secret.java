package io.orgscribe.connection;

import java.util.function.BiConsumer;
import java.util.function.Function;

/** The secrets that a connection can hold, each in a column of its own as JWE. */
enum Secret {
    CLIENT_SECRET("clientSecret", c -> c.clientSecret, (c, jwe) -> c.clientSecret = jwe),
    PASSWORD("password", c -> c.password, (c, jwe) -> c.password = jwe),
    SECURITY_TOKEN("securityToken", c -> c.securityToken, (c, jwe) -> c.securityToken = jwe),
    PRIVATE_KEY("privateKey", c -> c.privateKey, (c, jwe) -> c.privateKey = jwe),
    PRIVATE_KEY_PASSPHRASE(
            "privateKeyPassphrase", c -> c.privateKeyPassphrase, (c, jwe) -> c.privateKeyPassphrase = jwe);

    private final String member;
    private final Function<Connection, String> read;
    private final BiConsumer<Connection, String> write;

    Secret(String member, Function<Connection, String> read, BiConsumer<Connection, String> write) {
        this.member = member;
        this.read = read;
        this.write = write;
    }

    /** Its name in {@code auth}, and in the protected header of the JWE. */
    String member() {
        return member;
    }

    boolean storedIn(Connection connection) {
        return read.apply(connection) != null;
    }

    /** The JWE, or null where none is stored. */
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
