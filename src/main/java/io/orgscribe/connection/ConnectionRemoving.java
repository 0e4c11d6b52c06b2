package io.orgscribe.connection;

import java.util.Map;
import java.util.UUID;

/**
 * A connection is being deleted, or loses its credentials and schedule only. Fired in the transaction that marks it;
 * what belongs to it goes later, in the background.
 *
 * @param keepCatalog whether it stays as {@code disconnected} with its catalog
 * @param goes how many of what will go (such as tables, columns, runs, changes), told to the client; observers add
 *     theirs
 */
public record ConnectionRemoving(UUID id, boolean keepCatalog, Map<String, Long> goes) {}
