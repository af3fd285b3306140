package org.muriel.cli.tutorial;

import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Help.Ansi.Style;
import tools.jackson.core.JacksonException;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.core.util.Separators.Spacing;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Sends requests to the REST API and shows each one with its response. */
final class Api implements AutoCloseable {
    private static final DefaultIndenter INDENT = new DefaultIndenter("    ", "\n");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT, SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
            .defaultPrettyPrinter(new DefaultPrettyPrinter()
                    .withSeparators(Separators.createDefaultInstance()
                            .withObjectNameValueSpacing(Spacing.AFTER)
                            .withObjectEmptySeparator("")
                            .withArrayEmptySeparator(""))
                    .withObjectIndenter(INDENT)
                    .withArrayIndenter(INDENT))
            .build();

    private final String baseUrl;
    private final String token;
    private final Terminal terminal;
    private final Duration patience;
    // HTTP/1.1: over plain http the client would offer an upgrade with every request, which only adds noise.
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** @param patience how long to wait for an answer */
    Api(String baseUrl, String token, Terminal terminal, Duration patience) {
        this.baseUrl = checked(baseUrl);
        this.token = token;
        this.terminal = terminal;
        this.patience = patience;
        if (!token.matches("[!-~]+")) {
            throw new CannotGoOn("The token holds a blank or another character that no token has");
        }
    }

    /** An answer's body, read by JSON pointer; a value that is missing names the request that should have sent it. */
    record Answer(String request, JsonNode body) {
        long number(String pointer) {
            JsonNode value = body.at(pointer);
            if (!value.isIntegralNumber()) {
                throw new CannotGoOn(request + " was answered without a whole number at " + pointer);
            }
            return value.longValue();
        }

        String text(String pointer) {
            JsonNode value = body.at(pointer);
            if (!value.isString()) {
                throw new CannotGoOn(request + " was answered without a text at " + pointer);
            }
            return value.stringValue();
        }
    }

    Answer post(String title, String path, Map<String, ?> body) {
        return exchange(title, "POST", path, Optional.of(body));
    }

    Answer patch(String title, String path, Map<String, ?> body) {
        return exchange(title, "PATCH", path, Optional.of(body));
    }

    Answer get(String title, String path) {
        return exchange(title, "GET", path, Optional.empty());
    }

    /** Gets what is not JSON and shows it as it is. */
    void download(String title, String path) {
        send(title, "GET", path, Optional.empty());
    }

    /** A value as the text of some JSON, for members that hold JSON inside a string. */
    static String json(Object value) {
        return JSON.writer().without(SerializationFeature.INDENT_OUTPUT).writeValueAsString(value);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private Answer exchange(String title, String method, String path, Optional<Map<String, ?>> body) {
        HttpResponse<String> response = send(title, method, path, body);
        String request = method + " " + response.uri();
        boolean mayBeEmpty = response.statusCode() == 202 || response.statusCode() == 204;
        JsonNode answer = parsed(response.body())
                .or(() -> mayBeEmpty ? Optional.of(JSON.missingNode()) : Optional.empty())
                .orElseThrow(() -> new CannotGoOn(request + " was answered with " + response.statusCode()
                        + " but not with JSON; is base_url right?"));
        return new Answer(request, answer);
    }

    private HttpResponse<String> send(String title, String method, String path, Optional<Map<String, ?>> body) {
        URI url = URI.create(baseUrl + path);
        Map<String, String> headers = new TreeMap<>();
        headers.put("Authorization", "Bearer " + token);
        headers.put("User-Agent", "muriel-tutorial");
        body.ifPresent(given -> headers.put("Content-Type", "application/json"));
        Optional<String> text = body.map(JSON::writeValueAsString);
        BodyPublisher publisher = text.map(BodyPublishers::ofString).orElseGet(BodyPublishers::noBody);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url).timeout(patience).method(method, publisher);
        headers.forEach(request::setHeader);

        headers.put("Authorization", "Bearer " + shortened(token));
        show(title, method, url, headers, text);
        HttpResponse<String> response = answer(request.build());
        show(response);
        if (response.statusCode() / 100 != 2) {
            throw refused(method + " " + url, response);
        }
        return response;
    }

    private HttpResponse<String> answer(HttpRequest request) {
        String what = request.method() + " " + request.uri();
        try {
            return client.send(request, BodyHandlers.ofString());
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

    private static CannotGoOn refused(String request, HttpResponse<String> response) {
        int status = response.statusCode();
        String what = request + " was answered with " + status;
        if (status == 401) {
            return new CannotGoOn(what + ": the token is not accepted; give a valid one as token in the settings, "
                    + "as MURIEL_TOKEN or at the prompt");
        }
        if (status / 100 == 3) {
            String target = response.headers().firstValue("Location").orElse("no address");
            return new CannotGoOn(what + ": a redirect to " + target + ", which is not followed; is base_url right?");
        }
        JsonNode body = parsed(response.body()).orElse(JSON.missingNode());
        String reason = body.path("message").asString("");
        String details = body.path("messages").isMissingNode() ? "" : " " + json(body.path("messages"));
        return new CannotGoOn(what + (reason + details).strip().transform(said -> said.isEmpty() ? "" : ": " + said));
    }

    private void show(String title, String method, URI url, Map<String, String> headers, Optional<String> body) {
        PrintStream out = terminal.out();
        out.println();
        out.println(terminal.paint(Style.bold, title));
        out.println(terminal.paint(Style.fg_cyan, "Request:"));
        out.println(terminal.paint(Style.fg_yellow, method) + " " + url);
        out.println(terminal.paint(Style.fg_cyan, "headers:"));
        out.println(JSON.writeValueAsString(headers));
        body.ifPresent(text -> {
            out.println(terminal.paint(Style.fg_cyan, "body:"));
            out.println(text);
        });
        out.println();
        out.flush();
    }

    private void show(HttpResponse<String> response) {
        PrintStream out = terminal.out();
        boolean good = response.statusCode() / 100 == 2;
        out.println(terminal.paint(Style.fg_cyan, "Response:"));
        out.println(terminal.paint(good ? Style.fg_green : Style.fg_red, Integer.toString(response.statusCode())));
        if (!response.body().isEmpty()) {
            out.println(terminal.paint(Style.fg_cyan, "body:"));
            out.println(parsed(response.body())
                    .map(JSON::writeValueAsString)
                    .orElse(response.body())
                    .stripTrailing());
        }
        out.flush();
    }

    private static Optional<JsonNode> parsed(String text) {
        try {
            return Optional.of(JSON.readTree(text)).filter(node -> !node.isMissingNode());
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }

    /** Enough of a token to recognise it by, too little to use it. */
    private static String shortened(String token) {
        return token.substring(0, Math.min(6, token.length() / 4)) + "...";
    }

    private static String checked(String baseUrl) {
        try {
            URI url = new URI(baseUrl);
            boolean http = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
            boolean plain = url.getRawQuery() == null && url.getRawFragment() == null && url.getPort() <= 65_535;
            if (http && plain && url.getHost() != null) {
                return baseUrl.replaceFirst("/+$", "");
            }
        } catch (URISyntaxException e) {
            // said below
        }
        throw new CannotGoOn("base_url is \"" + baseUrl + "\", expected an address such as http://127.0.0.1:8080/v2");
    }
}
