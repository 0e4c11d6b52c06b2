package io.orgscribe.salesforce;

import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;

import io.vertx.core.Vertx;

/** Makes clients with settings of a test's own. */
@ApplicationScoped
class TestClients {

    private final Vertx vertx;
    private final ProxyAndTls proxyAndTls;

    TestClients(Vertx vertx, ProxyAndTls proxyAndTls) {
        this.vertx = vertx;
        this.proxyAndTls = proxyAndTls;
    }

    SalesforceClient with(SalesforceConfig config) {
        return new SalesforceClient(calls(config), config);
    }

    Definitions definitions(SalesforceConfig config) {
        return new Definitions(calls(config), config);
    }

    private Calls calls(SalesforceConfig config) {
        return new Calls(
                new Transport(config, vertx, proxyAndTls),
                new AllowedHosts(config.allowedHosts()),
                config,
                new Circuits(config, Clock.systemUTC()),
                Clock.systemUTC());
    }
}
