package io.orgscribe.salesforce;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPOutputStream;

/** An HTTP/1.1 server on a random loopback port that sends what a test tells it to, byte by byte, right or wrong. */
final class RawServer implements AutoCloseable {

    /** Answers one request. Throwing ends the connection. */
    @FunctionalInterface
    interface Handler {
        void handle(Exchange exchange) throws IOException, InterruptedException;
    }

    record Exchange(String method, String path, Map<String, String> headers, String body, Socket socket) {

        OutputStream out() throws IOException {
            return socket.getOutputStream();
        }

        void reply(int status, Map<String, String> headers, byte[] body) throws IOException {
            head(status, headers, body.length);
            out().write(body);
            out().flush();
        }

        void reply(int status, String body) throws IOException {
            reply(status, Map.of("Content-Type", "application/json"), body.getBytes(StandardCharsets.UTF_8));
        }

        /** @param length negative sends none: the body ends with the connection */
        void head(int status, Map<String, String> headers, long length) throws IOException {
            StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " X\r\n");
            headers.forEach((name, value) ->
                    head.append(name).append(": ").append(value).append("\r\n"));
            head.append(length < 0 ? "Connection: close\r\n" : "Content-Length: " + length + "\r\n");
            out().write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
            out().flush();
        }

        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }

    private final ServerSocket server;
    private final Handler handler;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final List<Exchange> exchanges = new CopyOnWriteArrayList<>();
    private volatile int connections;

    RawServer(Handler handler) throws IOException {
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.handler = handler;
        start(this::accept);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** All requests so far. */
    List<Exchange> exchanges() {
        return exchanges;
    }

    /** How many connections were made so far. */
    int connections() {
        return connections;
    }

    /** How many connections are open now. */
    long open() {
        return sockets.stream().filter(socket -> !socket.isClosed()).count();
    }

    static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                connections++;
                sockets.add(socket);
                start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
                for (String header = line(in); !header.isEmpty(); header = line(in)) {
                    headers.put(
                            header.substring(0, header.indexOf(':')),
                            header.substring(header.indexOf(':') + 1).strip());
                }
                String body = new String(
                        in.readNBytes(Integer.parseInt(headers.getOrDefault("Content-Length", "0"))),
                        StandardCharsets.UTF_8);
                Exchange exchange = new Exchange(line.split(" ")[0], line.split(" ")[1], headers, body, socket);
                exchanges.add(exchange);
                handler.handle(exchange);
            }
        } catch (IOException | InterruptedException e) {
            // The client has gone, or the test wants it to see a broken connection.
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n' && c >= 0; c = in.read()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }
}
