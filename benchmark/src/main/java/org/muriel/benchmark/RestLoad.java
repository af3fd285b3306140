package org.muriel.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.muriel.benchmark.LoadClient.Load;

/**
 * Measures start-up, reads and durable writes of the REST API, each beside the floor that the same machine sets in the
 * same run: an answer without content for reads, one synced append to a file for writes, an empty Java program for the
 * start. Starts the server as a user does, so it runs in the project's folder, after a build. Prints a Markdown table.
 * Absolute figures say little; the ratios travel.
 */
public final class RestLoad {
    private static final String TOKEN = "2:benchmarkbenchmarkbenchmark";
    private static final int PORT = 18_080;
    private static final int CONNECTIONS = 16;
    private static final int SECONDS = 8;
    private static final int STARTS = 7;
    private static final Pattern ID = Pattern.compile("\"id\":(\\d+)");

    private final Path folder;
    private final PrintStream out;
    private final LoadClient client = new LoadClient("127.0.0.1", PORT, TOKEN);

    private RestLoad(Path folder, PrintStream out) {
        this.folder = folder;
        this.out = out;
    }

    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("muriel-benchmark");
        new RestLoad(folder, System.out).run();
    }

    private void run() throws Exception {
        startUp();
        try (ServerUnderLoad _ = ServerUnderLoad.start(PORT, TOKEN, folder.resolve("load"))) {
            requests();
        }
    }

    private void startUp() throws Exception {
        List<Double> first = new ArrayList<>();
        List<Double> again = new ArrayList<>();
        List<Double> empty = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            empty.add(emptyProgram());
            Path data = folder.resolve("start-" + i);
            first.add(timeToFirstAnswer(data));
            again.add(timeToFirstAnswer(data));
        }
        out.println("| start to first answer | median of " + STARTS + " | times an empty Java program |");
        out.println("|---|---|---|");
        out.printf(Locale.ROOT, "| an empty Java program | %.0f ms | 1.0 |%n", median(empty));
        out.printf(
                Locale.ROOT,
                "| first start, new data folder | %.0f ms | %.1f |%n",
                median(first),
                median(first) / median(empty));
        out.printf(Locale.ROOT, "| later start | %.0f ms | %.1f |%n", median(again), median(again) / median(empty));
        out.println();
    }

    private void requests() throws Exception {
        long project = id(client.once("POST", "/v2/projects", "{\"name\":\"load\",\"platform\":\"custom\"}", 201));
        long attribute = 0;
        for (int i = 0; i < 100; i++) {
            attribute = id(client.once(
                    "POST", "/v2/attributes", "{\"project_id\":" + project + ",\"key\":\"attribute " + i + "\"}", 201));
        }
        String one = "/v2/attributes/" + attribute;
        String list = "/v2/attributes?project_id=" + project;
        IntFunction<String> nothing = n -> "";
        IntFunction<String> change = n -> "{\"description\":\"change " + n + "\"}";
        client.run("GET", one, nothing, 200, CONNECTIONS, SECONDS); // warm up
        client.run("PATCH", one, change, 200, CONNECTIONS, 3);

        Load floor = client.run("GET", "/nothing", nothing, 404, CONNECTIONS, SECONDS);
        Load get = client.run("GET", one, nothing, 200, CONNECTIONS, SECONDS);
        Load page = client.run("GET", list, nothing, 200, CONNECTIONS, SECONDS);
        double sync = syncedAppends();
        Load patchAlone = client.run("PATCH", one, change, 200, 1, SECONDS);
        Load patch = client.run("PATCH", one, change, 200, CONNECTIONS, SECONDS);
        out.println("| request, " + CONNECTIONS + " connections | per second | p50 ms | p99 ms | share of its floor |");
        out.println("|---|---|---|---|---|");
        row("GET of an unknown path (floor of reads)", floor, floor.perSecond());
        row("GET one attribute", get, floor.perSecond());
        row("GET a page of 25 attributes", page, floor.perSecond());
        out.printf(Locale.ROOT, "| synced append of 1 KB to a file (floor of writes) | %.0f | | | 1.00 |%n", sync);
        row("PATCH one attribute, 1 connection", patchAlone, sync);
        row("PATCH one attribute", patch, sync);
    }

    private void row(String name, Load load, double floor) {
        out.printf(
                Locale.ROOT,
                "| %s | %.0f | %.2f | %.2f | %.2f |%n",
                name,
                load.perSecond(),
                load.millis(0.5),
                load.millis(0.99),
                load.perSecond() / floor);
    }

    private double syncedAppends() throws IOException {
        ByteBuffer kilobyte = ByteBuffer.allocate(1024);
        try (FileChannel file =
                FileChannel.open(folder.resolve("appends"), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            long begin = System.nanoTime();
            int count = 0;
            while (System.nanoTime() - begin < SECONDS * 1_000_000_000L) {
                file.write(kilobyte.rewind());
                file.force(false);
                count++;
            }
            return count / ((System.nanoTime() - begin) / 1e9);
        }
    }

    private double timeToFirstAnswer(Path data) throws Exception {
        long begin = System.nanoTime();
        try (ServerUnderLoad _ = ServerUnderLoad.start(PORT, TOKEN, data)) {
            return (System.nanoTime() - begin) / 1e6;
        }
    }

    private static double emptyProgram() throws Exception {
        long begin = System.nanoTime();
        new ProcessBuilder(java(), "-version").redirectErrorStream(true).start().waitFor();
        return (System.nanoTime() - begin) / 1e6;
    }

    private static long id(String body) {
        Matcher matcher = ID.matcher(body);
        if (!matcher.find()) {
            throw new IllegalStateException("no id in " + body);
        }
        return Long.parseLong(matcher.group(1));
    }

    private static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
