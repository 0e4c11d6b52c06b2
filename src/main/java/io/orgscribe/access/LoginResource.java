package io.orgscribe.access;

import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import org.eclipse.microprofile.openapi.annotations.Operation;

import io.orgscribe.web.HtmlReply;

/** A browser's way in: a key that is typed once begins a session. */
@ApplicationScoped
@Path(LocalPath.LOGIN)
@Produces(MediaType.TEXT_HTML)
public class LoginResource {

    private final AccessMode mode;
    private final ActiveCredentials credentials;
    private final BrowserSessions sessions;
    private final SessionCookie cookie;
    private final OidcTenant tenant;
    private final RequestRate rate;
    private final RefusalLog log;
    private final FailedAttempts attempts;

    LoginResource(
            AccessMode mode,
            ActiveCredentials credentials,
            BrowserSessions sessions,
            SessionCookie cookie,
            OidcTenant tenant,
            RequestRate rate,
            RefusalLog log,
            FailedAttempts attempts) {
        this.mode = mode;
        this.credentials = credentials;
        this.sessions = sessions;
        this.cookie = cookie;
        this.tenant = tenant;
        this.rate = rate;
        this.log = log;
        this.attempts = attempts;
    }

    @GET
    @PermitAll
    @Operation(hidden = true)
    public Response page(@QueryParam("next") String next, HttpServerRequest request) {
        return mode.isControlled() ? page(Status.OK, request, next, "") : goOn("/");
    }

    @POST
    @PermitAll
    @Blocking
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<Response> login(
            @FormParam("key") String typed, @FormParam("next") String next, HttpServerRequest request) {
        if (!mode.isControlled()) {
            return Uni.createFrom().item(goOn("/"));
        }
        if (AccessGuard.isUnmarkedChange(request)) {
            return Uni.createFrom().item(AccessRefusals.unmarkedChange().reply().build());
        }
        Optional<KeyText> key = KeyText.of(typed == null ? "" : typed.strip());
        Optional<Caller> caller = key.flatMap(credentials::find);
        if (caller.isPresent()) {
            OptionalLong wait = rate.exceeded(caller.get());
            if (wait.isPresent()) {
                return Uni.createFrom()
                        .item(AccessRefusals.tooMany()
                                .reply()
                                .header(HttpHeaders.RETRY_AFTER, wait.getAsLong())
                                .build());
            }
            cookie.set(request, sessions.begin(caller.get(), key.get()));
            return Uni.createFrom().item(goOn(next));
        }
        if (key.isPresent() && !credentials.areKnown()) {
            return Uni.createFrom()
                    .item(page(
                            Status.SERVICE_UNAVAILABLE,
                            request,
                            next,
                            "The keys cannot be read from the database at the moment. Try again in a few seconds."));
        }
        log.refused("at the log-in, " + key.map(KeyText::toString).orElse("it has not the form of a key"));
        return Uni.createFrom()
                .emitter(reply -> attempts.answer(
                        request,
                        () -> reply.complete(page(
                                Status.UNAUTHORIZED,
                                request,
                                next,
                                "This is no key in force. A key is osk_ and 43 more characters."))));
    }

    private Response page(Status status, HttpServerRequest request, String next, String fault) {
        String host = request.authority() == null ? "" : request.authority().host();
        return HtmlReply.of(status.getStatusCode(), new LoginPage(host, LocalPath.of(next), oidc(next), fault))
                .build();
    }

    private String oidc(String next) {
        return tenant.isConfigured() ? LocalPath.login(OidcTenant.LOGIN, next) : "";
    }

    private static Response goOn(String next) {
        return Response.seeOther(URI.create(LocalPath.of(next))).build();
    }
}
