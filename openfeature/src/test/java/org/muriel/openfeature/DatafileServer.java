package org.muriel.openfeature;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Serves a datafile with an ETag, as a server would, and remembers how it was asked. */
final class DatafileServer implements AutoCloseable {
    private final HttpServer server;
    private final List<String> answers = new CopyOnWriteArrayList<>();
    private volatile byte[] datafile;
    private volatile String etag = "\"1\"";
    private volatile boolean broken;
    private volatile boolean stuck;
    private volatile @Nullable String authorization;

    DatafileServer(byte[] datafile) throws IOException {
        this.datafile = datafile;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/datafiles/key.json", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            authorization = exchange.getRequestHeaders().getFirst("Authorization");
            if (stuck) {
                exchange.sendResponseHeaders(200, 0);
                try {
                    while (true) {
                        exchange.getResponseBody().write(' ');
                        exchange.getResponseBody().flush();
                    }
                } catch (IOException e) {
                    answers.add("given up");
                }
            } else if (broken) {
                answers.add("503");
                exchange.sendResponseHeaders(503, -1);
            } else if (etag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
                answers.add("304");
                exchange.sendResponseHeaders(304, -1);
            } else {
                answers.add("200");
                exchange.getResponseHeaders().set("ETag", etag);
                exchange.sendResponseHeaders(200, datafile.length);
                exchange.getResponseBody().write(datafile);
            }
        }
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/datafiles/key.json");
    }

    void publish(byte[] next, String nextEtag) {
        datafile = next;
        etag = nextEtag;
    }

    void broken(boolean isBroken) {
        broken = isBroken;
    }

    /** Whether answers have no end. */
    void stuck(boolean isStuck) {
        stuck = isStuck;
    }

    /** The statuses of all answers, in order. */
    List<String> answers() {
        return answers;
    }

    String authorization() {
        return Objects.requireNonNull(authorization);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
