package io.orgscribe.access;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Consumer;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.quarkus.test.oidc.server.OidcWiremockTestResource;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;

import io.orgscribe.ServiceProcess;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

/** The OIDC server of Quarkus's tests, which knows nobody: a test says whom it takes the next browser for. */
final class TestOidcServer implements AutoCloseable {

    static final String CLIENT = "orgscribe-client";
    static final String SECRET = "planted-oidc-client-secret";
    private static final String ISSUER = "https://server.example.com";
    private static final String TOKENS = "/auth/realms/quarkus/token";
    private static final String KEYS = "/auth/realms/quarkus/protocol/openid-connect/certs";

    private final OidcWiremockTestResource resource = new OidcWiremockTestResource();
    private final URI realm;
    private final WireMock stubs;
    private Consumer<String> known;

    TestOidcServer() {
        realm = URI.create(resource.start().get("keycloak.url") + "/realms/quarkus");
        stubs = new WireMock(realm.getHost(), realm.getPort());
    }

    ServiceProcess.Builder configure(ServiceProcess.Builder service) {
        return service.env("QUARKUS_OIDC_AUTH_SERVER_URL", realm.toString())
                .env("QUARKUS_OIDC_CLIENT_ID", CLIENT)
                .env("QUARKUS_OIDC_CREDENTIALS_SECRET", SECRET);
    }

    URI realm() {
        return realm;
    }

    /** A token of its own, to be changed and signed. */
    JwtClaimsBuilder token(String name, String... roles) {
        return Jwt.preferredUserName(name)
                .groups(Set.of(roles))
                .issuer(ISSUER)
                .audience(CLIENT)
                .subject("subject of " + name)
                .issuedAt(Instant.now())
                .expiresIn(Duration.ofMinutes(5));
    }

    /** As its key signs it. */
    String signed(JwtClaimsBuilder token) {
        return token.jws().keyId("1").sign("privateKey.jwk");
    }

    /** Whom it takes browsers for from now on, and for how long it says so. */
    void knows(Duration validity, String name, String... roles) {
        knows(token(name, roles).expiresIn(validity));
    }

    /** As {@link #knows(Duration, String, String...)}, by a token that it may have made a while ago. */
    void knows(JwtClaimsBuilder token) {
        known = nonce -> grants("authorization_code", token.claim("nonce", nonce));
    }

    /** @param nonce of the log-in that a browser has come with */
    void asked(String nonce) {
        known.accept(nonce);
    }

    /** Whom a refresh token is of from now on. */
    void renews(String name, String... roles) {
        grants("refresh_token", token(name, roles));
    }

    private void grants(String type, JwtClaimsBuilder token) {
        String id = signed(token);
        stubs.register(post(TOKENS)
                .withRequestBody(containing("grant_type=" + type))
                .willReturn(aResponse()
                        .withHeader("Content-Type", "application/json")
                        .withBody("{\"access_token\": \"planted-access-token\", \"refresh_token\":"
                                + " \"planted-refresh-token\", \"id_token\": \"" + id + "\"}")));
    }

    void refusesToRenew() {
        stubs.register(post(TOKENS)
                .withRequestBody(containing("grant_type=refresh_token"))
                .willReturn(aResponse()
                        .withStatus(400)
                        .withHeader("Content-Type", "application/json")
                        .withBody("{\"error\": \"invalid_grant\"}")));
    }

    /** @param jwk a public key, which it signs by from now on, too */
    void hasKey(String jwk) throws IOException, InterruptedException {
        String known = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(realm.resolve(KEYS)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
        stubs.register(get(urlEqualTo(KEYS))
                .willReturn(aResponse()
                        .withHeader("Content-Type", "application/json")
                        .withBody(known.replaceFirst("\\[", "[" + jwk + ","))));
    }

    String lastCodeExchange() {
        return stubs
                .find(postRequestedFor(urlPathEqualTo(TOKENS)).withRequestBody(containing("authorization_code")))
                .stream()
                .map(LoggedRequest::getBodyAsString)
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    @Override
    public void close() {
        resource.stop();
    }
}
