package io.orgscribe.access;

import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.oidc.OIDCException;
import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.security.AuthenticationCompletionException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.AuthenticationRedirectException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.smallrye.mutiny.TimeoutException;
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

    /** Quarkus by itself waits without end for a server that has taken a request and does not answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final long PAUSE = Duration.ofSeconds(3).toNanos();

    private final OidcAuthenticationMechanism mechanism;
    private final IdentityProviderManager identities;

    /** What roles of ours other names stand for. Quarkus uses it later than here. */
    private final Map<String, List<String>> rolesMapping;

    private final OncePerSecond lines = new OncePerSecond();

    /** By {@link System#nanoTime}. */
    private volatile long unavailableUntil = System.nanoTime();

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

    /** By the session that the browser has, or by what the server sends it back with. */
    Uni<OidcAnswer> session(RoutingContext request) {
        return asked(mechanism.authenticate(request, identities).map(this::answer));
    }

    /** By the token in the header. One that tells a log-in from another is for browsers. */
    Uni<OidcAnswer> bearer(RoutingContext request) {
        return asked(Uni.createFrom()
                .deferred(() -> mechanism.authenticate(request, identities))
                .map(identity -> isIdToken(identity) ? new OidcAnswer.Unknown() : answer(identity)));
    }

    /** Sends the browser to the server: cookies are those of the reply then. */
    Uni<OidcAnswer> challenge(RoutingContext request) {
        return asked(mechanism
                .getChallenge(request)
                .map(challenge -> challenge.status == 302
                        ? new OidcAnswer.Redirect(location(challenge))
                        : new OidcAnswer.Failed()));
    }

    /** Where the server could not be asked a moment ago it is not asked again for each request. */
    private Uni<OidcAnswer> asked(Uni<OidcAnswer> answer) {
        if (System.nanoTime() - unavailableUntil < 0) {
            return Uni.createFrom().item(new OidcAnswer.Unavailable());
        }
        return answer.ifNoItem().after(PATIENCE).fail().onFailure().recoverWithItem(this::failure);
    }

    private static boolean isIdToken(SecurityIdentity identity) {
        return identity != null
                && identity.getPrincipal() instanceof JsonWebToken token
                && (token.containsClaim("nonce")
                        || token.containsClaim("at_hash")
                        || "ID".equals(token.getClaim("typ")));
    }

    private OidcAnswer answer(SecurityIdentity identity) {
        if (identity == null) {
            return new OidcAnswer.Unknown();
        }
        String name = Objects.requireNonNullElse(identity.getPrincipal().getName(), "");
        if (name.isEmpty()) {
            return new OidcAnswer.Unknown();
        }
        return role(identity)
                .<OidcAnswer>map(role -> new OidcAnswer.Known(
                        new Caller(name, role, Caller.Via.OIDC, subject(identity, name)), identity))
                .orElseGet(() -> new OidcAnswer.WithoutRole(name, identity));
    }

    private static String location(ChallengeData challenge) {
        return challenge.getHeaders().entrySet().stream()
                .filter(header -> "location".equalsIgnoreCase(header.getKey().toString()))
                .map(Map.Entry::getValue)
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

    private OidcAnswer failure(Throwable failure) {
        if (failure instanceof AuthenticationRedirectException redirect) {
            return new OidcAnswer.Redirect(redirect.getRedirectUri());
        }
        if (failure instanceof AuthenticationCompletionException) {
            return new OidcAnswer.Failed();
        }
        boolean tokenFails = failure instanceof AuthenticationFailedException;
        if (tokenFails && !isCausedBy(IOException.class, failure) || !isOfServer(failure)) {
            // What is no token, or no cookie of ours, fails in many ways.
            return new OidcAnswer.Unknown();
        }
        unavailableUntil = System.nanoTime() + PAUSE;
        // Its message may quote what the server has sent.
        lines.due()
                .ifPresent(others -> LOG.warnf(
                        "The OIDC server cannot be asked: %s",
                        failure.getClass().getName()));
        return new OidcAnswer.Unavailable();
    }

    private static boolean isOfServer(Throwable failure) {
        return Stream.of(OIDCException.class, IOException.class, TimeoutException.class, ConfigurationException.class)
                .anyMatch(type -> isCausedBy(type, failure));
    }

    private static boolean isCausedBy(Class<? extends Throwable> type, Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).anyMatch(type::isInstance);
    }
}
