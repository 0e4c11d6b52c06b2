package io.orgscribe.salesforce;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

import jakarta.ws.rs.core.HttpHeaders;

import io.vertx.core.Vertx;
import org.jboss.resteasy.reactive.RestResponse;

/** A reply whose headers are there and whose body is still coming. */
final class StreamedReply implements AutoCloseable {

    /** How long a closed reply may take to end before its connection is cut. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final RestResponse<InputStream> response;
    private final ReplyBody body;
    private final Vertx vertx;
    private final long timer;

    /** @param deadline of {@link System#nanoTime()}, at which the connection is cut */
    StreamedReply(RestResponse<InputStream> response, Meter meter, long maxSize, long deadline, Vertx vertx) {
        this.response = response;
        this.vertx = vertx;
        boolean gzip =
                "gzip".equalsIgnoreCase(header(HttpHeaders.CONTENT_ENCODING).orElse(""));
        this.body = new ReplyBody((AbortableStream) response.getEntity(), gzip, response.getStatus(), maxSize, meter);
        long millis = Math.max(1, (deadline - System.nanoTime()) / 1_000_000);
        this.timer = vertx.setTimer(millis, id -> body.timeOut());
    }

    int status() {
        return response.getStatus();
    }

    /** Whether what was asked for on condition is as it was. Then there is no body. */
    boolean notModified() {
        return status() == 304;
    }

    /** Whether it is a page for people. */
    boolean isPage() {
        return header(HttpHeaders.CONTENT_TYPE)
                .filter(type -> type.toLowerCase(Locale.ROOT).contains("html"))
                .isPresent();
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(response.getHeaderString(name));
    }

    /** Unpacked. Its failures are {@link SalesforceException}s, never {@link IOException}s. */
    InputStream body() {
        return body;
    }

    /** Cuts the connection where the reply does not end soon. */
    @Override
    public void close() {
        vertx.cancelTimer(timer);
        long cut = vertx.setTimer(GRACE.toMillis(), id -> body.timeOut());
        body.drain();
        vertx.cancelTimer(cut);
        body.close();
    }

    static void closeQuietly(InputStream stream) {
        if (stream != null) {
            try {
                stream.close();
            } catch (IOException e) {
                // The connection is given up; that it broke while being closed tells nothing more.
            }
        }
    }
}
