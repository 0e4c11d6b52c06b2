package io.orgscribe.connection;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.orgscribe.token.Tokens;
import io.orgscribe.vault.Reencryption;
import io.orgscribe.vault.Vault;

/** The stored secrets of all connections, and what the keyset can do with them. */
@ApplicationScoped
class VaultedSecrets {

    private static final UUID LOWEST = new UUID(0, 0);
    private static final int CONNECTIONS_AT_ONCE = 100;

    private final Vault vault;
    private final Tokens tokens;

    VaultedSecrets(Vault vault, Tokens tokens) {
        this.vault = vault;
        this.tokens = tokens;
    }

    /** Whether the keyset opens at least one of them; true also where none is stored. */
    @Transactional
    boolean anyOpens() {
        boolean anyStored = false;
        for (List<Connection> page = page(LOWEST); !page.isEmpty(); page = page(page.get(page.size() - 1).id)) {
            if (page.stream().anyMatch(this::opensAny)) {
                return true;
            }
            List<Boolean> grants = tokens.grantsOpen(ids(page));
            if (grants.contains(true)) {
                return true;
            }
            anyStored |= !grants.isEmpty()
                    || page.stream()
                            .anyMatch(connection -> !Secret.stored(connection).isEmpty());
        }
        return !anyStored;
    }

    /**
     * Encrypts secrets of older keys with the newest one, for the next connections in the order of their ids. No change
     * by a user, so the ETag stays; a secret that is replaced meanwhile is left alone.
     *
     * @param before how far it had come
     * @return how far it has come; done where there is no further connection
     */
    @Transactional
    KeysetRotation.Progress rotate(KeysetRotation.Progress before) {
        List<Connection> page = page(before.last());
        KeysetRotation.Progress progress = before;
        for (Connection connection : page) {
            progress = progress.reaching(connection.id);
            for (Secret secret : Secret.stored(connection)) {
                progress = progress.plus(rotate(secret, connection));
            }
        }
        for (Reencryption grant : tokens.reencrypt(ids(page))) {
            progress = progress.plus(grant);
        }
        return page.size() < CONNECTIONS_AT_ONCE ? progress.ended() : progress;
    }

    private Reencryption rotate(Secret secret, Connection connection) {
        String jwe = secret.jwe(connection);
        return vault.reencrypt(
                connection.id,
                secret.member(),
                jwe,
                renewed -> Connection.update(
                        secret.member() + " = ?1 where id = ?2 and " + secret.member() + " = ?3",
                        renewed,
                        connection.id,
                        jwe));
    }

    private boolean opensAny(Connection connection) {
        return Secret.stored(connection).stream()
                .anyMatch(secret -> vault.opens(connection.id, secret.member(), secret.jwe(connection)));
    }

    private static List<UUID> ids(List<Connection> page) {
        return page.stream().map(connection -> connection.id).toList();
    }

    private static List<Connection> page(UUID after) {
        return Connection.<Connection>find("id > ?1 order by id", after)
                .page(0, CONNECTIONS_AT_ONCE)
                .list();
    }
}
