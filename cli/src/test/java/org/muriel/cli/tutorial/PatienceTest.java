package org.muriel.cli.tutorial;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PatienceTest {
    @Test
    void a_server_that_does_not_answer_in_time_is_named() throws IOException {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        Terminal terminal =
                new Terminal(new BufferedReader(Reader.nullReader()), nowhere, nowhere, Map.of(), false, Path.of(""));
        // The connection waits to be accepted, which never happens.
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String url = "http://127.0.0.1:" + silent.getLocalPort() + "/v2";
            try (Api api = new Api(url, "secret", terminal, Duration.ofMillis(50))) {
                assertThatExceptionOfType(CannotGoOn.class)
                        .isThrownBy(() -> api.get("Get something", "/projects"))
                        .withMessage("GET " + url + "/projects was not answered in time");
            }
        }
    }
}
