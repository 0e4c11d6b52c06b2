package io.orgscribe.access;

import java.net.URI;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.UriBuilder;

import io.quarkus.oidc.IdTokenCredential;
import io.quarkus.oidc.OidcConfigurationMetadata;
import io.quarkus.oidc.runtime.OidcUtils;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

import io.orgscribe.web.ServiceConfig;

/**
 * Ends a session of the OIDC server, here and, where it takes that, there.
 *
 * @see <a href="https://openid.net/specs/openid-connect-rpinitiated-1_0.html">OpenID Connect RP-Initiated Logout 1.0</a>
 */
@ApplicationScoped
class OidcLogout {

    private final OidcTenant tenant;
    private final OidcAuthentication oidc;
    private final ServiceConfig config;

    OidcLogout(OidcTenant tenant, OidcAuthentication oidc, ServiceConfig config) {
        this.tenant = tenant;
        this.oidc = oidc;
        this.config = config;
    }

    /** Where the browser has to go to be logged out there, too; empty where it was not logged in by the server. */
    Uni<Optional<URI>> end(RoutingContext request) {
        if (!tenant.isConfigured() || !OidcAuthentication.hasSession(request)) {
            return Uni.createFrom().item(Optional.empty());
        }
        return oidc.session(request).map(answer -> {
            OidcAuthentication.clearSession(request);
            if (answer instanceof OidcAnswer.Known known) {
                return endSession(known.identity(), request.request());
            }
            return answer instanceof OidcAnswer.WithoutRole known
                    ? endSession(known.identity(), request.request())
                    : Optional.empty();
        });
    }

    private Optional<URI> endSession(SecurityIdentity identity, HttpServerRequest request) {
        OidcConfigurationMetadata server = identity.getAttribute(OidcUtils.CONFIG_METADATA_ATTRIBUTE);
        IdTokenCredential token = identity.getCredential(IdTokenCredential.class);
        if (server == null || server.getEndSessionUri() == null || token == null) {
            return Optional.empty();
        }
        URI ours = config.publicUrl().orElseGet(() -> URI.create(request.scheme() + "://" + request.authority()));
        return Optional.of(UriBuilder.fromUri(server.getEndSessionUri())
                .queryParam("id_token_hint", "{token}")
                .queryParam("post_logout_redirect_uri", "{back}")
                .build(token.getToken(), ours.resolve(LocalPath.LOGIN).toString()));
    }
}
