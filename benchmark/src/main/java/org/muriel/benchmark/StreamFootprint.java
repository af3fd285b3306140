package org.muriel.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures what a thousand idle listeners of the change stream cost the server, and how long after a write the last of
 * them knows. Starts the server as a user does, so it runs in the project's folder, after a build. Memory is read from
 * {@code /proc} and, after a collection, from {@code jcmd}, so it needs Linux and a JDK.
 */
public final class StreamFootprint {
    private static final String TOKEN = "2:benchmarkbenchmarkbenchmark";
    private static final int PORT = 18_082;
    private static final int LISTENERS = 1_000;
    private static final int WRITES = 20;
    private static final int TIMEOUT_MILLIS = 30_000;
    private static final Pattern ID = Pattern.compile("\"id\":(\\d+)");
    private static final Pattern SDK_KEY = Pattern.compile("\"sdk_key\":\"(\\w+)\"");
    private static final Pattern HEAP_USED = Pattern.compile("used (\\d+)K");

    private final LoadClient client = new LoadClient("127.0.0.1", PORT, TOKEN);
    private final PrintStream out;

    private StreamFootprint(PrintStream out) {
        this.out = out;
    }

    /** One open stream. */
    private record Stream(Socket socket, BufferedReader in) {
        static Stream open(String key) throws IOException {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), PORT);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream()
                    .write(("GET /ofrep/v1/changes/" + key + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            Stream stream = new Stream(
                    socket,
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8), 256));
            // the first comment: from here on it listens
            stream.awaitLine(":");
            return stream;
        }

        void awaitLine(String prefix) throws IOException {
            String line = in.readLine();
            while (line != null && !line.startsWith(prefix)) {
                line = in.readLine();
            }
            if (line == null) {
                throw new IOException("the stream has ended");
            }
        }
    }

    /** Kilobytes. */
    private record Memory(long resident, long heap) {}

    public static void main(String[] args) throws Exception {
        new StreamFootprint(System.out).run(Files.createTempDirectory("muriel-benchmark"));
    }

    private void run(Path folder) throws Exception {
        try (ServerUnderLoad server = ServerUnderLoad.start(PORT, TOKEN, folder.resolve("data"))) {
            String project = found(
                    ID,
                    client.once("POST", "/v2/projects", "{\"name\":\"load\",\"platform\":\"custom\"}", 201)
                            .replaceFirst("\"account_id\":\\d+", ""));
            String key = found(SDK_KEY, client.once("GET", "/v2/environments?project_id=" + project, "", 200));
            Memory before = memory(server.pid());
            List<Stream> streams = new ArrayList<>();
            for (int i = 0; i < LISTENERS; i++) {
                streams.add(Stream.open(key));
            }
            Memory after = memory(server.pid());
            out.println("| what | value |");
            out.println("|---|---|");
            row("resident memory for %d idle streams", mebibytes(after.resident() - before.resident()));
            row("heap after a collection for %d idle streams", mebibytes(after.heap() - before.heap()));
            row(
                    "from a write until the last of %d knows, worst of " + WRITES,
                    String.format(Locale.ROOT, "%.0f ms", worstDelay(project, streams)));
            for (Stream stream : streams) {
                stream.socket().close();
            }
        }
    }

    /** Milliseconds from sending a write to the notice having been read on every stream. */
    private double worstDelay(String project, List<Stream> streams) throws IOException {
        double worst = 0;
        for (int i = 0; i < WRITES; i++) {
            long begin = System.nanoTime();
            client.once("POST", "/v2/attributes", "{\"project_id\":" + project + ",\"key\":\"a" + i + "\"}", 201);
            for (Stream stream : streams) {
                stream.awaitLine("data:");
            }
            worst = Math.max(worst, (System.nanoTime() - begin) / 1e6);
        }
        return worst;
    }

    private static Memory memory(long pid) throws IOException, InterruptedException {
        jcmd(pid, "GC.run");
        String heap = jcmd(pid, "GC.heap_info");
        return new Memory(ProcessMemory.now(pid), Long.parseLong(found(HEAP_USED, heap)));
    }

    private static String jcmd(long pid, String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("jcmd: " + said);
        }
        return said;
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + pattern + " in " + text);
        }
        return matcher.group(1);
    }

    private void row(String what, String value) {
        out.printf(Locale.ROOT, "| " + what + " | %s |%n", LISTENERS, value);
    }

    private static String mebibytes(long kilobytes) {
        return String.format(Locale.ROOT, "%.1f MiB", kilobytes / 1024.0);
    }
}
