package org.muriel.server.vectors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The cases of a file or a folder. A folder is read in the order of the names, not what lies in folders below it; JSON that is
 * something else than cases is passed over there, because other data may lie beside them.
 *
 * @param cases one or more
 * @param skipped why files were passed over, a line for each
 */
record VectorFiles(List<VectorCase> cases, List<String> skipped) {
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** A thousand times the largest file of ours; more is another kind of file and would fill the memory. */
    private static final long MOST_BYTES = 64L << 20;

    VectorFiles {
        cases = List.copyOf(cases);
        skipped = List.copyOf(skipped);
    }

    static VectorFiles read(Path path) throws UnreadableVectors {
        List<VectorCase> cases = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        for (Path file : files(path)) {
            String name = String.valueOf(file.getFileName());
            JsonNode document = json(file);
            Optional<String> otherwise = whyNotCases(document);
            if (otherwise.isPresent()) {
                skipped.add(name + ": " + otherwise.get());
            } else {
                for (int i = 0; i < document.size(); i++) {
                    cases.add(VectorCase.of(document.get(i), name, i));
                }
            }
        }
        if (cases.isEmpty()) {
            throw new UnreadableVectors("no cases in " + path + "; " + String.join("; ", skipped));
        }
        return new VectorFiles(cases, skipped);
    }

    /** One element that says a method makes a file of cases; the others must then be cases as well. */
    private static Optional<String> whyNotCases(JsonNode document) {
        if (!document.isArray()) {
            return Optional.of("expected an array of cases, found " + Json.kind(document));
        }
        return document.valueStream().anyMatch(it -> it.has("method"))
                ? Optional.empty()
                : Optional.of("expected an array of cases, found one in which nothing has a method");
    }

    private static List<Path> files(Path path) throws UnreadableVectors {
        if (Files.isRegularFile(path)) {
            return List.of(path);
        }
        if (!Files.isDirectory(path)) {
            throw new UnreadableVectors("no such folder or file: " + path);
        }
        try (Stream<Path> entries = Files.list(path)) {
            List<Path> files = entries.filter(it -> it.toString().endsWith(".json"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw new UnreadableVectors(
                        "no vector files (*.json) in " + path + "; folders in it are not looked into");
            }
            return files;
        } catch (IOException e) {
            throw new UnreadableVectors("cannot list " + path + ": " + e.getMessage());
        }
    }

    private static JsonNode json(Path file) throws UnreadableVectors {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new UnreadableVectors(
                        file + ": expected at most " + MOST_BYTES + " bytes, found " + Files.size(file));
            }
            return JSON.readTree(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UnreadableVectors("cannot read " + file + ": " + e.getMessage());
        } catch (JacksonException e) {
            String where =
                    e.getLocation() == null ? "" : " in line " + e.getLocation().getLineNr();
            String reason =
                    String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("unreadable");
            throw new UnreadableVectors(file + ": not JSON: " + reason + where);
        }
    }
}
