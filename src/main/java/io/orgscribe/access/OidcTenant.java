package io.orgscribe.access;

import java.net.URI;
import java.util.Optional;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.oidc.OidcRequestContext;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.TenantConfigResolver;
import io.quarkus.oidc.runtime.OidcConfig;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

import io.orgscribe.vault.Vault;
import io.orgscribe.web.ServiceConfig;

/**
 * The OIDC server that people log in by, where {@code quarkus.oidc.auth-server-url} names one. The cookies of a log-in
 * are encrypted by what every replica derives from the keyset, so that one replica ends what another has begun.
 */
@ApplicationScoped
class OidcTenant implements TenantConfigResolver {

    static final String LOGIN = LocalPath.LOGIN + "/oidc";

    private static final String ID = "orgscribe";
    private static final String CALLBACK = LOGIN + "/callback";

    private final io.quarkus.oidc.runtime.OidcTenantConfig configured;

    /** One and the same at each call: another one would be a change of the configuration. */
    private final Optional<OidcTenantConfig> tenant;

    OidcTenant(OidcConfig oidc, ServiceConfig service, Vault vault) {
        this.configured = OidcConfig.getDefaultTenant(oidc);
        this.tenant = isConfigured(oidc) ? Optional.of(tenant(configured, service, vault)) : Optional.empty();
    }

    /** Without the keyset, which may be missing as yet. */
    static boolean isConfigured(OidcConfig oidc) {
        return OidcConfig.getDefaultTenant(oidc).authServerUrl().isPresent();
    }

    boolean isConfigured() {
        return tenant.isPresent();
    }

    private static OidcTenantConfig tenant(
            io.quarkus.oidc.runtime.OidcTenantConfig configured, ServiceConfig service, Vault vault) {
        // Browsers are sent back to the public address, whatever the service takes for its own.
        Optional<URI> callback = service.publicUrl().map(url -> url.resolve(CALLBACK));
        return OidcTenantConfig.builder(configured)
                .tenantId(ID)
                .tenantEnabled(true)
                .token()
                // A token that was made for another service is none for this one. ID tokens are made for the client.
                .audience(configured.clientId().stream().toList())
                // OidcTokenAge sees to it: Quarkus would end the session of a token that is too old.
                .age(null)
                .end()
                .authentication()
                .redirectPath(callback.map(URI::toString).orElse(CALLBACK))
                .cookieForceSecure(configured.authentication().cookieForceSecure()
                        || callback.filter(url -> "https".equals(url.getScheme()))
                                .isPresent())
                .stateSecret(vault.derive("oidc state"))
                .end()
                .tokenStateManager()
                .encryptionSecret(vault.derive("oidc session"))
                .end()
                .build();
    }

    void refuseIncomplete(@Observes @Priority(AccessMode.FIRST) StartupEvent start) {
        if (isConfigured() && configured.clientId().isEmpty()) {
            throw new ConfigurationException(
                    "quarkus.oidc.auth-server-url names an OIDC server, and quarkus.oidc.client-id"
                            + " is missing. Set it, and quarkus.oidc.credentials.secret, to what the server knows this service"
                            + " by; docs/access.md has an example.");
        }
    }

    @Override
    public Uni<OidcTenantConfig> resolve(RoutingContext request, OidcRequestContext<OidcTenantConfig> context) {
        return Uni.createFrom().item(tenant.orElse(null));
    }
}
