package org.muriel.conformance;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The exchanges of {@code vectors/rest}, each file on a new server. */
class RestVectorsTest {
    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicNode> every_exchange_is_answered_as_its_file_says() {
        return ExchangeFile.all().stream().map(this::replay);
    }

    /** Nodes are made when their turn comes, so that one server runs at a time. */
    private DynamicNode replay(Path path) {
        ExchangeFile file = ExchangeFile.read(path);
        RunningServer server = RunningServer.in(folder.resolve(file.name()));
        Kept kept = new Kept();
        kept.keep("origin", Json.text(server.origin()));
        kept.keep("token", Json.text(RunningServer.TOKEN));
        return dynamicContainer(
                file.name(),
                file.exchanges().stream()
                        .map(it -> dynamicTest(
                                it.name(),
                                () -> it.mustBe(it.send(server.stranger(), RunningServer.TOKEN, kept), kept)))
                        .onClose(server::close));
    }
}
