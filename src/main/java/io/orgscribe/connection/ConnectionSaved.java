package io.orgscribe.connection;

/** A connection was created or changed. Fired in the transaction that does it; an exception undoes it. */
public record ConnectionSaved(Connection connection) {}
