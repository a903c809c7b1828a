package io.github.camelatlos.examples.archive;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A site byte by byte, for what no server that can be had would send. Each connection takes one request. */
public final class RawWeb implements AutoCloseable {

    /** What a path answers. */
    public interface Answer {
        void to(OutputStream out) throws IOException;
    }

    private final ServerSocket socket;
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> left = new CopyOnWriteArrayList<>();

    public RawWeb() throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        workers.execute(this::accept);
    }

    public String url(String path) {
        return "http://127.0.0.1:" + socket.getLocalPort() + path;
    }

    public void answers(String path, Answer answer) {
        answers.put(path, answer);
    }

    /** A status line, headers and a body. */
    public void answers(String path, String head, byte[] body) {
        answers(path, out -> {
            out.write(("HTTP/1.1 " + head + "\r\nContent-Length: " + body.length + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            out.write(body);
        });
    }

    public void page(String path, String type, String body) {
        answers(path, "200 OK\r\nContent-Type: " + type, body.getBytes(StandardCharsets.UTF_8));
    }

    /** What is between GET and HTTP/1.1, of each request. */
    public List<String> requests() {
        return requests;
    }

    /** The paths whose connection the other side has ended. */
    public List<String> left() {
        return left;
    }

    private void accept() {
        try {
            while (true) {
                Socket one = socket.accept();
                workers.execute(() -> serve(one));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void serve(Socket one) {
        try (one) {
            BufferedReader in = new BufferedReader(new InputStreamReader(one.getInputStream(), StandardCharsets.ISO_8859_1));
            String path = in.readLine().replaceFirst("^GET ", "").replaceFirst(" HTTP/1.1$", "");
            requests.add(path);
            while (!in.readLine().isEmpty()) {
                // The rest of the head.
            }
            try {
                answers.getOrDefault(path, out -> out.write("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".getBytes())).to(one.getOutputStream());
                one.getOutputStream().flush();
                in.read();
            } finally {
                left.add(path);
            }
        } catch (IOException | RuntimeException e) {
            // The other side has gone.
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        workers.shutdownNow();
    }
}
