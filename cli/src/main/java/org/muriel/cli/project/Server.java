package org.muriel.cli.project;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.muriel.cli.tutorial.CannotGoOn;
import org.muriel.cli.tutorial.Connection;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The server whose projects are read and changed. */
final class Server implements AutoCloseable {
    /** A large project takes a while. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final Connection connection;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    Server(Connection connection) {
        this.connection = connection;
        if (!connection.token().matches("[!-~]+")) {
            throw new CannotGoOn("The token holds a blank or another character that no token has");
        }
    }

    /**
     * An answer.
     *
     * @param body absent when it is not JSON
     */
    record Answer(String request, int status, Optional<JsonNode> body) {
        boolean isGood() {
            return status / 100 == 2 && body.isPresent();
        }

        JsonNode good() {
            if (isGood()) {
                return body.orElseThrow();
            }
            String what = request + " was answered with " + status;
            if (status == 401) {
                throw new CannotGoOn(what + ": the token is not accepted; give a valid one as token in the settings, "
                        + "as MURIEL_TOKEN or at the prompt");
            }
            String said = body.map(it -> it.path("message").asString("")).orElse("");
            throw new CannotGoOn(
                    what + (said.isEmpty() ? "; is base_url right, and the server new enough?" : ": " + said));
        }

        /** What is wrong with what was sent: path → sentences. */
        Map<String, List<String>> messages() {
            Map<String, List<String>> messages = new LinkedHashMap<>();
            body.ifPresent(it -> it.path("messages").forEachEntry((path, texts) -> {
                List<String> list = new ArrayList<>();
                texts.forEach(text -> list.add(text.asString("")));
                messages.put(path, list);
            }));
            return messages;
        }
    }

    Answer get(String path) {
        return send("GET", path, Optional.empty());
    }

    Answer post(String path, JsonNode body) {
        return send("POST", path, Optional.of(body));
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private Answer send(String method, String path, Optional<JsonNode> body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .timeout(PATIENCE)
                .setHeader("Authorization", "Bearer " + connection.token())
                .setHeader("User-Agent", "muriel")
                .method(
                        method,
                        body.map(it -> BodyPublishers.ofByteArray(JSON.writeValueAsBytes(it)))
                                .orElseGet(BodyPublishers::noBody));
        body.ifPresent(it -> request.setHeader("Content-Type", "application/json"));
        String what = method + " " + uri(path);
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            return new Answer(what, response.statusCode(), parsed(response.body()));
        } catch (HttpTimeoutException e) {
            throw new CannotGoOn(what + " was not answered in time");
        } catch (ConnectException e) {
            throw new CannotGoOn(what + ": no connection; is the server running, and is base_url right?");
        } catch (IOException e) {
            throw new CannotGoOn(what + " failed: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotGoOn(what + " was interrupted");
        }
    }

    private URI uri(String path) {
        try {
            URI uri = URI.create(connection.baseUrl().replaceFirst("/+$", "") + path);
            if (uri.getHost() != null
                    && uri.getScheme() != null
                    && uri.getScheme().matches("(?i)https?")) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new CannotGoOn(
                "base_url is \"" + connection.baseUrl() + "\", expected an address such as http://127.0.0.1:8080/v2");
    }

    private static Optional<JsonNode> parsed(String text) {
        try {
            return Optional.of(JSON.readTree(text)).filter(it -> !it.isMissingNode());
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }
}
