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

import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.quarkus.tls.TlsConfigurationRegistry;
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

    private final Wire wire;
    private final Wire unpooled;
    private final Vertx vertx;
    private final long maxReplySize;

    @Inject
    Transport(SalesforceConfig config, Vertx vertx, TlsConfigurationRegistry tls) {
        this.maxReplySize = config.maxReplySize();
        this.vertx = vertx;
        this.wire = wire(config, tls, true);
        this.unpooled = wire(config, tls, false);
    }

    private static Wire wire(SalesforceConfig config, TlsConfigurationRegistry tls, boolean pooled) {
        QuarkusRestClientBuilder builder = QuarkusRestClientBuilder.newBuilder()
                .baseUri(URI.create("https://login.salesforce.com"))
                .connectTimeout(config.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
                // Bounds the time to the headers; the shorter bounds of single calls are kept by send().
                .readTimeout(config.callTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .followRedirects(false)
                .disableDefaultMapper(true)
                .property(QuarkusRestClientProperties.KEEP_ALIVE_ENABLED, pooled)
                .register(new CutOnClose());
        tls.getDefault().ifPresent(builder::tlsConfiguration);
        return builder.build(Wire.class);
    }

    /**
     * Returns when the headers of the reply are there.
     *
     * @throws SalesforceException where no reply came; the status of a reply is for the caller to judge
     */
    Reply send(Request request, Meter meter) {
        return sent(
                request.body() == null
                        ? wire.get(request.url(), request.authorization())
                        : wire.post(request.url(), request.authorization(), request.body()),
                request.host(),
                request.timeout(),
                maxReplySize,
                meter);
    }

    /**
     * Sends a form on a connection of its own. A pooled one may have been closed by the host in this very moment, and
     * then nobody knows whether the form was read.
     *
     * @param url its host was checked
     * @throws SalesforceException as {@link #send}; of {@link FailureCause#UNREACHABLE} and
     *     {@link FailureCause#TLS_FAILURE} the host has seen nothing
     */
    Reply sendForm(URI url, String form, Duration timeout, long maxSize) {
        return sent(unpooled.postForm(url.toString(), form), url.getHost(), timeout, maxSize, Unbilled.INSTANCE);
    }

    private Reply sent(Uni<RestResponse<InputStream>> call, String host, Duration timeout, long maxSize, Meter meter) {
        long deadline = System.nanoTime() + timeout.toNanos();
        CompletableFuture<RestResponse<InputStream>> sent = call.subscribeAsCompletionStage();
        try {
            RestResponse<InputStream> response = sent.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return new Reply(response, meter, maxSize, deadline, vertx);
        } catch (InterruptedException e) {
            abandon(sent);
            Thread.currentThread().interrupt();
            throw Failures.interrupted(e);
        } catch (TimeoutException e) {
            abandon(sent);
            throw new SalesforceException(
                    FailureCause.TIMEOUT, 0, "No reply came within " + timeout.toSeconds() + " s.");
        } catch (ExecutionException e) {
            throw Failures.ofTransport(host, e.getCause());
        }
    }

    /** Cancelling resets the request; a reply that began at this very moment is closed unread. */
    private static void abandon(CompletableFuture<RestResponse<InputStream>> sent) {
        sent.thenAccept(response -> Reply.closeQuietly(response.getEntity()));
        sent.cancel(true);
    }
}
