package io.orgscribe.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;

/**
 * Tells browsers what they must not do with what the service answers, whatever it is. A resource that has said it itself
 * is left alone.
 *
 * @see <a href="https://www.w3.org/TR/CSP3/">Content Security Policy</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6797">RFC 6797, HTTP Strict Transport Security</a>
 */
@ApplicationScoped
class SecurityHeaders {

    /** Before the guard, whose refusals are replies like any. */
    private static final int PRIORITY = 2_000;

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /** It carries its start in the page, and its icons. */
    private static final String SWAGGER_UI = "/q/swagger-ui";

    private static final String SWAGGER_UI_POLICY = "default-src 'none'; script-src 'self' 'unsafe-inline';"
            + " style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self';"
            + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    void addToReplies(@Observes Filters filters) {
        filters.register(SecurityHeaders::addToReply, PRIORITY);
    }

    private static void addToReply(RoutingContext request) {
        request.addHeadersEndHandler(headersAreSent -> {
            MultiMap headers = request.response().headers();
            add(headers, "X-Content-Type-Options", "nosniff");
            add(headers, "Referrer-Policy", "same-origin");
            boolean swaggerUi = request.normalizedPath().startsWith(SWAGGER_UI);
            add(headers, "Content-Security-Policy", swaggerUi ? SWAGGER_UI_POLICY : POLICY);
            if ("https".equals(request.request().scheme())) {
                add(headers, "Strict-Transport-Security", "max-age=31536000");
            }
        });
        request.next();
    }

    private static void add(MultiMap headers, String name, String value) {
        if (!headers.contains(name)) {
            headers.set(name, value);
        }
    }
}
