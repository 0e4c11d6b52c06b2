package io.orgscribe.connection;

import java.net.URI;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.NewCookie.SameSite;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriInfo;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.orgscribe.salesforce.SalesforceException;
import io.orgscribe.token.AuthorizationCodeFlow;
import io.orgscribe.token.AuthorizationCodeFlow.Departure;
import io.orgscribe.token.ConsentPage;
import io.orgscribe.token.Credentials.AuthorizationCode;
import io.orgscribe.token.Tokens;
import io.orgscribe.web.HtmlReply;
import io.orgscribe.web.ProblemException;

/** The beginning of a person's consent: a browser that comes here is sent to Salesforce. */
@RegisterForReflection(fields = false)
@Path("/api/v1/connections/{id}/authorize")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Connections")
public class AuthorizeResource {

    /** Fetch Metadata of a browser that a page of others has led here. */
    private static final Set<String> FOREIGN = Set.of("cross-site", "same-site");

    private final Connections connections;
    private final AuthorizationCodeFlow flow;
    private final Tokens tokens;

    AuthorizeResource(Connections connections, AuthorizationCodeFlow flow, Tokens tokens) {
        this.connections = connections;
        this.flow = flow;
        this.tokens = tokens;
    }

    @GET
    @RolesAllowed("admin")
    @Operation(
            summary = "Authorize a connection of the method authorization_code, in a browser",
            description = "Redirects to Salesforce, which asks the user and sends the browser back to"
                    + " /api/v1/oauth/from_oauth/ within ten minutes. Where the grant still works it is kept, unless renew"
                    + " is true.")
    public Response authorize(
            @PathParam("id") UUID id,
            @QueryParam("renew") @DefaultValue("false") boolean renew,
            @Parameter(hidden = true) @QueryParam("moved") @DefaultValue("false") boolean moved,
            @Parameter(hidden = true) @HeaderParam("Sec-Fetch-Site") String from,
            @Context UriInfo uri) {
        Connection connection = connections.find(id);
        AuthorizationCode app = app(connection, renew);
        if (FOREIGN.contains(Objects.requireNonNullElse(from, ""))) {
            // By a link anybody could have the user of another's browser put in place of the connection's.
            return HtmlReply.of(
                            200,
                            ConsentPage.confirm(
                                    connection.name, uri.getRequestUri().getRawPath() + "?renew=" + renew))
                    .build();
        }
        URI callback = flow.callback().orElseThrow(AuthorizeResource::noPublicUrl);
        if (!callback.getHost().equalsIgnoreCase(uri.getRequestUri().getHost())) {
            if (moved) {
                throw hostNotPassedOn();
            }
            // The cookie must be of the host that Salesforce sends the browser back to.
            return redirect(uri.getRequestUriBuilder()
                    .queryParam("moved", true)
                    .scheme(callback.getScheme())
                    .host(callback.getHost())
                    .port(callback.getPort())
                    .build());
        }
        Departure departure = flow.begin(id, app, callback);
        return Response.fromResponse(redirect(departure.url()))
                .cookie(new NewCookie.Builder(departure.cookieName())
                        .value(departure.cookieValue())
                        .path(AuthorizationCodeFlow.COOKIE_PATH)
                        .maxAge((int) departure.validity().toSeconds())
                        .httpOnly(true)
                        .secure(callback.getScheme().equals("https"))
                        .sameSite(SameSite.LAX)
                        .build())
                .build();
    }

    private AuthorizationCode app(Connection connection, boolean renew) {
        if (connection.is(ConnectionStatus.DELETING)) {
            throw ConnectionProblems.beingDeleted();
        }
        if (connection.authMethod != AuthMethod.AUTHORIZATION_CODE) {
            throw ProblemException.conflict(
                    "auth.method",
                    "nothing_to_authorize",
                    "A connection of the method " + connection.authMethod + " needs nobody's consent.",
                    "POST /api/v1/connections/" + connection.id + "/check shows whether it works.");
        }
        if (!renew && tokens.hasGrant(connection.id)) {
            throw ProblemException.conflict(
                    "renew",
                    "already_authorized",
                    "The connection is authorized, and its grant works.",
                    "Add ?renew=true to replace it. Salesforce keeps five grants of an app and user; a sixth ends the"
                            + " oldest.");
        }
        try {
            return (AuthorizationCode) connections.credentials(connection);
        } catch (SalesforceException e) {
            throw ProblemException.conflict("auth", e.failure().code(), e.getMessage(), e.remedy());
        }
    }

    private static Response redirect(URI location) {
        return Response.status(Status.FOUND)
                .location(location)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("Referrer-Policy", "no-referrer")
                .build();
    }

    private static ProblemException hostNotPassedOn() {
        return ProblemException.conflict(
                "Host",
                "host_not_passed_on",
                "The service is not reached under orgscribe.public-url, although the browser was sent there.",
                "Let the proxy in front of the service pass the Host header on as the browser sends it.");
    }

    private static ProblemException noPublicUrl() {
        return ProblemException.conflict(
                "orgscribe.public-url",
                "public_url_missing",
                "The service does not know the address to which Salesforce can send the browser back.",
                "Set orgscribe.public-url (ORGSCRIBE_PUBLIC_URL), and add its /api/v1/oauth/from_oauth/ to the app's"
                        + " callback URLs.");
    }
}
