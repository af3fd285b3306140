package org.muriel.cli.project;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import org.muriel.cli.tutorial.CannotGoOn;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Gets datafiles of other servers, from a file or an address. */
final class Datafiles {
    /** Far above the largest that SDKs like to download. */
    private static final int MOST_BYTES = 20 << 20;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Datafiles() {}

    static ObjectNode read(String source, Path directory) {
        byte[] bytes = source.matches("(?i)https?://.*") ? downloaded(source) : file(source, directory);
        try {
            JsonNode node = JSON.readTree(bytes);
            if (node instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            throw new CannotGoOn(source + " is no datafile, for it is not JSON: " + e.getOriginalMessage());
        }
        throw new CannotGoOn(source + " is no datafile: expected a JSON object");
    }

    private static byte[] file(String source, Path directory) {
        Path path = directory.resolve(source);
        try (InputStream in = Files.newInputStream(path)) {
            return bounded(source, in);
        } catch (NoSuchFileException e) {
            throw new CannotGoOn("There is no file " + source);
        } catch (IOException e) {
            throw new CannotGoOn("Cannot read " + source + ": " + e);
        }
    }

    /** Other clients follow redirects of datafiles too, but never from https to http. */
    private static byte[] downloaded(String source) {
        HttpRequest request;
        try {
            request = HttpRequest.newBuilder(URI.create(source))
                    .timeout(PATIENCE)
                    .setHeader("User-Agent", "muriel")
                    .build();
        } catch (IllegalArgumentException e) {
            throw new CannotGoOn(source + " is no address: " + e.getMessage());
        }
        try (HttpClient client = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(10))
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build()) {
            HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
            try (InputStream in = response.body()) {
                if (response.statusCode() != 200) {
                    throw new CannotGoOn(source + " was answered with " + response.statusCode());
                }
                return bounded(source, in);
            }
        } catch (IOException e) {
            throw new CannotGoOn("Cannot get " + source + ": " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotGoOn("Getting " + source + " was interrupted");
        }
    }

    private static byte[] bounded(String source, InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new CannotGoOn(source + " has more than " + MOST_BYTES + " bytes");
        }
        return bytes;
    }
}
