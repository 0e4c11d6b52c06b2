package io.orgscribe.salesforce;

import java.io.InputStream;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.quarkus.proxy.ProxyConfiguration;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.vertx.core.Vertx;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Sends one request and hands back the beginning of its reply, the rest of which is read as a stream. Every request is
 * bounded in time and every reply in size.
 */
@ApplicationScoped
class Transport {

    private final SalesforceConfig config;
    private final Vertx vertx;
    private final Outbound outbound;
    private final Wire direct;
    private final Wire proxied;

    @Inject
    Transport(SalesforceConfig config, Vertx vertx, Outbound outbound) {
        this.config = config;
        this.vertx = vertx;
        this.outbound = outbound;
        // Not left out: the client would take a proxy from elsewhere, which the token requests would not.
        this.direct = client().proxyAddress("none", 1).build(Wire.class);
        this.proxied = outbound.proxy().map(this::through).orElse(direct);
    }

    private QuarkusRestClientBuilder client() {
        QuarkusRestClientBuilder builder = QuarkusRestClientBuilder.newBuilder()
                .baseUri(URI.create("https://login.salesforce.com"))
                .connectTimeout(config.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
                // Bounds the time to the headers; the shorter bounds of single calls are kept by send().
                .readTimeout(config.callTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .followRedirects(false)
                .disableDefaultMapper(true)
                .register(new CutOnClose());
        outbound.tls().ifPresent(builder::tlsConfiguration);
        return builder;
    }

    private Wire through(ProxyConfiguration proxy) {
        QuarkusRestClientBuilder builder = client().proxyAddress(proxy.host(), proxy.port());
        proxy.username().ifPresent(builder::proxyUser);
        proxy.password().ifPresent(builder::proxyPassword);
        proxy.proxyConnectTimeout().ifPresent(builder::proxyConnectTimeout);
        return builder.build(Wire.class);
    }

    /**
     * Returns when the headers of the reply are there.
     *
     * @throws SalesforceException where no reply came; the status of a reply is for the caller to judge
     */
    Reply send(Request request, Meter meter) {
        long deadline = System.nanoTime() + request.timeout().toNanos();
        Wire wire = outbound.proxy(request.host()).isPresent() ? proxied : direct;
        CompletableFuture<RestResponse<InputStream>> sent = (request.body() == null
                        ? wire.get(request.url(), request.authorization())
                        : wire.post(request.url(), request.authorization(), request.body()))
                .subscribeAsCompletionStage();
        try {
            RestResponse<InputStream> response = sent.get(request.timeout().toNanos(), TimeUnit.NANOSECONDS);
            return new Reply(response, meter, config.maxReplySize(), deadline, vertx);
        } catch (InterruptedException e) {
            abandon(sent);
            Thread.currentThread().interrupt();
            throw Failures.interrupted(e);
        } catch (TimeoutException e) {
            abandon(sent);
            throw new SalesforceException(
                    FailureCause.TIMEOUT,
                    0,
                    "No reply came within " + request.timeout().toSeconds() + " s.");
        } catch (ExecutionException e) {
            throw Failures.ofTransport(outbound.route(request.host()), e.getCause());
        }
    }

    /** Cancelling resets the request; a reply that began at this very moment is closed unread. */
    private static void abandon(CompletableFuture<RestResponse<InputStream>> sent) {
        sent.thenAccept(response -> Reply.closeQuietly(response.getEntity()));
        sent.cancel(true);
    }
}
