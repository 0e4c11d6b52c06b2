package io.orgscribe.token;

import java.util.UUID;

import io.orgscribe.token.Credentials.AuthorizationCode;

/** Knows the connections that a person can authorize. */
public interface Authorizable {

    /**
     * The app through which the connection is authorized.
     *
     * @throws ConsentRefusedException where it cannot be authorized now
     */
    AuthorizationCode app(UUID connectionId);
}
