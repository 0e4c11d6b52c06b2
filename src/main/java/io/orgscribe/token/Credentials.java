package io.orgscribe.token;

import java.net.URI;

/** How a connection gets its access tokens; one record per method, secrets in clear. Never logged or stored. */
public sealed interface Credentials {

    URI loginUrl();

    String clientId();

    /**
     * The grant itself, the refresh token, is kept by {@link Tokens}.
     *
     * @param clientSecret null where the app does not require one
     */
    record AuthorizationCode(URI loginUrl, String clientId, String clientSecret) implements Credentials {

        /** Whether a grant to this app is one to the other; secrets may change. */
        public boolean isSameApp(AuthorizationCode other) {
            return loginUrl.equals(other.loginUrl) && clientId.equals(other.clientId);
        }

        @Override
        public String toString() {
            return "AuthorizationCode[" + loginUrl + "]";
        }
    }

    /** What can be sent again and again, for it spends nothing. */
    sealed interface Repeatable extends Credentials {}

    /** @param loginUrl the org's My Domain host */
    record ClientCredentials(URI loginUrl, String clientId, String clientSecret) implements Repeatable {
        @Override
        public String toString() {
            return "ClientCredentials[" + loginUrl + "]";
        }
    }

    /**
     * @param privateKey RSA, in PEM
     * @param privateKeyPassphrase null where the key is not encrypted
     * @param audience null for that of the login host's kind
     */
    record JwtBearer(
            URI loginUrl,
            String clientId,
            String username,
            String privateKey,
            String privateKeyPassphrase,
            String audience)
            implements Repeatable {
        @Override
        public String toString() {
            return "JwtBearer[" + loginUrl + "]";
        }
    }

    /** @param securityToken appended to the password where the address is not trusted; may be null */
    record Password(
            URI loginUrl, String clientId, String clientSecret, String username, String password, String securityToken)
            implements Repeatable {
        @Override
        public String toString() {
            return "Password[" + loginUrl + "]";
        }
    }
}
