package io.orgscribe.salesforce;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.Vertx;

/** Makes clients with settings of a test's own. */
@ApplicationScoped
class TestClients {

    private final Vertx vertx;
    private final TlsConfigurationRegistry tls;

    TestClients(Vertx vertx, TlsConfigurationRegistry tls) {
        this.vertx = vertx;
        this.tls = tls;
    }

    SalesforceClient with(SalesforceConfig config) {
        Calls calls = new Calls(new Transport(config, vertx, tls), new AllowedHosts(config.allowedHosts()), config);
        return new SalesforceClient(calls, config);
    }
}
