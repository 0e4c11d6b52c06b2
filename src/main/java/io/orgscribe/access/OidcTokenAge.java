package io.orgscribe.access;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.oidc.runtime.OidcConfig;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jose4j.jwt.consumer.ErrorCodeValidator;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;

/**
 * Takes a token that is older than {@code quarkus.oidc.token.age} for one that has ended, so that a browser's session
 * renews it, and a program is refused. Many servers' tokens live for an hour.
 */
@ApplicationScoped
class OidcTokenAge implements SecurityIdentityAugmentor {

    private static final String TOO_OLD = "The token is older than quarkus.oidc.token.age";

    private final Optional<Duration> age;

    private final Clock clock;

    OidcTokenAge(OidcConfig oidc, Clock clock) {
        this.clock = clock;
        this.age = OidcConfig.getDefaultTenant(oidc).token().age();
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        return identity.getPrincipal() instanceof JsonWebToken token && isTooOld(token)
                ? Uni.createFrom().failure(ended())
                : Uni.createFrom().item(identity);
    }

    private boolean isTooOld(JsonWebToken token) {
        return age.map(clock.instant()::minus)
                .filter(oldest -> token.getIssuedAtTime() < oldest.getEpochSecond())
                .isPresent();
    }

    /** By this code Quarkus tells what can be renewed from what is forged. */
    private static AuthenticationFailedException ended() {
        return new AuthenticationFailedException(new InvalidJwtException(
                TOO_OLD, List.of(new ErrorCodeValidator.Error(ErrorCodes.EXPIRED, TOO_OLD)), null));
    }
}
