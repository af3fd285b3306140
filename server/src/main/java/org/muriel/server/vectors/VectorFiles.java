package org.muriel.server.vectors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Vector files: JSON arrays of cases, in the order of their names. */
final class VectorFiles {
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private VectorFiles() {}

    static List<VectorCase> read(Path path) throws UnreadableVectors {
        List<VectorCase> cases = new ArrayList<>();
        for (Path file : files(path)) {
            cases.addAll(parse(String.valueOf(file.getFileName()), text(file)));
        }
        return cases;
    }

    /** @param file what it is called, for messages */
    static List<VectorCase> parse(String file, String text) throws UnreadableVectors {
        JsonNode array = json(file, text);
        if (!array.isArray()) {
            throw new UnreadableVectors(file + ": expected an array of cases, found " + Json.kind(array));
        }
        List<VectorCase> cases = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            cases.add(VectorCase.of(array.get(i), file + "#" + i));
        }
        return cases;
    }

    private static List<Path> files(Path path) throws UnreadableVectors {
        if (Files.isRegularFile(path)) {
            return List.of(path);
        }
        if (!Files.isDirectory(path)) {
            throw new UnreadableVectors("no such folder: " + path);
        }
        try (Stream<Path> entries = Files.list(path)) {
            List<Path> files = entries.filter(it -> it.toString().endsWith(".json"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw new UnreadableVectors("no vector files (*.json) in " + path);
            }
            return files;
        } catch (IOException e) {
            throw new UnreadableVectors("cannot list " + path + ": " + e.getMessage());
        }
    }

    private static String text(Path file) throws UnreadableVectors {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UnreadableVectors("cannot read " + file + ": " + e.getMessage());
        }
    }

    private static JsonNode json(String file, String text) throws UnreadableVectors {
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            throw new UnreadableVectors(file + ": not JSON: " + e.getOriginalMessage() + " in line "
                    + e.getLocation().getLineNr());
        }
    }
}
