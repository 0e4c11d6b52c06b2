package io.orgscribe.preflight;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

import io.orgscribe.ServiceProcess;
import io.orgscribe.TestCa;
import io.orgscribe.salesforce.SalesforceConfig;

/** Calls go through a proxy, trust a company's own CA, and may go to two ports of loopback and no other. */
public final class ThroughProxy implements QuarkusTestProfile {

    static final String USER = "orgscribe";
    static final String PASSWORD = "planted-proxy-password";

    private static final String SALESFORCE = "login.salesforce.com,test.salesforce.com,*.my.salesforce.com";

    @Override
    public Map<String, String> getConfigOverrides() {
        try {
            return Map.of(
                    "orgscribe.salesforce.attempts",
                    "1",
                    "orgscribe.salesforce.allowed-hosts",
                    SALESFORCE + ",127.0.0.1:" + ServiceProcess.freePort() + ",127.0.0.1:" + ServiceProcess.freePort(),
                    "quarkus.proxy.host",
                    "127.0.0.1",
                    "quarkus.proxy.port",
                    Integer.toString(ServiceProcess.freePort()),
                    "quarkus.proxy.username",
                    USER,
                    "quarkus.proxy.password",
                    PASSWORD,
                    "quarkus.tls.trust-store.pem.certs",
                    TestCa.in("test-ca").certificate().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The port of loopback where a token endpoint may be. */
    static int endpointPort(SalesforceConfig config) {
        return port(config, 3);
    }

    /** The port of loopback where an org over https may be. */
    static int orgPort(SalesforceConfig config) {
        return port(config, 4);
    }

    private static int port(SalesforceConfig config, int i) {
        return URI.create("http://" + config.allowedHosts().get(i)).getPort();
    }
}
