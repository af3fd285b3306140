package org.muriel.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures how long results take that nobody has asked for yet, how long when they are asked for again, and again after
 * sixteen hundred more events of any time; and how long events wait for their answer while results are made of them all
 * the time. Arguments: millions of events, such as {@code 1 3 10}, of a million visitors at most, over fourteen days, with
 * five metrics. Starts the server as a user does and sends it every event, so it runs in the project's folder, after a
 * build. Prints a Markdown table.
 */
public final class ResultsLoad {
    private static final String TOKEN = "2:benchmarkbenchmarkbenchmark";
    private static final int PORT = 18_083;
    private static final int POSTERS = 16;
    private static final int EVENTS = 100;
    private static final int MOST_VISITORS = 1_000_000;
    private static final Duration DAYS = Duration.ofDays(14);

    /** Events a second while results are asked for, ten in a request. */
    private static final int ARRIVING = 20_000;

    private static final Duration ARRIVAL = Duration.ofSeconds(30);

    /** A page that somebody looks at asks again now and then. */
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(500);

    /** What was sent before is to be on the disk, and not on its way there. */
    private static final Duration REST = Duration.ofSeconds(15);

    private static final Pattern ID = Pattern.compile("\"id\":(\\d+)");
    private static final Pattern ACCOUNT = Pattern.compile("\"account_id\":(\\d+)");
    private static final Pattern VARIATION = Pattern.compile("\"variation_id\":(\\d+)");
    private static final Pattern PENDING = Pattern.compile("\"pending\":[1-9]");

    private final PrintStream out;
    private final LoadClient client = new LoadClient("127.0.0.1", PORT, TOKEN);
    private final Instant start = Instant.now().minus(DAYS);

    private ResultsLoad(PrintStream out) {
        this.out = out;
    }

    /** What events are about. */
    private record Ids(
            String account, String project, String experiment, List<String> variations, List<String> events) {}

    public static void main(String[] arguments) throws Exception {
        ResultsLoad load = new ResultsLoad(System.out);
        load.out.println(
                "| events | results | again | series | again | results after more events | p50 ms | p99 ms | max ms | results meanwhile | most memory |");
        load.out.println("|---|---|---|---|---|---|---|---|---|---|---|");
        for (String millions : arguments) {
            load.measure(Integer.parseInt(millions));
        }
    }

    private void measure(int millions) throws Exception {
        Path folder = Files.createTempDirectory("muriel-benchmark");
        try (ServerUnderLoad server = ServerUnderLoad.start(PORT, TOKEN, folder.resolve("data"))) {
            Ids ids = prepare();
            long posts = millions * 1_000_000L / EVENTS / POSTERS;
            int visitors = (int) Math.min(MOST_VISITORS, millions * 1_000_000L / 4);
            send(ids, posts, visitors);
            awaitLoaded();
            LockSupport.parkNanos(REST.toNanos());
            String path = "/v2/experiments/" + ids.experiment();
            double first = seconds(path + "/results");
            double again = seconds(path + "/results");
            double series = seconds(path + "/timeseries");
            double seriesAgain = seconds(path + "/timeseries");
            send(ids, 1, visitors);
            awaitLoaded();
            // the answer itself may be given again for some seconds; with another baseline it has to be made
            double updated = seconds(
                    path + "/results?baseline_variation_id=" + ids.variations().getLast());
            Meanwhile meanwhile = meanwhile(ids, path + "/results", visitors);
            out.printf(
                    Locale.ROOT,
                    "| %d M | %.2f s | %.0f ms | %.2f s | %.0f ms | %.2f s | %.1f | %.1f | %.0f | %d in %.1f s each | %d MB |%n",
                    millions,
                    first,
                    again * 1e3,
                    series,
                    seriesAgain * 1e3,
                    updated,
                    meanwhile.waits[meanwhile.waits.length / 2] / 1e6,
                    meanwhile.waits[(int) (meanwhile.waits.length * 0.99)] / 1e6,
                    meanwhile.waits[meanwhile.waits.length - 1] / 1e6,
                    meanwhile.results,
                    meanwhile.seconds / Math.max(1, meanwhile.results),
                    ProcessMemory.most(server.pid()) / 1024);
        }
    }

    private void awaitLoaded() throws IOException {
        while (PENDING.matcher(client.once("GET", "/v2/x/ledger", "", 200)).find()) {
            LockSupport.parkNanos(200_000_000);
        }
    }

    private double seconds(String path) throws IOException {
        long begin = System.nanoTime();
        client.once("GET", path, "", 200);
        return (System.nanoTime() - begin) / 1e9;
    }

    private Ids prepare() throws IOException {
        String project = client.once(
                "POST",
                "/v2/projects",
                "{\"name\":\"load\",\"platform\":\"custom\",\"x_settings\":{\"simulated\":true}}",
                201);
        String projectId = found(ID, project);
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            String event = "{\"key\":\"e" + i + "\"}";
            events.add(found(ID, client.once("POST", "/v2/projects/" + projectId + "/custom_events", event, 201)));
        }
        String experiment = client.once(
                "POST",
                "/v2/experiments",
                """
                {"project_id":%s,"key":"load","variations":[{"key":"a","weight":5000},{"key":"b","weight":5000}],
                "metrics":[{"event_id":%s},{"event_id":%s,"aggregator":"count"},
                {"event_id":%s,"aggregator":"sum","field":"revenue"},
                {"event_id":%s,"aggregator":"sum","field":"value"},{"event_id":%s,"aggregator":"count"}]}
                """.formatted(projectId, events.get(0), events.get(1), events.get(0), events.get(2), events.get(2)),
                201);
        Matcher variations = VARIATION.matcher(experiment);
        List<String> both = List.of(next(variations), next(variations));
        String id = found(ID, experiment);
        client.once("PATCH", "/v2/experiments/" + id + "?action=start&x_started_at=" + start, "{}", 200);
        return new Ids(found(ACCOUNT, project), projectId, id, both, events);
    }

    private static String found(Pattern pattern, String text) {
        return next(pattern.matcher(text));
    }

    private static String next(Matcher matcher) {
        if (!matcher.find()) {
            throw new IllegalStateException("nothing like " + matcher.pattern());
        }
        return matcher.group(1);
    }

    private void send(Ids ids, long posts, int visitors) throws Exception {
        CompletableFuture<?>[] all = new CompletableFuture<?>[POSTERS];
        for (int i = 0; i < POSTERS; i++) {
            int poster = i;
            all[i] = CompletableFuture.runAsync(
                    () -> {
                        SplittableRandom random = new SplittableRandom(poster + POSTERS * posts);
                        try (Connection connection = new Connection()) {
                            for (long post = 0; post < posts; post++) {
                                connection.post(body(ids, random, visitors, EVENTS));
                            }
                        } catch (IOException e) {
                            throw new IllegalStateException(e);
                        }
                    },
                    Thread::startVirtualThread);
        }
        CompletableFuture.allOf(all).join();
    }

    /** @param waits for the answers to events, nanoseconds, ascending */
    @SuppressWarnings("ArrayRecordComponent") // read once
    private record Meanwhile(long[] waits, int results, double seconds) {}

    private Meanwhile meanwhile(Ids ids, String results, int visitors) throws Exception {
        AtomicBoolean ends = new AtomicBoolean();
        CompletableFuture<double[]> asking = CompletableFuture.supplyAsync(
                () -> {
                    double[] countAndSeconds = new double[2];
                    while (!ends.get()) {
                        try {
                            countAndSeconds[1] += seconds(results);
                            countAndSeconds[0]++;
                            LockSupport.parkNanos(BETWEEN_QUESTIONS.toNanos());
                        } catch (IOException e) {
                            throw new IllegalStateException(e);
                        }
                    }
                    return countAndSeconds;
                },
                Thread::startVirtualThread);
        int posts = (int) (ARRIVING / 10 * ARRIVAL.toSeconds());
        long[] waits = new long[posts / POSTERS * POSTERS];
        CompletableFuture<?>[] all = new CompletableFuture<?>[POSTERS];
        long begin = System.nanoTime();
        for (int i = 0; i < POSTERS; i++) {
            int poster = i;
            all[i] = CompletableFuture.runAsync(
                    () -> {
                        SplittableRandom random = new SplittableRandom(1000 + poster);
                        try (Connection connection = new Connection()) {
                            for (int post = poster; post < waits.length; post += POSTERS) {
                                byte[] body = body(ids, random, visitors, 10);
                                long due = begin + ARRIVAL.toNanos() / waits.length * post;
                                LockSupport.parkNanos(due - System.nanoTime());
                                // from when it was due, so that a wait counts for those that it keeps waiting too
                                connection.post(body);
                                waits[post] = System.nanoTime() - due;
                            }
                        } catch (IOException e) {
                            throw new IllegalStateException(e);
                        }
                    },
                    Thread::startVirtualThread);
        }
        CompletableFuture.allOf(all).join();
        ends.set(true);
        double[] asked = asking.join();
        Arrays.sort(waits);
        return new Meanwhile(waits, (int) asked[0], asked[1]);
    }

    /** Events of as many visitors, every fifth a decision, at any time of the fortnight. */
    private byte[] body(Ids ids, SplittableRandom random, int visitors, int events) {
        StringBuilder body = new StringBuilder(events * 400);
        body.append("{\"account_id\":\"").append(ids.account()).append("\",\"project_id\":\"");
        body.append(ids.project()).append("\",\"client_name\":\"java-sdk\",\"visitors\":[");
        long begin = start.toEpochMilli();
        for (int i = 0; i < events; i++) {
            int visitor = random.nextInt(visitors);
            body.append(i == 0 ? "" : ",").append("{\"visitor_id\":\"v").append(visitor);
            body.append("\",\"attributes\":[],\"snapshots\":[{");
            boolean decides = i % 5 == 0;
            if (decides) {
                body.append("\"decisions\":[{\"campaign_id\":\"1\",\"experiment_id\":\"")
                        .append(ids.experiment());
                body.append("\",\"variation_id\":\"").append(ids.variations().get(visitor & 1));
                body.append("\",\"is_campaign_holdback\":false}],");
            }
            long at = begin + random.nextLong(DAYS.toMillis()) / (decides ? 2 : 1);
            body.append("\"events\":[{\"timestamp\":").append(at).append(",\"uuid\":\"");
            body.append(Long.toHexString(random.nextLong())).append('-').append(Long.toHexString(random.nextLong()));
            if (decides) {
                body.append(
                        "\",\"key\":\"campaign_activated\",\"type\":\"campaign_activated\",\"entity_id\":\"1\"}]}]}");
            } else {
                int event = random.nextInt(3);
                body.append("\",\"key\":\"e")
                        .append(event)
                        .append("\",\"entity_id\":\"")
                        .append(ids.events().get(event));
                body.append("\",\"revenue\":").append(random.nextInt(10_000)).append(",\"value\":");
                body.append(random.nextInt(1000)).append("}]}]}");
            }
        }
        return body.append("]}").toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** One kept connection. */
    private static final class Connection implements AutoCloseable {
        private final Socket socket = new Socket(InetAddress.getLoopbackAddress(), PORT);
        private final byte[] answer = new byte[4096];

        Connection() throws IOException {
            socket.setTcpNoDelay(true);
        }

        void post(byte[] body) throws IOException {
            byte[] head = ("POST /v1/events HTTP/1.1\r\nHost: 127.0.0.1:" + PORT + "\r\nContent-Length: " + body.length
                            + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
            byte[] request = Arrays.copyOf(head, head.length + body.length);
            System.arraycopy(body, 0, request, head.length, body.length);
            socket.getOutputStream().write(request);
            int length = 0;
            while (length < 4 || answer[length - 1] != '\n' || answer[length - 3] != '\n') {
                int more = socket.getInputStream().read(answer, length, answer.length - length);
                if (more <= 0) {
                    break;
                }
                length += more;
            }
            String text = new String(answer, 0, length, StandardCharsets.US_ASCII);
            if (!text.startsWith("HTTP/1.1 204")) {
                throw new IOException("expected 204, got " + text);
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
