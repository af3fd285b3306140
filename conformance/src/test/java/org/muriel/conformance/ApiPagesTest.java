package org.muriel.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The pages in {@code docs/api} are what the server says of itself, with examples that it has answered. Run with
 * {@code -Dmuriel.docs.refresh=true}, they are rewritten instead: read the difference before you keep it.
 */
class ApiPagesTest {
    private static final Path PAGES =
            ExchangeFile.folder().resolve("../../docs/api").normalize();

    @TempDir
    private Path folder;

    @Test
    void the_pages_are_what_the_server_says_and_answers() throws IOException {
        ApiPages pages = new ApiPages(ApiStory.told(folder, story()));

        assertThat(pages.withoutExample())
                .as("operations that no example shows")
                .isEmpty();
        Map<String, String> expected = pages.all();
        if (Boolean.getBoolean("muriel.docs.refresh")) {
            rewrite(expected);
        }
        assertThat(names()).as("files in docs/api").isEqualTo(expected.keySet());
        for (Map.Entry<String, String> page : expected.entrySet()) {
            assertThat(Files.readString(PAGES.resolve(page.getKey())))
                    .as(page.getKey())
                    .isEqualTo(page.getValue());
        }
    }

    private static tools.jackson.databind.JsonNode story() throws IOException {
        try (var story = ApiPagesTest.class.getResourceAsStream("/api-story.json")) {
            return Json.parse(new String(
                    java.util.Objects.requireNonNull(story).readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
        }
    }

    private static Set<String> names() throws IOException {
        try (Stream<Path> files = Files.list(PAGES)) {
            return files.map(it -> it.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static void rewrite(Map<String, String> pages) throws IOException {
        Files.createDirectories(PAGES);
        for (String name : names()) {
            Files.delete(PAGES.resolve(name));
        }
        for (Map.Entry<String, String> page : pages.entrySet()) {
            Files.writeString(PAGES.resolve(page.getKey()), page.getValue());
        }
    }
}
