package io.orgscribe.preflight;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP proxy on loopback that tunnels every CONNECT to one port, whatever host it names, and remembers them. */
final class ConnectProxy implements AutoCloseable {

    private final ServerSocket server;
    private final int target;
    private final String expected;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Set<Integer> tunnels = ConcurrentHashMap.newKeySet();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean refuses;

    ConnectProxy(int port, int target, String user, String password) throws IOException {
        this.server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        this.target = target;
        this.expected = "Proxy-Authorization: Basic "
                + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        start(this::accept);
    }

    /** The host and port of each CONNECT so far. */
    List<String> asked() {
        return asked;
    }

    /** The local ports from which it has called its target. */
    Set<Integer> tunnels() {
        return tunnels;
    }

    void refuse() {
        refuses = true;
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
                Socket client = server.accept();
                sockets.add(client);
                start(() -> tunnel(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void tunnel(Socket client) {
        try (client) {
            // A client speaks TLS only after the answer, so nothing of it is in this reader.
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
            List<String> head = new ArrayList<>();
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                head.add(line);
            }
            asked.add(head.get(0).split(" ")[1]);
            boolean lets = head.get(0).startsWith("CONNECT ")
                    && head.stream().anyMatch(expected::equalsIgnoreCase)
                    && !refuses;
            answer(client, lets ? "200 OK" : "403 Forbidden");
            if (lets) {
                copyBothWays(client);
            }
        } catch (IOException e) {
            // Either side has gone.
        }
    }

    private static void answer(Socket client, String status) throws IOException {
        OutputStream out = client.getOutputStream();
        out.write(("HTTP/1.1 " + status + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private void copyBothWays(Socket client) throws IOException {
        try (Socket org = new Socket(InetAddress.getLoopbackAddress(), target)) {
            sockets.add(org);
            tunnels.add(org.getLocalPort());
            start(() -> copy(org, client));
            copy(client, org);
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // Either side has gone.
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "connect-proxy");
        thread.setDaemon(true);
        thread.start();
    }
}
