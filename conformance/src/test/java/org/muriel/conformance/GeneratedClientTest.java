package org.muriel.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A client that OpenAPI Generator writes from {@code /v2/swagger.json}. The build puts the generator, and what its clients
 * are compiled with, into {@code target/generator}; none of it is seen by other tests, nor they by it.
 */
@Tag("long")
class GeneratedClientTest {
    private static final Path TOOLS = Path.of("target/generator");
    private static final Path STORY = Path.of("src/test/generated-client");
    private static final int GENERATING_SECONDS = 300;

    @TempDir
    private Path folder;

    @Test
    void what_is_generated_compiles_and_lives_through_a_story() throws Exception {
        try (RunningServer server = RunningServer.in(folder.resolve("data"))) {
            Path description = folder.resolve("swagger.json");
            Files.writeString(
                    description,
                    server.stranger().get("/v2/swagger.json").good().text());
            Path classes = compiled(generated(description));
            URL[] path = Stream.concat(Stream.of(classes), tools())
                    .map(GeneratedClientTest::url)
                    .toArray(URL[]::new);
            try (URLClassLoader loader = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
                Object calls = loader.loadClass("story.Story")
                        .getMethod("live", String.class, String.class)
                        .invoke(null, server.origin() + "/v2", RunningServer.TOKEN);
                assertThat((Integer) calls).isGreaterThan(50);
            }
        }
    }

    private Path generated(Path description) throws IOException, InterruptedException {
        Path output = folder.resolve("generated");
        Path said = folder.resolve("generator.txt");
        Process generator = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        tools().filter(it -> it.getFileName().toString().startsWith("openapi-generator"))
                                .findFirst()
                                .orElseThrow()
                                .toString(),
                        "generate",
                        "--input-spec=" + description,
                        "--generator-name=java",
                        "--library=native",
                        "--output=" + output,
                        "--additional-properties=apiPackage=client.api,modelPackage=client.model,invokerPackage=client,"
                                + "useJakartaEe=true,openApiNullable=false,annotationLibrary=none",
                        "--global-property=apiTests=false,modelTests=false,apiDocs=false,modelDocs=false")
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        if (!generator.waitFor(GENERATING_SECONDS, TimeUnit.SECONDS) || generator.exitValue() != 0) {
            generator.destroyForcibly();
            throw new AssertionError("nothing was generated\n" + Files.readString(said));
        }
        return output.resolve("src/main/java");
    }

    private Path compiled(Path sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Path classes = Files.createDirectories(folder.resolve("classes"));
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> generated = Files.walk(sources);
                Stream<Path> story = Files.walk(STORY)) {
            files.setLocationFromPaths(StandardLocation.CLASS_PATH, tools().toList());
            List<Path> java = Stream.concat(generated, story)
                    .filter(it -> it.toString().endsWith(".java"))
                    .toList();
            boolean good = compiler.getTask(
                            said,
                            files,
                            null,
                            List.of("-proc:none", "-nowarn", "-d", classes.toString()),
                            null,
                            files.getJavaFileObjectsFromPaths(java))
                    .call();
            assertThat(good).as(said.toString()).isTrue();
        }
        return classes;
    }

    private static Stream<Path> tools() {
        try (Stream<Path> files = Files.list(TOOLS)) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException("the profile \"long\" puts the generator there", e);
        }
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
