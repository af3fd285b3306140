package org.muriel.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full, and then is not: a small file system of its own, where this machine lets us have one. */
@Timeout(120)
class FullDiskTest {
    private static final long MILLIS = 1_750_000_000_000L;

    /** More posts than the room that databases keep in hand can take. */
    private static final int MANY = 2_000;

    @TempDir
    private Path temporary;

    private Path disk;
    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(temporary.resolve("disk"));
        mounted = run("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", disk.toString());
        assumeTrue(mounted, "needs the right to mount a file system");
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            run("umount", "-l", disk.toString());
        }
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // there is no such command
        }
    }

    @Test
    void a_full_disk_refuses_events_serves_everything_else_and_is_forgotten_when_there_is_room() throws Exception {
        Path data = disk.resolve("data");
        List<String> acknowledged = new ArrayList<>();
        try (RunningServer server = RunningServer.in(data)) {
            Client client = server.client();
            Answer project = client.post("/v2/projects", "{\"name\": \"p\", \"platform\": \"custom\"}")
                    .good();
            assertThat(post(client, project, 0, acknowledged).status()).isEqualTo(204);

            Path ballast = disk.resolve("ballast");
            fill(ballast);
            int post = 1;
            Answer answer = post(client, project, post++, acknowledged);
            while (answer.status() == 204 && post < MANY) {
                answer = post(client, project, post++, acknowledged);
            }
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isPresent();
            assertThat(client.get("/v2/projects").status()).isEqualTo(200);

            Files.delete(ballast);
            do {
                answer = post(client, project, post++, acknowledged);
            } while (answer.status() == 503);
            assertThat(answer.status()).isEqualTo(204);
            assertThat(SentEvents.total(SentEvents.settledLedger(client), "/stored"))
                    .isEqualTo(acknowledged.size());
        }
        assertThat(SentEvents.stored(data)).containsExactlyInAnyOrderElementsOf(acknowledged);
    }

    private static Answer post(Client client, Answer project, int post, List<String> acknowledged) {
        List<String> uuids =
                IntStream.range(0, 100).mapToObj(i -> "u" + post + "-" + i).toList();
        Answer answer = SentEvents.post(
                client, SentEvents.body(project.at("/account_id").longValue(), project.id(), MILLIS, uuids));
        if (answer.status() == 204) {
            acknowledged.addAll(uuids);
        }
        return answer;
    }

    private static void fill(Path ballast) throws IOException {
        byte[] block = new byte[1 << 16];
        try (OutputStream out = Files.newOutputStream(ballast)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            // it is full, as was wanted
        }
    }
}
