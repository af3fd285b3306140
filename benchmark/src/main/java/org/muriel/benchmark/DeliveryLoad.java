package org.muriel.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Measures what SDKs and agents ask for over HTTP: the datafile, the answer that it has not changed, and a decision.
 * Raw Netty answers the same on the same cores in the same run, and is what the shares are shares of; the decision is
 * also compared with a route of the same server that does nothing. The load comes from the program wrk, which has to
 * be on the path. Starts the server as a user does, so it runs in the project's folder, after a build. Prints a
 * Markdown table.
 */
public final class DeliveryLoad {
    private static final String TOKEN = "2:benchmarkbenchmarkbenchmark";
    private static final int PORT = 18_080;
    private static final int FLOOR_PORT = 18_081;
    private static final JsonFactory JSON = new JsonFactory();
    private static final int CONNECTIONS = 16;
    private static final int SECONDS = 5;
    private static final int ROUNDS = 5;
    private static final int WARM_UP_SECONDS = 8;
    private static final int DATAFILE_BYTES = 20_000;
    private static final Pattern SDK_KEY = Pattern.compile("\"sdk_key\":\"(\\w+)\"");
    private static final Pattern RATE = Pattern.compile("Requests/sec: +([\\d.]+)");
    private static final Pattern FAILED = Pattern.compile("Non-2xx or 3xx responses: (\\d+)|Socket errors: (.*)");

    private final Path folder;
    private final PrintStream out;
    private final LoadClient client = new LoadClient("127.0.0.1", PORT, TOKEN);
    private final Map<String, List<Double>> rates = new LinkedHashMap<>();

    private DeliveryLoad(Path folder, PrintStream out) {
        this.folder = folder;
        this.out = out;
    }

    public static void main(String[] args) throws Exception {
        new DeliveryLoad(Files.createTempDirectory("muriel-benchmark"), System.out).run();
    }

    private void run() throws Exception {
        try (ServerUnderLoad _ = ServerUnderLoad.start(PORT, TOKEN, folder.resolve("data"))) {
            String key = configure();
            Path document = folder.resolve("datafile.json");
            byte[] datafile =
                    client.once("GET", "/datafiles/" + key + ".json", "", 200).getBytes(StandardCharsets.UTF_8);
            Files.write(document, datafile);
            Process floor = startFloor(document);
            try {
                measure(key);
                report(datafile.length);
            } finally {
                floor.destroy();
                floor.waitFor();
            }
        }
    }

    /** Features with a running experiment each, until the datafile has the size of a usual one; returns its SDK key. */
    private String configure() throws IOException {
        long project = id(client.once("POST", "/v2/projects", "{\"name\":\"load\",\"platform\":\"custom\"}", 201));
        client.once(
                "POST", "/v2/attributes", "{\"project_id\":" + project + ",\"key\":\"plan\",\"name\":\"plan\"}", 201);
        client.once("POST", "/v2/attributes", "{\"project_id\":" + project + ",\"key\":\"age\",\"name\":\"age\"}", 201);
        long audience = id(client.once(
                "POST",
                "/v2/audiences",
                "{\"project_id\":" + project + ",\"name\":\"grown ups who pay\",\"conditions\":"
                        + "\"[\\\"and\\\",{\\\"type\\\":\\\"custom_attribute\\\",\\\"name\\\":\\\"plan\\\","
                        + "\\\"match_type\\\":\\\"exact\\\",\\\"value\\\":\\\"pro\\\"},"
                        + "{\\\"type\\\":\\\"custom_attribute\\\",\\\"name\\\":\\\"age\\\","
                        + "\\\"match_type\\\":\\\"gt\\\",\\\"value\\\":18}]\"}",
                201));
        Matcher keys = SDK_KEY.matcher(client.once("GET", "/v2/environments?project_id=" + project, "", 200));
        if (!keys.find()) {
            throw new IllegalStateException("no environment has an SDK key");
        }
        String key = keys.group(1);
        String path = "/datafiles/" + key + ".json";
        for (int i = 0; client.once("GET", path, "", 200).length() < DATAFILE_BYTES; i++) {
            long feature = id(client.once(
                    "POST", "/v2/features", "{\"project_id\":" + project + ",\"key\":\"flag_" + i + "\"}", 201));
            client.once("POST", "/v2/experiments?action=start", experiment(project, audience, feature, i), 201);
        }
        return key;
    }

    private static String experiment(long project, long audience, long feature, int number) {
        return "{\"project_id\":" + project + ",\"key\":\"experiment_" + number
                + "\",\"type\":\"feature\",\"feature_id\":"
                + feature + ",\"audience_conditions\":\"[\\\"and\\\",{\\\"audience_id\\\":" + audience + "}]\","
                + "\"variations\":[{\"key\":\"on\",\"weight\":5000,\"feature_enabled\":true},"
                + "{\"key\":\"off\",\"weight\":5000,\"feature_enabled\":false}],\"metrics\":[]}";
    }

    private void measure(String key) throws Exception {
        String floor = "http://127.0.0.1:" + FLOOR_PORT + "/datafile";
        String ours = "http://127.0.0.1:" + PORT;
        String datafile = ours + "/datafiles/" + key + ".json";
        // wrk sends a body only from a script
        Path decide = Files.writeString(
                folder.resolve("decide.lua"),
                "wrk.method = 'POST'\nwrk.headers['Content-Type'] = 'application/json'\n"
                        + "wrk.headers['X-Optimizely-SDK-Key'] = '" + key + "'\n"
                        + "wrk.body = '{\"userId\":\"visitor-1\",\"userAttributes\":{\"plan\":\"pro\",\"age\":30}}'\n");
        String unchanged = "If-None-Match: " + tag(datafile);
        for (int round = -1; round < ROUNDS; round++) {
            int seconds = round < 0 ? WARM_UP_SECONDS : SECONDS;
            load(round, "Netty, the document", seconds, floor);
            load(round, "GET the datafile", seconds, datafile);
            load(round, "Netty, 304", seconds, floor, "-H", "If-None-Match: \"floor\"");
            load(round, "GET the datafile, 304", seconds, datafile, "-H", unchanged);
            load(round, "GET /health, a trivial route", seconds, ours + "/health");
            load(round, "POST /v1/decide, one flag", seconds, ours + "/v1/decide?keys=flag_0", "-s", decide.toString());
        }
    }

    private static String tag(String url) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.discarding())
                    .headers()
                    .firstValue("ETag")
                    .orElseThrow();
        }
    }

    /** @param round the one before 0 warms up and does not count */
    private void load(int round, String name, int seconds, String url, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of("wrk", "-t1", "-c" + CONNECTIONS, "-d" + seconds + "s"));
        command.addAll(List.of(options));
        command.add(url);
        Process wrk = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher failed = FAILED.matcher(said);
        Matcher rate = RATE.matcher(said);
        if (wrk.waitFor() != 0 || failed.find() || !rate.find()) {
            throw new IOException(String.join(" ", command) + " went wrong: " + said);
        }
        if (round >= 0) {
            rates.computeIfAbsent(name, it -> new ArrayList<>()).add(Double.parseDouble(rate.group(1)));
        }
    }

    private void report(int bytes) {
        out.printf(
                Locale.ROOT,
                "Datafile of %d bytes, %d connections, medians of %d rounds of %d s%n%n",
                bytes,
                CONNECTIONS,
                ROUNDS,
                SECONDS);
        out.println("| request | per second | share | of |");
        out.println("|---|---|---|---|");
        row("Netty, the document", "Netty, the document");
        row("GET the datafile", "Netty, the document");
        row("Netty, 304", "Netty, 304");
        row("GET the datafile, 304", "Netty, 304");
        row("GET /health, a trivial route", "Netty, 304");
        row("POST /v1/decide, one flag", "GET /health, a trivial route");
    }

    private void row(String name, String floor) {
        out.printf(
                Locale.ROOT,
                "| %s | %.0f | %.2f | %s |%n",
                name,
                median(name),
                median(name) / median(floor),
                name.equals(floor) ? "itself" : floor);
    }

    private double median(String name) {
        List<Double> sorted = new ArrayList<>(rates.getOrDefault(name, List.of()));
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }

    private static Process startFloor(Path document) throws Exception {
        Process floor = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        NettyFloor.class.getName(),
                        Integer.toString(FLOOR_PORT),
                        document.toString())
                .inheritIO()
                .start();
        LoadClient client = new LoadClient("127.0.0.1", FLOOR_PORT, TOKEN);
        ServerUnderLoad.await(floor, () -> client.once("GET", "/datafile", "", 200));
        return floor;
    }

    /** The id of what was made, not of something in it. */
    private static long id(String answer) {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), answer)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean found = json.currentName().equals("id");
                json.nextToken();
                if (found) {
                    return json.getLongValue();
                }
                json.skipChildren();
            }
        }
        throw new IllegalStateException("no id in " + answer);
    }
}
