package io.orgscribe.preflight;

import java.io.IOException;
import java.net.URI;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.orgscribe.OrgscribeTest;
import io.orgscribe.TestCa;
import io.orgscribe.salesforce.FailureCause;
import io.orgscribe.salesforce.ProxyAndTls;
import io.orgscribe.salesforce.SalesforceException;
import io.orgscribe.token.Credentials;
import io.orgscribe.token.Tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@OrgscribeTest
class UntrustedCertificateTest {

    @Inject
    Tokens tokens;

    @Inject
    ProxyAndTls proxyAndTls;

    @Test
    void without_settings_the_certificates_of_java_are_trusted() {
        assertThat(proxyAndTls.verifies()).isTrue();
        assertThat(proxyAndTls.trust()).contains("certificates of the Java runtime");
    }

    @Test
    void neither_calls_nor_token_requests_get_through_to_a_host_whose_ca_is_unknown() throws IOException {
        try (TlsOrg org = new TlsOrg(TestCa.in("test-ca").server(), 0)) {
            String url = "https://127.0.0.1:" + org.port();

            assertThat(Checks.step(Checks.check(url), "tls"))
                    .containsEntry("status", "failed")
                    .containsEntry("cause", "tls_failure");
            assertThatExceptionOfType(SalesforceException.class)
                    .isThrownBy(() -> tokens.trial(
                                    null, new Credentials.ClientCredentials(URI.create(url), "key", "planted"))
                            .current())
                    .satisfies(e -> assertThat(e.failure()).isEqualTo(FailureCause.TLS_FAILURE));
            assertThat(org.requests()).isEmpty();
        }
    }
}
