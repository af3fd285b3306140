package org.muriel.conformance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A stream that is listened to. When this has been made the server knows of it. */
final class Listening implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 30;
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final InputStream body;
    private final BufferedReader lines;
    private final String contentType;

    /** @param url whole */
    Listening(String url, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
        headers.forEach(request::setHeader);
        try {
            HttpResponse<InputStream> response = HTTP.send(request.build(), BodyHandlers.ofInputStream());
            if (response.statusCode() != 200) {
                throw new AssertionError("no stream but " + response.statusCode());
            }
            contentType = response.headers().firstValue("Content-Type").orElse("none");
            body = response.body();
            lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String contentType() {
        return contentType;
    }

    /** The next line that is neither empty nor a comment. */
    String line() {
        String line = next();
        if (line.isEmpty()) {
            throw new AssertionError("the stream has ended");
        }
        return line;
    }

    /** Whether nothing more is told, and the stream is closed. */
    boolean ends() {
        return next().isEmpty();
    }

    /** Empty at the end. */
    private String next() {
        FutureTask<String> next = new FutureTask<>(() -> {
            String line = lines.readLine();
            while (line != null && (line.isEmpty() || line.startsWith(":"))) {
                line = lines.readLine();
            }
            return line == null ? "" : line;
        });
        Thread.ofVirtual().start(next);
        try {
            return next.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("nothing was told", e);
        } catch (ExecutionException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
