package org.muriel.benchmark;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/**
 * Sends one kind of request over some kept connections, each waiting for its answer before it sends the next. As
 * simple as can be, since it shares the cores with the server it measures.
 */
final class LoadClient {
    private final String host;
    private final int port;
    private final String token;

    LoadClient(String host, int port, String token) {
        this.host = host;
        this.port = port;
        this.token = token;
    }

    /** @param latencies of each request, nanoseconds, ascending */
    @SuppressWarnings("ArrayRecordComponent") // hundreds of thousands of them, read once
    record Load(double perSecond, long[] latencies) {
        double millis(double quantile) {
            return latencies[(int) Math.min(latencies.length - 1, Math.round(quantile * latencies.length))] / 1e6;
        }
    }

    /** @param body of the n-th request; empty sends none */
    Load run(String method, String path, IntFunction<String> body, int expected, int connections, int seconds)
            throws Exception {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            long begin = System.nanoTime();
            List<Future<long[]>> parts = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                int connection = i;
                parts.add(threads.submit(
                        () -> requests(method, path, n -> body.apply(n * connections + connection), expected, end)));
            }
            long[] all = new long[0];
            for (Future<long[]> part : parts) {
                long[] more = part.get();
                int before = all.length;
                all = Arrays.copyOf(all, before + more.length);
                System.arraycopy(more, 0, all, before, more.length);
            }
            double elapsed = (System.nanoTime() - begin) / 1e9;
            Arrays.sort(all);
            return new Load(all.length / elapsed, all);
        }
    }

    /** One request, for setting up; returns the body. */
    String once(String method, String path, String body, int expected) throws IOException {
        try (Socket socket = connect()) {
            send(socket.getOutputStream(), method, path, body);
            return new String(
                    answer(new BufferedInputStream(socket.getInputStream()), expected), StandardCharsets.UTF_8);
        }
    }

    private long[] requests(String method, String path, IntFunction<String> body, int expected, long end)
            throws IOException {
        long[] latencies = new long[1 << 12];
        int count = 0;
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
            long now = System.nanoTime();
            while (now < end) {
                send(out, method, path, body.apply(count));
                answer(in, expected);
                long done = System.nanoTime();
                if (count == latencies.length) {
                    latencies = Arrays.copyOf(latencies, count * 2);
                }
                latencies[count++] = done - now;
                now = done;
            }
        }
        return Arrays.copyOf(latencies, count);
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(host, port);
        socket.setTcpNoDelay(true);
        return socket;
    }

    private void send(OutputStream out, String method, String path, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head = method + " " + path + " HTTP/1.1\r\nHost: " + host + ":" + port + "\r\nAuthorization: Bearer "
                + token + "\r\nContent-Length: " + bytes.length + "\r\n\r\n";
        byte[] headBytes = head.getBytes(StandardCharsets.US_ASCII);
        byte[] request = Arrays.copyOf(headBytes, headBytes.length + bytes.length);
        System.arraycopy(bytes, 0, request, headBytes.length, bytes.length);
        out.write(request);
    }

    private static byte[] answer(InputStream in, int expected) throws IOException {
        String status = line(in);
        int length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Integer.parseInt(header.substring(15).strip());
            }
        }
        byte[] body = in.readNBytes(length);
        if (!status.contains(" " + expected + " ")) {
            throw new IOException(
                    "expected " + expected + ", got " + status + ": " + new String(body, StandardCharsets.UTF_8));
        }
        return body;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the server hung up");
            }
            if (c != '\r') {
                text.append((char) c);
            }
        }
        return text.toString();
    }
}
