package org.muriel.openfeature;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Datafiles of tests. */
final class Datafiles {
    private Datafiles() {}

    /** That of the decisions which all SDKs agree on. */
    static byte[] ofVectors() {
        try {
            return Files.readAllBytes(Path.of("..", "vectors", "decide", "datafile.json"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The same in its next revision, in which nothing else has changed. */
    static byte[] ofNextRevision() {
        return new String(ofVectors(), StandardCharsets.UTF_8)
                .replace("\"revision\": \"12\"", "\"revision\": \"13\"")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** One flag, {@code flag}, that nothing decides, with one variable, {@code v}. */
    static byte[] withVariable(String type, String text) {
        String json = """
                {"version": "4", "accountId": "1", "projectId": "2", "revision": "3",
                 "featureFlags": [{"id": "1", "key": "flag", "rolloutId": "", "experimentIds": [], "variables": [
                   {"id": "2", "key": "v", "type": "TYPE", "defaultValue": "TEXT"}]}]}""";
        return json.replace("TYPE", type)
                .replace("TEXT", text.replace("\"", "\\\""))
                .getBytes(StandardCharsets.UTF_8);
    }
}
