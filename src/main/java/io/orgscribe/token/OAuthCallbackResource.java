package io.orgscribe.token;

import java.net.URI;
import java.util.UUID;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.orgscribe.web.HtmlReply;

/** Where Salesforce sends browsers back to, with a code or with an error. */
@Path("/api/v1/oauth/from_oauth")
@Tag(name = "Connections")
public class OAuthCallbackResource {

    private final AuthorizationCodeFlow flow;

    OAuthCallbackResource(AuthorizationCodeFlow flow) {
        this.flow = flow;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    @PermitAll
    @Operation(
            summary = "The OAuth callback; browsers come here from Salesforce",
            description = "Answers with a page that says what happened.")
    public Response callback(
            @QueryParam("state") String state,
            @QueryParam("code") String code,
            @QueryParam("error") String error,
            @QueryParam("error_description") String description,
            @Context HttpHeaders headers) {
        try {
            UUID connection = connection(state, code, error, description, headers);
            return page(200, ConsentPage.authorized("/api/v1/connections/" + connection), state);
        } catch (ConsentRefusedException e) {
            return page(e.status(), ConsentPage.refused(e), state);
        }
    }

    private UUID connection(String state, String code, String error, String description, HttpHeaders headers) {
        URI callback = flow.callback().orElseThrow(ConsentRefusedException::unknownState);
        if (state == null) {
            throw ConsentRefusedException.unknownState();
        }
        String browser = browser(state, headers);
        if (error != null) {
            throw flow.refused(state, browser, error, description);
        }
        if (code == null || code.isBlank()) {
            throw ConsentRefusedException.incomplete();
        }
        return flow.given(state, browser, code, callback);
    }

    private static String browser(String state, HttpHeaders headers) {
        Cookie cookie = headers.getCookies().get(AuthorizationRequests.cookie(state));
        return cookie == null ? "" : cookie.getValue();
    }

    private static Response page(int status, ConsentPage page, String state) {
        Response.ResponseBuilder response = HtmlReply.of(status, page)
                // Its address has a code.
                .header("Referrer-Policy", "no-referrer")
                .header(HttpHeaders.CACHE_CONTROL, null)
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
        return state == null
                ? response.build()
                : response.cookie(new NewCookie.Builder(AuthorizationRequests.cookie(state))
                                .path(AuthorizationCodeFlow.COOKIE_PATH)
                                .maxAge(0)
                                .build())
                        .build();
    }
}
