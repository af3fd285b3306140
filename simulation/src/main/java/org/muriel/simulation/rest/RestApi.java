package org.muriel.simulation.rest;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** A server's REST API and its intake of events. Thread-safe. */
public final class RestApi implements AutoCloseable {
    /** Results over many events take a while. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** How often a body is sent again that the server had no room for, each time after a second or more. */
    private static final int ATTEMPTS = 30;

    private static final int PER_PAGE = 100;

    private final String origin;
    private final String token;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    /**
     * @param baseUrl where the API answers, such as {@code http://127.0.0.1:8080/v2}
     * @param token a personal token
     */
    public RestApi(String baseUrl, String token) {
        this.origin = origin(baseUrl);
        this.token = token;
        if (!token.matches("[!-~]+")) {
            throw new CannotGoOn("The token holds a blank or another character that no token has");
        }
    }

    /** Scheme, host and port, without a path. */
    public String origin() {
        return origin;
    }

    /** @param path below the origin, such as {@code /v2/projects} */
    public JsonObject get(String path) {
        return json(send("GET", path, Optional.empty()), path).getAsJsonObject();
    }

    /** A list that does not come in pages. */
    public List<JsonObject> list(String path) {
        return objects(json(send("GET", path, Optional.empty()), path).getAsJsonArray());
    }

    /** A whole collection, page by page. */
    public List<JsonObject> all(String path) {
        List<JsonObject> all = new ArrayList<>();
        String paged = path + (path.contains("?") ? "&" : "?") + "per_page=" + PER_PAGE + "&page=";
        for (int page = 1; all.size() == (page - 1) * PER_PAGE; page++) {
            List<JsonObject> more = list(paged + page);
            if (more.isEmpty()) {
                break;
            }
            all.addAll(more);
        }
        return all;
    }

    public JsonObject post(String path, JsonObject body) {
        return json(send("POST", path, Optional.of(body.toString())), path).getAsJsonObject();
    }

    public JsonObject patch(String path, JsonObject body) {
        return json(send("PATCH", path, Optional.of(body.toString())), path).getAsJsonObject();
    }

    /** Gets a text that is not JSON. */
    public String text(String path) {
        return send("GET", path, Optional.empty()).body();
    }

    /** Whether the server accepts the token. */
    public boolean isAdmitted() {
        return answer("GET", "/v2/projects", Optional.empty()).statusCode() != 401;
    }

    /** Hands over events as an SDK does; returns when they are kept. While the server has no room it is asked again. */
    public void sendEvents(String body) {
        HttpResponse<String> response = answer("POST", "/v1/events", Optional.of(body));
        for (int attempt = 1; isBusy(response) && attempt < ATTEMPTS; attempt++) {
            long seconds = response.headers().firstValueAsLong("Retry-After").orElse(1);
            LockSupport.parkNanos(Duration.ofSeconds(seconds).toNanos());
            response = answer("POST", "/v1/events", Optional.of(body));
        }
        checked("POST", "/v1/events", response);
    }

    @Override
    public void close() {
        client.close();
    }

    private static boolean isBusy(HttpResponse<String> response) {
        return response.statusCode() == 503 || response.statusCode() == 429;
    }

    private HttpResponse<String> send(String method, String path, Optional<String> body) {
        return checked(method, path, answer(method, path, body));
    }

    private HttpResponse<String> checked(String method, String path, HttpResponse<String> response) {
        int status = response.statusCode();
        if (status / 100 == 2) {
            return response;
        }
        String what = method + " " + origin + path + " was answered with " + status;
        if (status == 401) {
            throw new CannotGoOn(what + ": the token is not accepted; give a valid one with --token or MURIEL_TOKEN");
        }
        throw new CannotGoOn(what + reason(response.body()));
    }

    private HttpResponse<String> answer(String method, String path, Optional<String> body) {
        String what = method + " " + origin + path;
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(origin + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .header("User-Agent", "muriel-simulation")
                .method(method, body.map(BodyPublishers::ofString).orElseGet(BodyPublishers::noBody));
        body.ifPresent(it -> request.header("Content-Type", "application/json"));
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (HttpTimeoutException e) {
            throw new CannotGoOn(what + " was not answered in time");
        } catch (ConnectException e) {
            throw new CannotGoOn(what + ": no connection; is the server running, and is --base-url right?");
        } catch (IOException e) {
            throw new CannotGoOn(
                    what + ": the connection broke; is the server still running? (" + e.getMessage() + ")");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotGoOn(what + " was interrupted");
        }
    }

    private JsonElement json(HttpResponse<String> response, String path) {
        try {
            return JsonParser.parseString(response.body());
        } catch (JsonParseException e) {
            throw new CannotGoOn(origin + path + " was answered, but not with JSON; is --base-url right?");
        }
    }

    private static String reason(String body) {
        try {
            JsonElement json = JsonParser.parseString(body);
            return json.isJsonObject() && json.getAsJsonObject().has("message")
                    ? ": " + json.getAsJsonObject().get("message").getAsString()
                    : "";
        } catch (JsonParseException e) {
            return "";
        }
    }

    private static List<JsonObject> objects(JsonArray array) {
        return array.asList().stream().map(JsonElement::getAsJsonObject).toList();
    }

    private static String origin(String baseUrl) {
        try {
            URI url = URI.create(baseUrl);
            boolean http = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
            if (http && url.getHost() != null && url.getPort() <= 65_535) {
                return baseUrl.replaceFirst("/+$", "").replaceFirst("/v2$", "");
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new CannotGoOn("--base-url is \"" + baseUrl + "\", expected an address such as http://127.0.0.1:8080/v2");
    }
}
