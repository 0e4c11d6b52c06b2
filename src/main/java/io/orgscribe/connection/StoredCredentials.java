package io.orgscribe.connection;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

import jakarta.enterprise.context.ApplicationScoped;

import io.orgscribe.connection.ConnectionDocument.Auth;
import io.orgscribe.salesforce.FailureCause;
import io.orgscribe.salesforce.SalesforceException;
import io.orgscribe.token.Credentials;
import io.orgscribe.token.SigningKey;
import io.orgscribe.token.UnreadableKeyException;
import io.orgscribe.vault.Vault;
import io.orgscribe.web.ProblemException;

/** The credentials of a connection: what a method takes, and their way into the vault and back. */
@ApplicationScoped
class StoredCredentials {

    private static final int MAX_SECRET_BYTES = 16 * 1024;

    private final Vault vault;
    private final ConnectionRules rules;

    StoredCredentials(Vault vault, ConnectionRules rules) {
        this.vault = vault;
        this.rules = rules;
    }

    /**
     * Takes over what is no secret.
     *
     * @return whether anything is other than it was
     */
    boolean identify(Auth auth, Connection connection) {
        boolean changed = connection.authMethod != auth.method()
                || !Objects.equals(connection.clientId, auth.clientId())
                || !Objects.equals(connection.username, auth.username())
                || !Objects.equals(connection.audience, auth.audience());
        connection.authMethod = auth.method();
        connection.clientId = auth.clientId();
        connection.username = auth.username();
        connection.audience = auth.audience();
        connection.authRefreshIdleDays = auth.refreshIdleDays();
        connection.authRefreshValidDays = auth.refreshValidDays();
        return changed;
    }

    /**
     * Encrypts the secrets, bound to the connection's id.
     *
     * @return whether anything is other than it was
     */
    boolean storeSecrets(Auth auth, Connection connection) {
        boolean changed = false;
        for (Secret secret : Secret.values()) {
            changed |= store(secret, secret.asked(auth), connection);
        }
        if (changed && connection.authMethod == AuthMethod.JWT_BEARER) {
            checkKey(connection);
        }
        return changed;
    }

    void wipe(Connection connection) {
        Arrays.stream(Secret.values()).forEach(secret -> secret.clear(connection));
    }

    boolean complete(Connection connection) {
        return Arrays.stream(Secret.values())
                .filter(secret -> connection.authMethod.requires(secret.member()))
                .allMatch(secret -> secret.storedIn(connection));
    }

    Credentials read(Connection connection) {
        if (!complete(connection)) {
            throw new SalesforceException(FailureCause.DISCONNECTED, 0, "The connection has no credentials any more.");
        }
        URI loginUrl = URI.create(connection.loginUrl);
        return switch (connection.authMethod) {
            case CLIENT_CREDENTIALS ->
                new Credentials.ClientCredentials(
                        loginUrl, connection.clientId, decrypt(Secret.CLIENT_SECRET, connection));
            case PASSWORD ->
                new Credentials.Password(
                        loginUrl,
                        connection.clientId,
                        decrypt(Secret.CLIENT_SECRET, connection),
                        connection.username,
                        decrypt(Secret.PASSWORD, connection),
                        decrypt(Secret.SECURITY_TOKEN, connection));
            case JWT_BEARER ->
                new Credentials.JwtBearer(
                        loginUrl,
                        connection.clientId,
                        connection.username,
                        decrypt(Secret.PRIVATE_KEY, connection),
                        decrypt(Secret.PRIVATE_KEY_PASSPHRASE, connection),
                        connection.audience);
            case AUTHORIZATION_CODE ->
                new Credentials.AuthorizationCode(
                        loginUrl, connection.clientId, decrypt(Secret.CLIENT_SECRET, connection));
        };
    }

    /** Refuses what the method does not take, what it lacks and what is too large. */
    void check(Auth auth, Connection connection) {
        if (auth == null || auth.method() == null) {
            throw ProblemException.badRequest(
                    "auth.method",
                    "required",
                    "auth.method is missing.",
                    "Send auth.method: client_credentials (recommended), jwt_bearer, authorization_code or password.");
        }
        checkText(auth.method(), "clientId", auth.clientId());
        checkText(auth.method(), "username", auth.username());
        checkText(auth.method(), "audience", auth.audience());
        rules.audience(auth.audience());
        checkDays(auth.method(), "refreshIdleDays", auth.refreshIdleDays());
        checkDays(auth.method(), "refreshValidDays", auth.refreshValidDays());
        boolean staysDisconnected = connection.is(ConnectionStatus.DISCONNECTED) && sendsNoSecret(auth);
        for (Secret secret : Secret.values()) {
            SecretChange change = secret.asked(auth);
            boolean there = staysDisconnected || change.leaves(secret.storedIn(connection));
            checkMember(auth.method(), secret.member(), there, change.replaces());
            checkSize(secret, change);
        }
    }

    /** Once both are stored, for the passphrase may be older than the key or the other way round. */
    private void checkKey(Connection connection) {
        try {
            SigningKey.read(
                    decrypt(Secret.PRIVATE_KEY, connection), decrypt(Secret.PRIVATE_KEY_PASSPHRASE, connection));
        } catch (UnreadableKeyException e) {
            throw ProblemException.badRequest(
                    "auth.privateKey",
                    "unreadable_key",
                    "auth.privateKey cannot be used. " + e.getMessage(),
                    e.remedy());
        }
    }

    private void checkText(AuthMethod method, String member, String value) {
        checkMember(method, member, value != null && !value.isBlank(), value != null);
        rules.authText("auth." + member, value);
    }

    private void checkDays(AuthMethod method, String member, Integer days) {
        checkMember(method, member, days != null, days != null);
        rules.days(member, days);
    }

    private static void checkMember(AuthMethod method, String member, boolean there, boolean sent) {
        String field = "auth." + member;
        if (sent && !method.takes(member)) {
            throw ProblemException.badRequest(
                    field,
                    "not_of_method",
                    field + " does not belong to " + method.code() + ".",
                    "Leave it out, or send null where it is set.");
        }
        if (method.requires(member) && !there) {
            throw ProblemException.badRequest(
                    field, "required", method.code() + " needs " + field + ".", "Send " + field + ".");
        }
    }

    private static void checkSize(Secret secret, SecretChange change) {
        if (change.replaces() && change.replacement().getBytes(StandardCharsets.UTF_8).length > MAX_SECRET_BYTES) {
            throw ProblemException.badRequest(
                    "auth." + secret.member(),
                    "too_long",
                    "auth." + secret.member() + " is larger than 16 kB.",
                    "Send the secret alone, as Salesforce shows it.");
        }
    }

    private boolean store(Secret secret, SecretChange change, Connection connection) {
        boolean clears = change.kind() == SecretChange.Kind.CLEAR || !connection.authMethod.takes(secret.member());
        boolean changed = change.replaces() || (clears && secret.storedIn(connection));
        if (change.replaces()) {
            secret.store(connection, vault.encrypt(connection.id, secret.member(), change.replacement()));
        } else if (clears) {
            secret.clear(connection);
        }
        return changed;
    }

    private String decrypt(Secret secret, Connection connection) {
        return secret.storedIn(connection)
                ? vault.decrypt(connection.id, secret.member(), secret.jwe(connection))
                : null;
    }

    private static boolean sendsNoSecret(Auth auth) {
        return Arrays.stream(Secret.values())
                .noneMatch(secret -> secret.asked(auth).replaces());
    }
}
