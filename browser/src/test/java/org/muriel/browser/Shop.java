package org.muriel.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Predicate;
import org.muriel.api.json.Json;
import org.muriel.server.MurielServer;
import org.muriel.server.Settings;
import org.slf4j.bridge.SLF4JBridgeHandler;
import tools.jackson.databind.JsonNode;

/** A running server, its API as a script uses it, and windows onto its console. What it holds, a test makes through the API. */
final class Shop implements AutoCloseable {
    static final String TOKEN = "2:a-token_of-the-browser_tests";

    static {
        // as the command does: what the HTTP library logs at each start is nobody's business here either
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    private final MurielServer server;
    private final HttpClient http = HttpClient.newHttpClient();

    private Shop(MurielServer server) {
        this.server = server;
    }

    /** Starts on an empty folder. */
    static Shop in(Path folder) {
        return in(folder, 0);
    }

    static Shop in(Path folder, int port) {
        return in(folder, port, InstantSource.system());
    }

    static Shop in(Path folder, int port, InstantSource clock) {
        return new Shop(MurielServer.start(
                Settings.defaults().withData(folder).withPort(port), Map.of("MURIEL_TOKEN", TOKEN), clock));
    }

    String origin() {
        return server.address();
    }

    /** A window of somebody who has signed in with the first token, at that path. */
    Page at(String path) {
        return at(path, 1280, ColorScheme.LIGHT);
    }

    Page at(String path, int width, ColorScheme scheme) {
        return at(path, TOKEN, width, scheme);
    }

    Page at(String path, String token, int width, ColorScheme scheme) {
        Page page = Chromium.open(width, scheme);
        page.navigate(origin() + "/sign-in");
        page.getByLabel("Personal token").fill(token);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in"))
                .click();
        page.waitForURL(it -> !it.contains("/sign-in"));
        page.navigate(origin() + path);
        return page;
    }

    JsonNode get(String path) {
        return ask("GET", path, "", TOKEN);
    }

    JsonNode post(String path, String json) {
        return ask("POST", path, json, TOKEN);
    }

    JsonNode patch(String path, String json) {
        return ask("PATCH", path, json, TOKEN);
    }

    /** Asks with that token; anything but success is an error of the test. */
    JsonNode ask(String method, String path, String json, String token) {
        try {
            HttpResponse<byte[]> answer = http.send(
                    HttpRequest.newBuilder(URI.create(origin() + path))
                            .header("Authorization", "Bearer " + token)
                            .method(
                                    method,
                                    json.isEmpty()
                                            ? HttpRequest.BodyPublishers.noBody()
                                            : HttpRequest.BodyPublishers.ofString(json))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException(method + " " + path + " was answered " + answer.statusCode() + " "
                        + new String(answer.body(), UTF_8));
            }
            return answer.body().length == 0 ? Json.object() : Json.parse(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Json.NotJson e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Asks until the answer is as wanted, for half a minute. */
    void await(String path, Predicate<JsonNode> wanted) {
        Instant end = Instant.now().plusSeconds(30);
        while (!wanted.test(get(path))) {
            if (Instant.now().isAfter(end)) {
                throw new IllegalStateException("half a minute later, " + path + " is still " + get(path)
                        + "; rejected: " + get("/v2/x/ledger"));
            }
            Thread.onSpinWait();
        }
    }

    /** Makes a project, and gives its id. */
    long project(String name) {
        return post("/v2/projects", "{\"name\": \"%s\", \"platform\": \"custom\"}".formatted(name))
                .path("id")
                .asLong();
    }

    @Override
    public void close() {
        server.close();
    }
}
