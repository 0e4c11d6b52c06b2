package io.orgscribe.benchmark;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import java.util.function.Function;

import io.orgscribe.ServiceProcess;

/** Shows wrong keys at a steady pace until it is closed, each over a connection of its own that it keeps for 2 seconds. */
final class WrongKeys implements AutoCloseable {

    private static final long KEPT = 2_000_000_000L;

    private final Thread thread;
    private final long begun = System.nanoTime();
    private volatile boolean ended;
    private volatile long sent;

    WrongKeys(ServiceProcess service, int perSecond, Function<SplittableRandom, String> keys) {
        thread = new Thread(() -> send(service, perSecond, keys), "wrong keys");
        thread.start();
    }

    private record Kept(Socket socket, long until) {}

    private void send(ServiceProcess service, int perSecond, Function<SplittableRandom, String> keys) {
        SplittableRandom random = new SplittableRandom(7);
        Deque<Kept> kept = new ArrayDeque<>();
        try {
            while (!ended) {
                long due = (System.nanoTime() - begun) * perSecond / 1_000_000_000L;
                while (sent < due && !ended) {
                    Socket socket = new Socket("127.0.0.1", service.port());
                    socket.getOutputStream().write(LoadThreads.request(service, "/api/v1/me", keys.apply(random)));
                    kept.add(new Kept(socket, System.nanoTime() + KEPT));
                    sent = sent + 1;
                }
                while (!kept.isEmpty() && kept.peek().until - System.nanoTime() < 0) {
                    kept.poll().socket.close();
                }
                Thread.sleep(1);
            }
            for (Kept left : kept) {
                left.socket.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    long sentPerSecond() {
        return sent * 1_000_000_000L / (System.nanoTime() - begun);
    }

    @Override
    public void close() {
        ended = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
