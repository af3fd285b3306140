package org.muriel.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures how many events a server answers durably: posters that each send ten events in about 3 KB and wait for the
 * answer before they send the next. Beside it, in each round, as many bytes without an event, which the server reads
 * and answers alike. Starts the server as a user does, so it runs in the project's folder, after a build. Prints a
 * Markdown table; processor time is the server's alone, loading into the store included.
 */
public final class IngestLoad {
    private static final String TOKEN = "2:benchmarkbenchmarkbenchmark";
    private static final int PORT = 18_082;
    private static final int POSTERS = 16;
    private static final int ROUNDS = 3;
    private static final Pattern IDS = Pattern.compile("\"account_id\":(\\d+).*?\"id\":(\\d+)");
    private static final String HOST = "127.0.0.1:" + PORT;

    private final PrintStream out;
    private final ProcessHandle server;
    private final String account;
    private final String project;
    private final int run = (int) System.nanoTime();

    private IngestLoad(PrintStream out, ProcessHandle server, String account, String project) {
        this.out = out;
        this.server = server;
        this.account = account;
        this.project = project;
    }

    /** @param arguments the seconds of a round; 10 without */
    public static void main(String[] arguments) throws Exception {
        int seconds = arguments.length == 0 ? 10 : Integer.parseInt(arguments[0]);
        Path folder = Files.createTempDirectory("muriel-benchmark");
        try (ServerUnderLoad server = ServerUnderLoad.start(PORT, TOKEN, folder.resolve("data"))) {
            LoadClient client = new LoadClient("127.0.0.1", PORT, TOKEN);
            Matcher ids = IDS.matcher(
                    client.once("POST", "/v2/projects", "{\"name\":\"load\",\"platform\":\"custom\"}", 201));
            if (!ids.find()) {
                throw new IllegalStateException("the project has no ids");
            }
            ProcessHandle process = ProcessHandle.of(server.pid()).orElseThrow();
            long idle = ProcessMemory.now(server.pid()) / 1024;
            new IngestLoad(System.out, process, ids.group(1), ids.group(2)).rounds(seconds);
            System.out.printf(
                    "%nMemory of the server: %d MB before, %d MB at most.%n%n",
                    idle, ProcessMemory.most(server.pid()) / 1024);
            System.out.println(client.once("GET", "/v2/x/ledger", "", 200));
        }
    }

    private void rounds(int seconds) throws Exception {
        int length = posts(0).number(0).length;
        out.println("A request has " + length + " bytes.\n");
        out.println("| round | what | posts/s | events/s | p50 ms | p99 ms | max ms | server µs/post |");
        out.println("|---|---|---|---|---|---|---|---|");
        byte[] empty = EventPosts.withoutEvents(HOST, account, length);
        for (int round = 0; round <= ROUNDS; round++) {
            long first = (long) round << 28;
            String name = round == 0 ? "warm-up" : Integer.toString(round);
            measure(name, "no events", 0, seconds, first, _ -> _ -> empty);
            measure(name, "ten events", EventPosts.EVENTS, seconds, first, poster -> posts(poster)::number);
        }
    }

    private EventPosts posts(int poster) {
        return new EventPosts(HOST, account, project, run, poster, System.currentTimeMillis());
    }

    @FunctionalInterface
    private interface Requests {
        LongFunction<byte[]> of(int poster);
    }

    private void measure(String round, String what, int events, int seconds, long first, Requests requests)
            throws Exception {
        Duration before = server.info().totalCpuDuration().orElseThrow();
        LoadClient.Load load = Posters.run(POSTERS, seconds, first, poster -> new Connection(requests.of(poster)));
        Duration spent = server.info().totalCpuDuration().orElseThrow().minus(before);
        out.printf(
                Locale.ROOT,
                "| %s | %s | %.0f | %.0f | %.2f | %.2f | %.0f | %.0f |%n",
                round,
                what,
                load.perSecond(),
                load.perSecond() * events,
                load.millis(0.5),
                load.millis(0.99),
                load.millis(1),
                spent.toNanos() / 1e3 / load.latencies().length);
    }

    /** One kept connection. */
    private static final class Connection implements Posters.Poster {
        private static final byte[] ACCEPTED = "HTTP/1.1 204".getBytes(StandardCharsets.US_ASCII);

        private final LongFunction<byte[]> requests;
        private final Socket socket = new Socket(InetAddress.getLoopbackAddress(), PORT);
        private final OutputStream out = socket.getOutputStream();
        private final InputStream in = socket.getInputStream();
        private final byte[] answer = new byte[4096];

        Connection(LongFunction<byte[]> requests) throws IOException {
            this.requests = requests;
            socket.setTcpNoDelay(true);
        }

        @Override
        public void post(long number) throws IOException {
            out.write(requests.apply(number));
            int length = 0;
            while (length < 4 || answer[length - 1] != '\n' || answer[length - 3] != '\n') {
                int more = in.read(answer, length, answer.length - length);
                if (more <= 0) {
                    throw new IOException("expected 204, got " + text(length));
                }
                length += more;
            }
            for (int i = 0; i < ACCEPTED.length; i++) {
                if (answer[i] != ACCEPTED[i]) {
                    throw new IOException("expected 204, got " + text(length));
                }
            }
        }

        private String text(int length) {
            return new String(answer, 0, length, StandardCharsets.UTF_8);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
