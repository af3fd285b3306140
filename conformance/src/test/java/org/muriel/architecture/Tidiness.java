package org.muriel.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What no compiler sees in a source tree: left-over notes, dead links, missing front pages. Every check answers with
 * one line for each fault, which names the file and, where there is one, the line.
 */
final class Tidiness {
    /** Longer than this, a file answers more than one question. */
    private static final int LINES_OF_A_FILE = 500;

    private static final int COLUMNS = 160;

    /** Made by a build, by git or by an editor; folders or files. */
    private static final Set<String> NOT_SOURCES = Set.of("target", ".git", ".idea", ".vscode", ".settings");

    /** Where the server keeps what it is told, unless it is started with another folder. */
    private static final String DATA = "data";

    /** Breaks rules on purpose. */
    private static final String WRONG_ON_PURPOSE = "org/muriel/architecture/wrong/";

    // The brackets keep these patterns from matching themselves.
    private static final Pattern NOTE = Pattern.compile("\\b(TO[D]O|FIX[M]E|XX[X])\\b");
    private static final Pattern SWITCHED_OFF = Pattern.compile("@[D]isabled\\b");
    private static final Pattern SLEEP = Pattern.compile("\\b(Thread|TimeUnit(\\.[A-Z]+)?)[.]sleep\\b");
    private static final Pattern PRINT = Pattern.compile("\\bSystem[.](out|err)\\b");
    private static final Pattern MOCKS = Pattern.compile("(?i)mockito|easymock|powermock|jmock|mockk");
    private static final Pattern HOME_FOLDER =
            Pattern.compile("(?<![\\w.}~$*-])/(home|Users|root|work|mnt)/\\w|\\b[A-Z]:\\\\{1,2}[A-Za-z]");

    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
    private static final Pattern FENCED = Pattern.compile("(?ms)^ *(```|~~~).*?^ *\\1 *$");
    private static final Pattern CODE = Pattern.compile("`[^`\\n]*`");
    private static final Pattern LINK =
            Pattern.compile("\\]\\(<?([^)>\\s]*)>?(?:\\s+\"[^\"]*\")?\\)|(?m:^\\[[^\\]]+\\]:\\s+(\\S+))");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+\\s+(.*?)\\s*$");

    private final Path root;
    private final Map<String, String> texts = new TreeMap<>();

    /** Reads all sources below a folder. */
    Tidiness(Path root) {
        this.root = root;
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    return NOT_SOURCES.contains(folder.getFileName().toString()) || folder.equals(root.resolve(DATA))
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    byte[] content = Files.readAllBytes(file);
                    // in a linked work tree .git is a file
                    if (!isBinary(content)
                            && !NOT_SOURCES.contains(file.getFileName().toString())) {
                        texts.put(
                                root.relativize(file).toString().replace('\\', '/'),
                                new String(content, StandardCharsets.UTF_8));
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The paths of all texts, relative to the root. */
    Set<String> files() {
        return texts.keySet();
    }

    List<String> leftOvers() {
        return Stream.of(
                        matches(javaFiles(), NOTE, "a note to ourselves"),
                        matches(javaFiles(), SWITCHED_OFF, "a test that is switched off"),
                        matches(javaFiles(), SLEEP, "waits a fixed time"),
                        matches(javaFiles().filter(path -> !mayPrint(path)), PRINT, "prints"))
                .flatMap(Collection::stream)
                .toList();
    }

    List<String> mockLibraries() {
        return matches(texts.keySet().stream().filter(it -> it.endsWith("pom.xml")), MOCKS, "a mock library");
    }

    /** Places on somebody's machine. */
    List<String> machinePaths() {
        return matches(texts.keySet().stream(), HOME_FOLDER, "a path of one machine");
    }

    List<String> longFiles() {
        return javaFiles()
                .filter(path -> path.contains("/src/main/"))
                .filter(path -> text(path).lines().count() > LINES_OF_A_FILE)
                .map(path -> path + ": has more than " + LINES_OF_A_FILE + " lines")
                .toList();
    }

    List<String> longLines() {
        return javaFiles()
                .flatMap(path -> eachLine(
                        path,
                        (line, text) -> text.length() > COLUMNS
                                ? Stream.of(path + ":" + line + ": longer than " + COLUMNS + " columns")
                                : Stream.empty()))
                .toList();
    }

    /** Links to files that are not there, or to headings that their file does not have. */
    List<String> deadLinks() {
        List<String> dead = new ArrayList<>();
        texts.forEach((path, text) -> {
            if (path.endsWith(".md")) {
                LINK.matcher(withoutCode(text)).results().map(Tidiness::target).forEach(target -> {
                    if (!leadsSomewhere(path, target)) {
                        dead.add(path + ": leads nowhere: " + target);
                    }
                });
            }
        });
        return dead;
    }

    List<String> modulesWithoutReadme() {
        return MODULE.matcher(text("pom.xml"))
                .results()
                .map(module -> module.group(1) + "/README.md")
                .filter(readme -> !texts.containsKey(readme))
                .map(readme -> readme + ": is missing")
                .toList();
    }

    /** A package of tests may lean on the page of the production package of the same name. */
    List<String> packagesWithoutPage() {
        return javaFiles()
                .map(path -> path.substring(0, path.lastIndexOf('/') + 1))
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .filter(folder -> Stream.of(folder, folder.replace("/src/test/", "/src/main/"))
                        .noneMatch(it -> texts.containsKey(it + "package-info.java")))
                .map(folder -> folder + "package-info.java: is missing")
                .toList();
    }

    private String text(String path) {
        return texts.getOrDefault(path, "");
    }

    private Stream<String> javaFiles() {
        return texts.keySet().stream()
                .filter(path -> path.endsWith(".java") && path.contains("/src/"))
                .filter(path -> !path.contains(WRONG_ON_PURPOSE));
    }

    /** The two modules with commands may print, and a program that a test starts as a process of its own. */
    private boolean mayPrint(String path) {
        return path.startsWith("cli/")
                || path.startsWith("server/")
                || text(path).contains("static void main(");
    }

    private List<String> matches(Stream<String> paths, Pattern pattern, String fault) {
        return paths.flatMap(path -> eachLine(
                        path,
                        (line, text) -> pattern.matcher(text)
                                .results()
                                .map(match -> path + ":" + line + ": " + fault + ": " + match.group())))
                .toList();
    }

    private Stream<String> eachLine(String path, BiFunction<Integer, String, Stream<String>> check) {
        List<String> lines = text(path).lines().toList();
        return IntStream.range(0, lines.size()).boxed().flatMap(i -> check.apply(i + 1, lines.get(i)));
    }

    private boolean leadsSomewhere(String from, String target) {
        if (target.matches("[a-z]+:.*")) {
            return true;
        }
        String[] parts = target.split("#", 2);
        Path file = parts[0].isEmpty()
                ? root.resolve(from)
                : root.resolve(from).resolveSibling(parts[0]).normalize();
        if (!Files.exists(file)) {
            return false;
        }
        return parts.length == 1
                || anchors(text(root.relativize(file).toString().replace('\\', '/')))
                        .contains(parts[1]);
    }

    /** The names by which the headings of a page can be linked to, as code hosts make them. */
    private static Set<String> anchors(String text) {
        return HEADING.matcher(FENCED.matcher(text).replaceAll(""))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N}\\s_-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private static String withoutCode(String text) {
        return CODE.matcher(FENCED.matcher(text).replaceAll("")).replaceAll("");
    }

    private static String target(MatchResult link) {
        return link.group(1) == null ? link.group(2) : link.group(1);
    }

    private static boolean isBinary(byte[] content) {
        return IntStream.range(0, Math.min(content.length, 1000)).anyMatch(i -> content[i] == 0);
    }
}
