package io.orgscribe.access;

import io.quarkus.security.identity.SecurityIdentity;

/** What the OIDC server's tokens, or the lack of them, say of a request. */
sealed interface OidcAnswer {

    /** Known, with a role. */
    record Known(Caller caller, SecurityIdentity identity) implements OidcAnswer {}

    /** Known, and none of the roles is one of ours. */
    record WithoutRole(String name, SecurityIdentity identity) implements OidcAnswer {}

    /** The browser has to go somewhere, such as back to the page that it wanted. */
    record Redirect(String to) implements OidcAnswer {}

    /** No token, or one that has ended or is none. */
    record Unknown() implements OidcAnswer {}

    /** A log-in has failed: the server has refused it, or it is not the one that this browser has begun. */
    record Failed() implements OidcAnswer {}

    /** The server cannot be asked. */
    record Unavailable() implements OidcAnswer {}
}
