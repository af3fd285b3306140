package org.muriel.benchmark;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.muriel.benchmark.LoadClient.Load;

/**
 * Measures what a large catalog costs: 10 000 features and 2 000 experiments in one project, 1 000 of which run. Reads
 * by id are compared with those of a server that has one of each. Starts servers as a user does, so it runs in the
 * project's folder, after a build. Prints a Markdown table.
 */
public final class CatalogLoad {
    private static final String TOKEN = "2:benchmarkbenchmarkbenchmark";
    private static final int EMPTY_PORT = 18_080;
    private static final int FULL_PORT = 18_081;
    private static final int FEATURES = 10_000;
    private static final int EXPERIMENTS = 2_000;
    private static final int WRITERS = 4;

    private static final int CONNECTIONS = 8;
    private static final int SECONDS = 3;
    private static final int ROUNDS = 5;
    private static final int STARTS = 5;
    private static final int DATAFILES = 20;

    /** A history of that many changes in the project is what its pages are asked of. */
    private static final int CHANGES = 100_000;

    private final Path folder;
    private final PrintStream out;

    private CatalogLoad(Path folder, PrintStream out) {
        this.folder = folder;
        this.out = out;
    }

    /** @param arguments a folder with a catalog that an earlier run has left, to save the making */
    public static void main(String[] arguments) throws Exception {
        Path folder = arguments.length > 0 ? Path.of(arguments[0]) : Files.createTempDirectory("muriel-catalog");
        new CatalogLoad(folder, System.out).run();
    }

    /** What the large catalog has, as far as it is asked for. */
    private record Made(long project, String sdkKey, long feature, long experiment) {}

    private void run() throws Exception {
        Path full = folder.resolve("full");
        Path ids = folder.resolve("made.txt");
        if (!Files.exists(ids)) {
            try (ServerUnderLoad _ = ServerUnderLoad.start(FULL_PORT, TOKEN, full)) {
                Made made = fill(new LoadClient("127.0.0.1", FULL_PORT, TOKEN), FEATURES, EXPERIMENTS);
                Files.writeString(
                        ids,
                        String.join(
                                " ",
                                List.of(
                                        Long.toString(made.project()),
                                        made.sdkKey(),
                                        Long.toString(made.feature()),
                                        Long.toString(made.experiment()))));
            }
        }
        String[] words = Files.readString(ids).split(" ", -1);
        Made large = new Made(Long.parseLong(words[0]), words[1], Long.parseLong(words[2]), Long.parseLong(words[3]));
        out.println("| what | measured | bound |");
        out.println("|---|---|---|");
        starts(full);
        try (ServerUnderLoad _ = ServerUnderLoad.start(EMPTY_PORT, TOKEN, Files.createTempDirectory(folder, "empty"));
                ServerUnderLoad _ = ServerUnderLoad.start(FULL_PORT, TOKEN, full)) {
            measure(large);
        }
    }

    private void starts(Path data) throws Exception {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            long begin = System.nanoTime();
            try (ServerUnderLoad _ = ServerUnderLoad.start(FULL_PORT, TOKEN, data)) {
                millis.add((System.nanoTime() - begin) / 1e6);
            }
        }
        row("start to first answer, median of " + STARTS, "%.0f ms".formatted(median(millis)), "3 000 ms");
    }

    private void measure(Made large) throws Exception {
        LoadClient empty = new LoadClient("127.0.0.1", EMPTY_PORT, TOKEN);
        LoadClient full = new LoadClient("127.0.0.1", FULL_PORT, TOKEN);
        Made small = fill(empty, 1, 1);
        reads(empty, full, "/v2/features/" + small.feature(), "/v2/features/" + large.feature(), "feature");
        reads(
                empty,
                full,
                "/v2/experiments/" + small.experiment(),
                "/v2/experiments/" + large.experiment(),
                "experiment");
        String project = "?project_id=" + large.project();
        pages(full, "features, first page of 100", "/v2/features" + project + "&per_page=100");
        pages(full, "features, last page of 100", "/v2/features" + project + "&per_page=100&page=" + FEATURES / 100);
        pages(full, "experiments, page 10 of 100", "/v2/experiments" + project + "&per_page=100&page=10");
        pages(full, "search for a key, first page of 25", "/v2/search?query=experiment_19" + project.replace('?', '&'));
        pages(full, "summaries of experiments by name", "/v2/experiment_summaries" + project + "&sort=name");
        pages(full, "changes, first page of 25", "/v2/changes" + project);
        patches(full, "feature", "/v2/features/" + large.feature(), 1);
        patches(full, "experiment", "/v2/experiments/" + large.experiment(), 1);
        patches(full, "feature", "/v2/features/" + large.feature(), CONNECTIONS);
        datafile(full, large);
        history(full, large);
    }

    /** Turns alternate, so that whatever else the machine does falls on both. */
    private void reads(LoadClient empty, LoadClient full, String small, String large, String what) throws Exception {
        empty.run("GET", small, CatalogLoad::nothing, 200, CONNECTIONS, SECONDS); // warm up
        full.run("GET", large, CatalogLoad::nothing, 200, CONNECTIONS, SECONDS);
        List<Double> ofEmpty = new ArrayList<>();
        List<Double> ofFull = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            ofEmpty.add(empty.run("GET", small, CatalogLoad::nothing, 200, CONNECTIONS, SECONDS)
                    .perSecond());
            ofFull.add(full.run("GET", large, CatalogLoad::nothing, 200, CONNECTIONS, SECONDS)
                    .perSecond());
        }
        row(
                "GET a " + what + " by id, median of " + ROUNDS,
                "%.0f a second; almost empty catalog %.0f; ratio %.2f"
                        .formatted(median(ofFull), median(ofEmpty), median(ofFull) / median(ofEmpty)),
                "ratio 0.80");
    }

    private void pages(LoadClient client, String what, String path) throws Exception {
        client.run("GET", path, CatalogLoad::nothing, 200, 1, SECONDS);
        Load load = client.run("GET", path, CatalogLoad::nothing, 200, 1, SECONDS);
        row("list " + what, quantiles(load), "p99 20 ms");
    }

    private void patches(LoadClient client, String what, String path, int connections) throws Exception {
        IntFunction<String> change = n -> "{\"description\":\"change " + n + " " + System.nanoTime() + "\"}";
        client.run("PATCH", path, change, 200, connections, SECONDS);
        Load load = client.run("PATCH", path, change, 200, connections, SECONDS);
        row("PATCH a " + what + ", " + connections + " connections", quantiles(load), "p99 20 ms");
    }

    /** What the first SDK that asks after a change waits for: the rendering, the compressing and the sending. */
    private void datafile(LoadClient client, Made made) throws IOException {
        List<Double> millis = new ArrayList<>();
        int bytes = 0;
        for (int i = 0; i < DATAFILES; i++) {
            client.once("PATCH", "/v2/experiments/" + made.experiment(), "{\"holdback\": " + (i + 1) + "}", 200);
            long begin = System.nanoTime();
            bytes = client.once("GET", "/datafiles/" + made.sdkKey() + ".json", "", 200)
                    .length();
            millis.add((System.nanoTime() - begin) / 1e6);
        }
        Collections.sort(millis);
        row(
                "datafile after a change, to its last byte",
                "median %.0f ms, most %.0f ms, %d bytes".formatted(median(millis), millis.getLast(), bytes),
                "300 ms");
    }

    private void history(LoadClient client, Made made) throws Exception {
        IntFunction<String> change = n -> "{\"description\":\"change " + n + " " + System.nanoTime() + "\"}";
        while (total(client, made) < CHANGES) {
            client.run("PATCH", "/v2/features/" + made.feature(), change, 200, CONNECTIONS, SECONDS);
        }
        long total = total(client, made);
        String path = "/v2/changes?project_id=" + made.project();
        pages(client, "changes of " + total + ", first page of 25", path);
        pages(client, "changes of " + total + ", last page of 25", path + "&page=" + total / 25);
        pages(client, "changes of " + total + ", of one experiment", path + "&entity=experiment:" + made.experiment());
    }

    /** That there are so many is told by a page that far back. */
    private static long total(LoadClient client, Made made) throws IOException {
        long low = 0;
        long high = CHANGES;
        while (low < high) {
            long middle = (low + high + 1) / 2;
            boolean there = client.once(
                                    "GET",
                                    "/v2/changes?project_id=" + made.project() + "&per_page=1&page=" + middle,
                                    "",
                                    200)
                            .length()
                    > 2;
            low = there ? middle : low;
            high = there ? high : middle - 1;
        }
        return low;
    }

    private static Made fill(LoadClient client, int features, int experiments) throws Exception {
        long project = id(client.once("POST", "/v2/projects", "{\"name\":\"load\",\"platform\":\"custom\"}", 201));
        String environments = client.once("GET", "/v2/environments?project_id=" + project, "", 200);
        List<Long> made = all(client, "/v2/features", features, n -> """
                {"project_id":%d,"key":"feature_%d","description":"Number %d","variables":[
                {"key":"colour","type":"string","default_value":"blue"},
                {"key":"size","type":"integer","default_value":"%d"}]}""".formatted(project, n, n, n));
        List<Long> tests = all(client, "/v2/experiments", experiments, n -> """
                {"project_id":%d,"key":"experiment_%d","description":"Number %d","variations":[
                {"key":"original","weight":5000},{"key":"other","weight":5000}]}""".formatted(project, n, n));
        for (int i = 0; i < tests.size(); i += 2) {
            client.once("PATCH", "/v2/experiments/" + tests.get(i) + "?action=start", "{}", 200);
        }
        Matcher key = Pattern.compile("\"sdk_key\":\"(\\w+)\"").matcher(environments);
        if (!key.find()) {
            throw new IllegalStateException("no SDK key in " + environments);
        }
        return new Made(project, key.group(1), made.getLast(), tests.getFirst());
    }

    private static List<Long> all(LoadClient client, String path, int count, IntFunction<String> body)
            throws Exception {
        List<Long> ids = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
            List<Future<Long>> parts = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = i;
                parts.add(threads.submit(() -> id(client.once("POST", path, body.apply(number), 201))));
            }
            for (Future<Long> part : parts) {
                ids.add(part.get());
            }
        }
        return ids;
    }

    private void row(String what, String measured, String bound) {
        out.printf(Locale.ROOT, "| %s | %s | %s |%n", what, measured, bound);
    }

    private static String quantiles(Load load) {
        return String.format(
                Locale.ROOT,
                "p50 %.2f ms, p99 %.2f ms, %.0f a second",
                load.millis(0.5),
                load.millis(0.99),
                load.perSecond());
    }

    private static long id(String body) {
        return JsonParser.parseString(body).getAsJsonObject().get("id").getAsLong();
    }

    private static String nothing(int number) {
        return "";
    }

    private static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }
}
