package io.orgscribe.access;

import java.net.URI;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;

import io.orgscribe.web.ServiceConfig;

/**
 * The cookie of a session. Over HTTPS no other host of the domain can set it.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis">Cookies: HTTP State Management, the
 *     prefix __Host-</a>
 */
@ApplicationScoped
class SessionCookie {

    private static final String NAME = "orgscribe_session";
    private static final String SECURE_NAME = "__Host-" + NAME;

    private final ServiceConfig config;

    SessionCookie(ServiceConfig config) {
        this.config = config;
    }

    Optional<SessionToken> read(HttpServerRequest request) {
        return Optional.ofNullable(request.getCookie(name(request)))
                .map(Cookie::getValue)
                .flatMap(SessionToken::of);
    }

    void set(HttpServerRequest request, SessionToken token) {
        request.response().addCookie(cookie(request, token.text()).setMaxAge(BrowserSessions.LIFETIME.toSeconds()));
    }

    void clear(HttpServerRequest request) {
        request.response().addCookie(cookie(request, "").setMaxAge(0));
    }

    private Cookie cookie(HttpServerRequest request, String value) {
        return Cookie.cookie(name(request), value)
                .setPath("/")
                .setHttpOnly(true)
                .setSecure(isSecure(request))
                .setSameSite(CookieSameSite.LAX);
    }

    private String name(HttpServerRequest request) {
        return isSecure(request) ? SECURE_NAME : NAME;
    }

    /** Also where a proxy ends TLS and does not say so, but the public address does. */
    private boolean isSecure(HttpServerRequest request) {
        return "https".equals(request.scheme())
                || config.publicUrl()
                        .filter(url -> "https".equals(url.getScheme()))
                        .map(URI::getHost)
                        .filter(host -> request.authority() != null
                                && host.equalsIgnoreCase(request.authority().host()))
                        .isPresent();
    }
}
