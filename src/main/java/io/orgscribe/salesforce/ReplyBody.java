package io.orgscribe.salesforce;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A reply's body: unpacked, counted on both sides of the unpacking, and cut off at a size. All that goes wrong on the
 * way is a {@link SalesforceException}, so that an {@link IOException} in a reader can only mean bad JSON.
 */
final class ReplyBody extends InputStream {

    private static final int BUFFER = 16 * 1024;

    private final AbortableStream wire;
    private final boolean gzip;
    private final int status;
    private final long maxSize;
    private final Meter meter;
    private InputStream unpacked;
    private long size;
    private boolean closed;
    private volatile boolean timedOut;

    ReplyBody(AbortableStream wire, boolean gzip, int status, long maxSize, Meter meter) {
        this.wire = wire;
        this.gzip = gzip;
        this.status = status;
        this.maxSize = maxSize;
        this.meter = meter;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        int read = readUnbounded(bytes, offset, length);
        size += Math.max(0, read);
        if (size > maxSize) {
            throw new SalesforceException(
                    FailureCause.REPLY_TOO_LARGE, status, "The reply did not end within " + maxSize + " bytes.");
        }
        return read;
    }

    private int readUnbounded(byte[] bytes, int offset, int length) {
        try {
            if (unpacked == null) {
                // Not in the constructor: it reads.
                unpacked = gzip ? new GZIPInputStream(wire, BUFFER) : wire;
            }
            int read = unpacked.read(bytes, offset, length);
            if (read < 0 && gzip) {
                // GZIPInputStream stops at its trailer; only a stream read to its end keeps the connection.
                wire.read();
            }
            return read;
        } catch (InterruptedIOException e) {
            Thread.currentThread().interrupt();
            throw Failures.interrupted(e);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Cuts the connection; who is reading sees {@link FailureCause#TIMEOUT}. May be called by any thread. */
    void timeOut() {
        timedOut = true;
        wire.cut();
    }

    /**
     * Reads what is left of the reply, so that its connection can serve others. Cutting is no substitute: of a reply
     * that has already arrived whole Vert.x closes the connection though another call may have begun on it.
     */
    void drain() {
        byte[] unread = new byte[BUFFER];
        try {
            while (!wire.ended()
                    && size <= maxSize
                    && !timedOut
                    && !Thread.currentThread().isInterrupted()) {
                wire.read(unread);
            }
        } catch (InterruptedIOException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // It broke, so nobody else will be given it.
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            StreamedReply.closeQuietly(wire);
            meter.received(wire.count(), size);
        }
    }

    private SalesforceException failure(IOException e) {
        if (timedOut) {
            return new SalesforceException(FailureCause.TIMEOUT, status, "The reply did not end in time.", e);
        }
        if (e instanceof ZipException) {
            return new SalesforceException(
                    FailureCause.UNREADABLE_REPLY, status, "The reply is not the gzip it says.", e);
        }
        String message = e instanceof EOFException ? "The reply broke off." : "The connection broke in a reply.";
        return new SalesforceException(FailureCause.CONNECTION_LOST, status, message, e);
    }
}
