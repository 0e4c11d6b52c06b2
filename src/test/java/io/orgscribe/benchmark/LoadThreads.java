package io.orgscribe.benchmark;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.orgscribe.ServiceProcess;

/** Sends one request again and again. As little of the CPU as can be goes into sending: it shares it with the service. */
final class LoadThreads {

    private static final long ROUND = 2_000_000_000L;
    private static final int PACED_PER_SECOND = 100;
    private static final int PACED = 1_500;

    private LoadThreads() {}

    /** @param key "" for none */
    static double requestsPerSecond(ServiceProcess service, String path, String key, int connections) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            List<Future<Long>> counts = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                counts.add(threads.submit(() -> {
                    try (Connection connection = new Connection(service, path, key)) {
                        long end = System.nanoTime() + ROUND;
                        long count = 0;
                        while (System.nanoTime() < end) {
                            connection.call();
                            count++;
                        }
                        return count;
                    }
                }));
            }
            long all = 0;
            for (Future<Long> count : counts) {
                all += count.get();
            }
            return all / (ROUND / 1e9);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Milliseconds of each of many requests that are sent at a steady pace. */
    static double[] latencies(ServiceProcess service, String path, String key)
            throws IOException, InterruptedException {
        double[] latencies = new double[PACED];
        try (Connection connection = new Connection(service, path, key)) {
            long begin = System.nanoTime();
            for (int i = 0; i < PACED; i++) {
                long due = begin + i * (1_000_000_000L / PACED_PER_SECOND);
                long wait = due - System.nanoTime();
                if (wait > 0) {
                    Thread.sleep(wait / 1_000_000, (int) (wait % 1_000_000));
                }
                // What had to wait for the one before has waited as well; the timer's own lateness is not the
                // service's.
                long from = wait > 0 ? System.nanoTime() : due;
                connection.call();
                latencies[i] = (System.nanoTime() - from) / 1e6;
            }
        }
        return latencies;
    }

    /** Milliseconds of each of some requests, one after the other. */
    static double[] oneByOne(ServiceProcess service, List<String> paths) throws IOException {
        double[] latencies = new double[paths.size()];
        try (Connection connection = new Connection(service, paths.get(0), "")) {
            for (int i = 0; i < paths.size(); i++) {
                long begin = System.nanoTime();
                connection.call(request(service, paths.get(i), ""));
                latencies[i] = (System.nanoTime() - begin) / 1e6;
            }
        }
        return latencies;
    }

    /**
     * Milliseconds of each of some requests since it was due, sent at a steady pace, whatever becomes of those before.
     *
     * @param perSecond of all connections together
     */
    static double[] openLoop(ServiceProcess service, List<String> paths, int connections, int perSecond)
            throws Exception {
        double[] latencies = new double[paths.size()];
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        long begin = System.nanoTime();
        try {
            List<Future<?>> ends = new ArrayList<>();
            for (int c = 0; c < connections; c++) {
                int first = c;
                ends.add(threads.submit(() -> {
                    try (Connection connection = new Connection(service, paths.get(0), "")) {
                        for (int i = first; i < paths.size(); i += connections) {
                            long due = begin + i * (1_000_000_000L / perSecond);
                            long wait = due - System.nanoTime();
                            if (wait > 0) {
                                Thread.sleep(wait / 1_000_000, (int) (wait % 1_000_000));
                            }
                            long from = wait > 0 ? System.nanoTime() : due;
                            connection.call(request(service, paths.get(i), ""));
                            latencies[i] = (System.nanoTime() - from) / 1e6;
                        }
                        return null;
                    }
                }));
            }
            for (Future<?> end : ends) {
                end.get();
            }
        } finally {
            threads.shutdownNow();
        }
        return latencies;
    }

    static byte[] request(ServiceProcess service, String path, String key) {
        String authorization = key.isEmpty() ? "" : "Authorization: Bearer " + key + "\r\n";
        return ("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + service.port() + "\r\n" + authorization + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static final class Connection implements AutoCloseable {

        private final Socket socket;
        private final InputStream in;
        private final byte[] request;

        Connection(ServiceProcess service, String path, String key) throws IOException {
            socket = new Socket("127.0.0.1", service.port());
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
            request = request(service, path, key);
        }

        void call() throws IOException {
            call(request);
        }

        void call(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
            String status = line();
            if (!status.startsWith("HTTP/1.1 200")) {
                throw new IOException(status);
            }
            int length = 0;
            boolean chunked = false;
            for (String header = line(); !header.isEmpty(); header = line()) {
                String lower = header.toLowerCase(Locale.ROOT);
                if (lower.startsWith("content-length:")) {
                    length = Integer.parseInt(lower.substring(15).strip());
                } else if (lower.startsWith("transfer-encoding: chunked")) {
                    chunked = true;
                }
            }
            in.skipNBytes(length);
            if (chunked) {
                skipChunks();
            }
        }

        private void skipChunks() throws IOException {
            int size;
            do {
                size = Integer.parseInt(line(), 16);
                in.skipNBytes(size);
                line();
            } while (size > 0);
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    throw new IOException("The service has hung up");
                }
                if (c != '\r') {
                    line.append((char) c);
                }
            }
            return line.toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
