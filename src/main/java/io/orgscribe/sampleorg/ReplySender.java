package io.orgscribe.sampleorg;

import io.netty.channel.ChannelOption;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;

/** Sends replies over the wire, rightly or as a fault wants it. Runs on the request's event loop. */
final class ReplySender {

    private static final int PIECES_A_SECOND = 10;

    private final Vertx vertx;
    private final Meters meters;
    private final Buffer blanks = Buffer.buffer(" ".repeat(64 * 1024));

    ReplySender(Vertx vertx, Meters meters) {
        this.vertx = vertx;
        this.meters = meters;
    }

    static boolean packs(HttpServerRequest request) {
        String accepted = request.getHeader("Accept-Encoding");
        return accepted != null && accepted.contains("gzip");
    }

    void send(HttpServerRequest request, EncodedReply encodedReply) {
        HttpServerResponse response = request.response();
        if (response.closed()) {
            return;
        }
        response.setStatusCode(encodedReply.reply().status());
        encodedReply.reply().headers().forEach(response::putHeader);
        Fault fault = encodedReply.fault().orElse(null);
        if (fault instanceof Fault.Slow slow) {
            response.putHeader("Content-Length", Integer.toString(encodedReply.bytes().length));
            piece(response, encodedReply.bytes(), 0, Math.max(1, slow.bytesPerSecond() / PIECES_A_SECOND));
        } else if (fault instanceof Fault.Late late) {
            vertx.setTimer(late.millis(), id -> whole(response, encodedReply));
        } else if (fault instanceof Fault.Hang) {
            begin(response, encodedReply);
        } else if (fault instanceof Fault.Reset) {
            begin(response, encodedReply);
            reset(request);
        } else if (fault instanceof Fault.Endless) {
            begin(response, encodedReply);
            blanks(response);
        } else {
            whole(response, encodedReply);
        }
    }

    private void whole(HttpServerResponse response, EncodedReply encodedReply) {
        meters.bytesSent.addAndGet(encodedReply.bytes().length);
        response.end(Buffer.buffer(encodedReply.bytes()));
    }

    private void begin(HttpServerResponse response, EncodedReply encodedReply) {
        if (encodedReply.bytes().length > 0) {
            response.setChunked(true);
            write(response, Buffer.buffer(encodedReply.bytes()));
        }
    }

    private void write(HttpServerResponse response, Buffer bytes) {
        meters.bytesSent.addAndGet(bytes.length());
        response.write(bytes);
    }

    private void piece(HttpServerResponse response, byte[] bytes, int from, int size) {
        if (response.closed()) {
            return;
        }
        int to = Math.min(bytes.length, from + size);
        write(response, Buffer.buffer().appendBytes(bytes, from, to - from));
        if (to == bytes.length) {
            response.end();
        } else {
            vertx.setTimer(1000 / PIECES_A_SECOND, id -> piece(response, bytes, to, size));
        }
    }

    private void blanks(HttpServerResponse response) {
        if (response.closed()) {
            return;
        }
        if (response.writeQueueFull()) {
            response.drainHandler(drained -> blanks(response));
        } else {
            write(response, blanks);
            vertx.runOnContext(next -> blanks(response));
        }
    }

    /** Without lingering a close is a reset on TCP's level: the caller sees "connection reset", not an early end. */
    private static void reset(HttpServerRequest request) {
        if (request.connection() instanceof ConnectionBase connection) {
            connection.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        }
        request.connection().close();
    }
}
