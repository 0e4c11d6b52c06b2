package io.orgscribe.token;

import java.util.UUID;

import io.orgscribe.salesforce.Sessions;

/** The access tokens of connections: kept encrypted, shared by all replicas, renewed by one at a time. */
public interface Tokens {

    /**
     * Sessions of one connection. The stored token is used until Salesforce refuses it; then one replica asks for a
     * new one and the others use its result. No transaction is open while Salesforce is called.
     */
    Sessions sessions(UUID connectionId, Credentials credentials);

    /** Forgets the stored token: the credentials have changed. */
    void forget(UUID connectionId);
}
