package io.orgscribe.embedded;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

import org.jboss.logging.Logger;

/** Starts a server again that has ended without being told to, and gives up where it cannot be started. */
final class PostgresSupervisor implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(PostgresSupervisor.class);

    /** With waits that double: about half a minute. */
    private static final int ATTEMPTS = 6;

    /** A server that may end. */
    interface Server {

        /** Returns when it has ended. */
        void awaitEnd() throws IOException, InterruptedException;

        /** @throws StartupRefusedException where it does not start */
        void restart() throws IOException;
    }

    private final Server server;
    private final Duration pause;
    private final Consumer<String> giveUp;
    private volatile boolean closed;

    /**
     * @param pause before the second attempt
     * @param giveUp told why the server does not start
     */
    PostgresSupervisor(Server server, Duration pause, Consumer<String> giveUp) {
        this.server = server;
        this.pause = pause;
        this.giveUp = giveUp;
    }

    void start() {
        Thread thread = new Thread(this::watch, "embedded-postgres");
        thread.setDaemon(true);
        thread.start();
    }

    /** From here on the server is meant to end. */
    @Override
    public void close() {
        closed = true;
    }

    private void watch() {
        try {
            do {
                server.awaitEnd();
            } while (!closed && restarted());
        } catch (IOException e) {
            LOG.error("The embedded PostgreSQL is not watched any more: if it ends, it is not started again", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean restarted() throws InterruptedException {
        LOG.error("The embedded PostgreSQL has ended by itself. It is started again; its log says why it has ended");
        for (int attempt = 1; ; attempt++) {
            try {
                server.restart();
                LOG.info("The embedded PostgreSQL runs again");
                return true;
            } catch (IOException | StartupRefusedException e) {
                if (closed) {
                    return false;
                }
                if (attempt == ATTEMPTS) {
                    giveUp.accept("The embedded PostgreSQL has ended and does not start again: " + e.getMessage());
                    return false;
                }
                Duration wait = pause.multipliedBy(1L << (attempt - 1));
                LOG.errorf(e, "The embedded PostgreSQL does not start; trying again in %d ms", wait.toMillis());
                Thread.sleep(wait.toMillis());
            }
        }
    }
}
