package io.orgscribe.salesforce;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A reply's bytes as sent. Closing it before the end closes the connection. */
final class AbortableStream extends FilterInputStream {

    private final Runnable cut;
    private long count;
    private boolean ended;

    /** @param cut closes the connection */
    AbortableStream(InputStream in, Runnable cut) {
        super(in);
        this.cut = cut;
    }

    /** How many bytes were read. */
    long count() {
        return count;
    }

    boolean ended() {
        return ended;
    }

    /** Closes the connection; a thread that is waiting for bytes sees it broken. May be called by any thread. */
    void cut() {
        cut.run();
    }

    @Override
    public int read() throws IOException {
        return counted(super.read(), 1);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        return counted(read, read);
    }

    private int counted(int read, int bytes) {
        if (read < 0) {
            ended = true;
        } else {
            count += bytes;
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        if (!ended) {
            cut();
        }
        super.close();
    }
}
