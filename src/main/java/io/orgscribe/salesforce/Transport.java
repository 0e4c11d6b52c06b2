package io.orgscribe.salesforce;

import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.quarkus.proxy.ProxyConfiguration;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.client.api.QuarkusRestClientProperties;

/**
 * Sends one request and hands back the beginning of its reply, the rest of which is read as a stream. Every request is
 * bounded in time and every reply in size.
 */
@ApplicationScoped
class Transport {

    private final SalesforceConfig config;
    private final Vertx vertx;
    private final ProxyAndTls proxyAndTls;
    private final Routes pooled;
    private final Routes unpooled;

    /** @param proxied the same as {@code direct} where there is no proxy */
    private record Routes(SalesforceRestClient direct, SalesforceRestClient proxied) {}

    @Inject
    Transport(SalesforceConfig config, Vertx vertx, ProxyAndTls proxyAndTls) {
        this.config = config;
        this.vertx = vertx;
        this.proxyAndTls = proxyAndTls;
        this.pooled = routes(true);
        this.unpooled = routes(false);
    }

    private Routes routes(boolean keepAlive) {
        // Not left out: the client would take a proxy from elsewhere, which the token requests would not.
        SalesforceRestClient direct = client(keepAlive).proxyAddress("none", 1).build(SalesforceRestClient.class);
        return new Routes(
                direct,
                proxyAndTls.proxy().map(proxy -> through(proxy, keepAlive)).orElse(direct));
    }

    private QuarkusRestClientBuilder client(boolean keepAlive) {
        QuarkusRestClientBuilder builder = QuarkusRestClientBuilder.newBuilder()
                .baseUri(URI.create("https://login.salesforce.com"))
                .connectTimeout(config.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
                // Bounds the time to the headers; the shorter bounds of single calls are kept by send().
                .readTimeout(config.callTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .followRedirects(false)
                .disableDefaultMapper(true)
                .property(QuarkusRestClientProperties.KEEP_ALIVE_ENABLED, keepAlive)
                .register(new AbortOnClose());
        proxyAndTls.tls().ifPresent(builder::tlsConfiguration);
        return builder;
    }

    private SalesforceRestClient through(ProxyConfiguration proxy, boolean keepAlive) {
        QuarkusRestClientBuilder builder = client(keepAlive).proxyAddress(proxy.host(), proxy.port());
        proxy.username().ifPresent(builder::proxyUser);
        proxy.password().ifPresent(builder::proxyPassword);
        proxy.proxyConnectTimeout().ifPresent(builder::proxyConnectTimeout);
        return builder.build(SalesforceRestClient.class);
    }

    /**
     * Returns when the headers of the reply are there.
     *
     * @throws SalesforceException where no reply came; the status of a reply is for the caller to judge
     */
    StreamedReply send(Request request, Meter meter) {
        SalesforceRestClient client = client(pooled, request.host());
        return sent(
                request.body() == null
                        ? client.get(request.url(), request.authorization(), request.ifModifiedSince())
                        : client.post(request.url(), request.authorization(), request.body()),
                request.host(),
                request.timeout(),
                config.maxReplySize(),
                meter);
    }

    /**
     * Sends a form on a connection of its own. A pooled one may have been closed by the host in this very moment, and
     * then nobody knows whether the form was read.
     *
     * @param url its host was checked
     * @throws SalesforceException as {@link #send}; of {@link FailureCause#UNREACHABLE} and
     *     a failed TLS handshake the host has seen nothing
     */
    StreamedReply sendForm(URI url, String form, Duration timeout, long maxSize) {
        return sent(
                client(unpooled, url.getHost()).postForm(url.toString(), form),
                url.getHost(),
                timeout,
                maxSize,
                UnmeteredCalls.INSTANCE);
    }

    private SalesforceRestClient client(Routes routes, String host) {
        return proxyAndTls.proxy(host).isPresent() ? routes.proxied() : routes.direct();
    }

    private StreamedReply sent(
            Uni<RestResponse<InputStream>> call, String host, Duration timeout, long maxSize, Meter meter) {
        long deadline = System.nanoTime() + timeout.toNanos();
        CompletableFuture<RestResponse<InputStream>> sent = call.subscribeAsCompletionStage();
        try {
            RestResponse<InputStream> response = sent.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return new StreamedReply(response, meter, maxSize, deadline, vertx);
        } catch (InterruptedException e) {
            abandon(sent);
            Thread.currentThread().interrupt();
            throw Failures.interrupted(e);
        } catch (TimeoutException e) {
            abandon(sent);
            throw new SalesforceException(
                    FailureCause.TIMEOUT, 0, "No reply came within " + timeout.toSeconds() + " s.");
        } catch (ExecutionException e) {
            throw Failures.ofTransport(proxyAndTls.route(host), e.getCause());
        }
    }

    /** Cancelling resets the request; a reply that began at this very moment is closed unread. */
    private static void abandon(CompletableFuture<RestResponse<InputStream>> sent) {
        sent.thenAccept(response -> StreamedReply.closeQuietly(response.getEntity()));
        sent.cancel(true);
    }
}
