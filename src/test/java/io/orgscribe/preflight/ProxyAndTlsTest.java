package io.orgscribe.preflight;

import java.io.IOException;
import java.net.URI;

import jakarta.inject.Inject;

import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.orgscribe.JsonReply;
import io.orgscribe.OrgscribeTest;
import io.orgscribe.TestCa;
import io.orgscribe.salesforce.FailureCause;
import io.orgscribe.salesforce.ProxyAndTls;
import io.orgscribe.salesforce.SalesforceConfig;
import io.orgscribe.salesforce.SalesforceException;
import io.orgscribe.token.Credentials;
import io.orgscribe.token.Tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** A proxy and a company's own CA, both by settings of Quarkus. */
@OrgscribeTest
@TestProfile(ThroughProxy.class)
class ProxyAndTlsTest {

    private static final String ACME = "https://acme.my.salesforce.com";

    @Inject
    Tokens tokens;

    @Inject
    ProxyAndTls proxyAndTls;

    @Inject
    SalesforceConfig config;

    private int proxyPort;
    private TlsOrg org;
    private ConnectProxy proxy;

    @BeforeEach
    void start() throws IOException {
        proxyPort = proxyAndTls.proxy("acme.my.salesforce.com").orElseThrow().port();
        org = new TlsOrg(TestCa.in("test-ca").server(), ThroughProxy.orgPort(config));
        proxy = new ConnectProxy(proxyPort, org.port(), ThroughProxy.USER, ThroughProxy.PASSWORD);
    }

    @AfterEach
    void end() throws IOException {
        proxy.close();
        org.close();
    }

    @Test
    void every_call_and_token_request_goes_through_the_proxy() {
        JsonReply report = Checks.check(ACME);

        assertThat(Checks.step(report, "apiEnabled")).as(report::prettify).containsEntry("status", "ok");
        assertThat(org.requests())
                .contains("/services/oauth2/token", "/services/data", "/services/data/v68.0/composite");
        assertThat(proxy.tunnels()).containsAll(org.clients());
        // The two clients do not share connections.
        assertThat(proxy.asked()).hasSizeGreaterThanOrEqualTo(2).containsOnly("acme.my.salesforce.com:443");
    }

    @Test
    void the_check_names_the_proxy_and_whose_certificates_are_trusted() {
        JsonReply report = Checks.check(ACME);

        assertThat(Checks.step(report, "host").get("seen"))
                .isEqualTo("acme.my.salesforce.com through the proxy 127.0.0.1:" + proxyPort
                        + " answers as Salesforce does.");
        assertThat(Checks.step(report, "tls"))
                .containsEntry("status", "ok")
                .containsEntry("seen", "The certificate is trusted, by the certificates of quarkus.tls.trust-store.");
        assertThat(report.prettify()).doesNotContain(ThroughProxy.PASSWORD);
    }

    @Test
    void a_certificate_of_a_trusted_ca_for_another_name_is_refused_by_both_clients() {
        String url = "https://other.my.salesforce.com";

        assertThat(Checks.step(Checks.check(url), "tls")).containsEntry("cause", "tls_failure");
        assertThat(tokenFailure(url)).isEqualTo(FailureCause.TLS_FAILURE);
        assertThat(org.requests()).isEmpty();
    }

    @Test
    void loopback_is_called_directly_and_its_certificate_is_trusted_by_both_clients() {
        JsonReply report = Checks.check("https://127.0.0.1:" + org.port());

        assertThat(Checks.step(report, "apiEnabled")).as(report::prettify).containsEntry("status", "ok");
        assertThat(Checks.step(report, "host").get("seen")).isEqualTo("127.0.0.1 answers as Salesforce does.");
        assertThat(proxy.asked()).isEmpty();
    }

    @Test
    void a_proxy_that_refuses_is_named() {
        proxy.refuse();

        assertThat(Checks.step(Checks.check("https://third.my.salesforce.com"), "host"))
                .containsEntry("cause", "unreachable")
                .containsEntry(
                        "seen",
                        "third.my.salesforce.com through the proxy 127.0.0.1:" + proxyPort + " cannot be reached.");
        assertThat(tokenFailure("https://third.my.salesforce.com")).isEqualTo(FailureCause.UNREACHABLE);
        assertThat(org.requests()).isEmpty();
    }

    private FailureCause tokenFailure(String url) {
        return catchThrowableOfType(
                        SalesforceException.class,
                        () -> tokens.trial(null, new Credentials.ClientCredentials(URI.create(url), "key", "planted"))
                                .current())
                .failure();
    }
}
