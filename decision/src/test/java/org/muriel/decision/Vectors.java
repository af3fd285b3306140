package org.muriel.decision;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The files of {@code vectors/}, in the folder above this module. */
public final class Vectors {
    private static final Path FOLDER = Path.of("..", "vectors");

    private Vectors() {}

    public static byte[] bytes(String file) {
        try {
            return Files.readAllBytes(FOLDER.resolve(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The rows of one list in a file of vectors. */
    public static List<JsonObject> rows(String file, String list) {
        return JsonParser.parseString(new String(bytes(file), StandardCharsets.UTF_8))
                .getAsJsonObject()
                .getAsJsonArray(list)
                .asList()
                .stream()
                .map(JsonElement::getAsJsonObject)
                .toList();
    }
}
