package org.muriel.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The source tree these tests run in. */
final class Repository {
    private static final Pattern VERSION = Pattern.compile("<version>([^<]+)</version>");

    private Repository() {}

    /** Its top folder, whichever folder below it the tests were started in. */
    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("conformance"))) {
            Path parent = folder.getParent();
            if (parent == null) {
                throw new IllegalStateException("not started within the source tree");
            }
            folder = parent;
        }
        return folder;
    }

    /** The pages written for people: those at the top and all in {@code docs}. */
    static List<Path> pages() {
        return Stream.concat(files(root(), 1), files(root().resolve("docs"), Integer.MAX_VALUE))
                .filter(it -> it.toString().endsWith(".md"))
                .map(it -> root().relativize(it))
                .sorted()
                .toList();
    }

    /** All regular files below a folder, down to that depth. */
    static Stream<Path> files(Path folder, int depth) {
        try (Stream<Path> files = Files.walk(folder, depth)) {
            return files.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path relative) {
        try {
            return Files.readString(root().resolve(relative));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The version being built: the first that the pom states is the project's own. */
    static String version() {
        Matcher version = VERSION.matcher(text(Path.of("pom.xml")));
        if (!version.find()) {
            throw new IllegalStateException("pom.xml states no version");
        }
        return version.group(1);
    }
}
