package io.orgscribe.token;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.oidc.client.OidcClient;
import io.quarkus.oidc.client.OidcClientConfigBuilder;
import io.quarkus.oidc.client.OidcClientException;
import io.quarkus.oidc.client.OidcClients;
import io.quarkus.oidc.client.Tokens;
import io.quarkus.oidc.client.runtime.OidcClientConfig;
import io.quarkus.oidc.client.runtime.OidcClientConfig.Grant.Type;
import io.quarkus.oidc.common.runtime.config.OidcClientCommonConfig.Credentials.Secret.Method;
import io.quarkus.tls.runtime.config.TlsConfig;
import io.smallrye.mutiny.TimeoutException;

import io.orgscribe.salesforce.AllowedHosts;
import io.orgscribe.salesforce.FailureCause;
import io.orgscribe.salesforce.ProxyAndTls;
import io.orgscribe.salesforce.SalesforceClient;
import io.orgscribe.salesforce.SalesforceException;
import io.orgscribe.salesforce.UnmeteredCalls;
import io.orgscribe.token.Credentials.Repeatable;

/** Asks Salesforce for access tokens by grants that spend nothing, so that asking twice does no harm. */
@ApplicationScoped
class Grants {

    /** Marks our requests among those that pass {@link TokenResponseFilter}. */
    static final String ID_PREFIX = "connection-";

    private static final String TOKEN_PATH = "/services/oauth2/token";

    private final OidcClients clients;
    private final AllowedHosts hosts;
    private final SalesforceClient salesforce;
    private final ProxyAndTls proxyAndTls;
    private final TokenConfig config;
    private final Clock clock;

    Grants(
            OidcClients clients,
            AllowedHosts hosts,
            SalesforceClient salesforce,
            ProxyAndTls proxyAndTls,
            TokenConfig config,
            Clock clock) {
        this.clients = clients;
        this.hosts = hosts;
        this.salesforce = salesforce;
        this.proxyAndTls = proxyAndTls;
        this.config = config;
        this.clock = clock;
    }

    /** @throws SalesforceException where none is given; neither it nor its cause carries anything of the reply */
    TokenResponse ask(Repeatable credentials) {
        hosts.require(credentials.loginUrl());
        Duration timeout = config.timeout();
        Map<String, String> parameters = parameters(credentials);
        try (OidcClient client = clients.newClient(request(credentials)).await().atMost(timeout)) {
            Tokens reply = client.getTokens(parameters).await().atMost(timeout);
            return TokenResponseReader.read(
                    member -> member.equals("access_token") ? reply.getAccessToken() : reply.get(member), hosts);
        } catch (SalesforceException e) {
            throw LoginRemedies.of(e, credentials);
        } catch (TimeoutException e) {
            throw new SalesforceException(
                    FailureCause.TIMEOUT, 0, "No reply to the token request in " + timeout.toSeconds() + " s.");
        } catch (OidcClientException e) {
            throw unreached(credentials);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            // No cause: it may quote the reply.
            throw TokenResponseReader.unreadable();
        }
    }

    /**
     * Why a request did not get through, which the OIDC client does not tell: a free call to the same host by our own
     * client finds the same obstacle and names it.
     */
    private SalesforceException unreached(Repeatable credentials) {
        try {
            salesforce.versions(credentials.loginUrl(), UnmeteredCalls.INSTANCE);
            return new SalesforceException(
                    FailureCause.CONNECTION_LOST, 0, "The connection broke before the token reply was read.");
        } catch (SalesforceException e) {
            return e;
        }
    }

    private OidcClientConfig request(Repeatable credentials) {
        OidcClientConfigBuilder request = new OidcClientConfigBuilder()
                .id(ID_PREFIX + UUID.randomUUID())
                .authServerUrl(credentials.loginUrl().toString())
                .discoveryEnabled(false)
                .followRedirects(false)
                .tokenPath(TOKEN_PATH)
                .connectionTimeout(config.timeout())
                .clientId(credentials.clientId());
        proxyAndTls.tls().ifPresent(tls -> request.tlsConfigurationName(TlsConfig.DEFAULT_NAME));
        proxyAndTls
                .proxy(credentials.loginUrl().getHost())
                .ifPresent(proxy -> request.proxy(
                        proxy.host(),
                        proxy.port(),
                        proxy.username().orElse(null),
                        proxy.password().orElse(null)));
        if (credentials instanceof Credentials.JwtBearer) {
            return request.grant(Type.JWT).build();
        }
        if (credentials instanceof Credentials.Password password) {
            String token = password.securityToken() == null ? "" : password.securityToken();
            return secret(request, password.clientSecret())
                    .grant(Type.PASSWORD)
                    .grantOptions(
                            "password",
                            Map.of("username", password.username(), "password", password.password() + token))
                    .build();
        }
        return secret(request, ((Credentials.ClientCredentials) credentials).clientSecret())
                .grant(Type.CLIENT)
                .build();
    }

    private static OidcClientConfigBuilder secret(OidcClientConfigBuilder request, String clientSecret) {
        return request.credentials().clientSecret(clientSecret, Method.POST).end();
    }

    /** What is made anew for each request. */
    private Map<String, String> parameters(Repeatable credentials) {
        return credentials instanceof Credentials.JwtBearer jwt
                ? Map.of("assertion", Assertion.of(jwt, clock))
                : Map.of();
    }
}
