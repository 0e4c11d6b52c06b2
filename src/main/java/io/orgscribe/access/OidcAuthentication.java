package io.orgscribe.access;

import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.security.AuthenticationCompletionException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.AuthenticationRedirectException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;

/**
 * Asks Quarkus who somebody is by the tokens of the OIDC server: a bearer's, or those of a browser's session, which are
 * renewed when they end.
 */
@ApplicationScoped
class OidcAuthentication {

    private static final Logger LOG = Logger.getLogger(OidcAuthentication.class);

    /** The session of Quarkus, in one cookie or in several. */
    private static final String SESSION_COOKIE = "q_session";

    private final OidcAuthenticationMechanism mechanism;
    private final IdentityProviderManager identities;

    /** What roles of ours other names stand for. Quarkus uses it later than here. */
    private final Map<String, List<String>> rolesMapping;

    OidcAuthentication(
            OidcAuthenticationMechanism mechanism, IdentityProviderManager identities, VertxHttpConfig http) {
        this.mechanism = mechanism;
        this.identities = identities;
        this.rolesMapping = http.auth().rolesMapping();
    }

    static boolean hasSession(RoutingContext request) {
        return request.request().cookies().stream()
                .anyMatch(cookie -> cookie.getName().startsWith(SESSION_COOKIE));
    }

    /** Takes the session from the browser, which is all that has it. */
    static void clearSession(RoutingContext request) {
        request.request().cookies().stream()
                .map(Cookie::getName)
                .filter(name -> name.startsWith(SESSION_COOKIE))
                .forEach(name -> request.response()
                        .addCookie(Cookie.cookie(name, "")
                                .setPath("/")
                                .setMaxAge(0)
                                .setHttpOnly(true)));
    }

    Uni<OidcAnswer> authenticate(RoutingContext request) {
        return mechanism
                .authenticate(request, identities)
                .map(this::answer)
                .onFailure()
                .recoverWithItem(OidcAuthentication::failure);
    }

    /** Sends the browser to the server: status and headers are those of the reply then. */
    Uni<OidcAnswer> challenge(RoutingContext request) {
        return mechanism
                .getChallenge(request)
                .<OidcAnswer>map(challenge -> challenge.status == 302
                        ? new OidcAnswer.Redirect(location(challenge))
                        : new OidcAnswer.Failed())
                .onFailure()
                .recoverWithItem(OidcAuthentication::failure);
    }

    private OidcAnswer answer(SecurityIdentity identity) {
        if (identity == null) {
            return new OidcAnswer.Unknown();
        }
        String name = identity.getPrincipal().getName();
        return role(identity)
                .<OidcAnswer>map(role -> new OidcAnswer.Known(
                        new Caller(name, role, Caller.Via.OIDC, subject(identity, name)), identity))
                .orElseGet(() -> new OidcAnswer.WithoutRole(name, identity));
    }

    private static URI location(ChallengeData challenge) {
        return challenge.getHeaders().entrySet().stream()
                .filter(header -> "location".equalsIgnoreCase(header.getKey().toString()))
                .map(header -> URI.create(header.getValue()))
                .findFirst()
                .orElseThrow();
    }

    /** The highest one counts. */
    private Optional<Role> role(SecurityIdentity identity) {
        return identity.getRoles().stream()
                .flatMap(name -> Stream.concat(Stream.of(name), rolesMapping.getOrDefault(name, List.of()).stream()))
                .flatMap(code -> Role.of(code).stream())
                .max(Comparator.naturalOrder());
    }

    private static String subject(SecurityIdentity identity, String name) {
        return identity.getPrincipal() instanceof JsonWebToken token && token.getSubject() != null
                ? token.getSubject()
                : name;
    }

    private static OidcAnswer failure(Throwable failure) {
        if (failure instanceof AuthenticationRedirectException redirect) {
            return new OidcAnswer.Redirect(URI.create(redirect.getRedirectUri()));
        }
        if (failure instanceof AuthenticationCompletionException) {
            return new OidcAnswer.Failed();
        }
        if (failure instanceof AuthenticationFailedException) {
            return new OidcAnswer.Unknown();
        }
        // Its message may quote what the server has sent.
        LOG.warnf("The OIDC server cannot be asked: %s", failure.getClass().getName());
        return new OidcAnswer.Unavailable();
    }
}
