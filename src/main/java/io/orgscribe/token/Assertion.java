package io.orgscribe.token;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

import io.orgscribe.salesforce.FailureCause;
import io.orgscribe.salesforce.SalesforceException;
import io.orgscribe.token.Credentials.JwtBearer;

/**
 * The signed statement by which the JWT bearer flow logs a user in.
 *
 * @see <a href="https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_jwt_flow.htm">OAuth 2.0 JWT
 *     Bearer Flow</a>
 */
final class Assertion {

    /** Salesforce takes none that is valid for longer than a few minutes. */
    private static final Duration VALIDITY = Duration.ofSeconds(120);

    private static final String PRODUCTION = "https://login.salesforce.com";
    private static final String SANDBOX = "https://test.salesforce.com";

    private static final List<String> LOGGED_IN_AT_TEST =
            List.of("test.salesforce.com", ".sandbox.my.salesforce.com", ".scratch.my.salesforce.com");

    /** Domains of the clouds that login.salesforce.com knows nothing of. */
    private static final List<String> OTHER_CLOUDS = List.of(".salesforce.mil", ".sfcrmproducts.cn");

    private Assertion() {}

    /** @throws SalesforceException where the key cannot be read any more */
    static String of(JwtBearer credentials, Clock clock) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(credentials.clientId());
        claims.setSubject(credentials.username());
        claims.setAudience(audience(credentials));
        claims.setExpirationTime(
                NumericDate.fromSeconds(clock.instant().plus(VALIDITY).getEpochSecond()));
        claims.setGeneratedJwtId();
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        signature.setPayload(claims.toJson());
        try {
            signature.setKey(SigningKey.read(credentials.privateKey(), credentials.privateKeyPassphrase()));
            return signature.getCompactSerialization();
        } catch (UnreadableKeyException | JoseException e) {
            throw new SalesforceException(
                    FailureCause.INVALID_ASSERTION, 0, "The private key cannot sign: " + e.getMessage());
        }
    }

    /**
     * The login host of the org's kind, also where the request goes to its My Domain. An authorization server of another
     * cloud is addressed as itself, as it may be.
     *
     * @see <a href="https://developer.salesforce.com/docs/atlas.en-us.sfdx_setup.meta/sfdx_setup/sfdx_dev_cli_env_variables.htm">Salesforce
     *     CLI, SF_AUDIENCE_URL</a>
     */
    private static String audience(JwtBearer credentials) {
        if (credentials.audience() != null) {
            return credentials.audience();
        }
        String host = credentials.loginUrl().getHost().toLowerCase(Locale.ROOT);
        if (OTHER_CLOUDS.stream().anyMatch(host::endsWith)) {
            return "https://" + host;
        }
        return LOGGED_IN_AT_TEST.stream().anyMatch(host::endsWith) ? SANDBOX : PRODUCTION;
    }
}
