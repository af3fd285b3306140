package org.muriel.benchmark;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures how many events a server answers durably: posters that each send ten events of an SDK's shape and wait for
 * the answer before they send the next. Starts the server as a user does, so it runs in the project's folder, after a
 * build. Prints a Markdown table.
 */
public final class IngestLoad {
    private static final String TOKEN = "2:benchmarkbenchmarkbenchmark";
    private static final int PORT = 18_082;
    private static final int POSTERS = 16;
    private static final int EVENTS_OF_A_POST = 10;
    private static final int WARM_UP_SECONDS = 10;
    private static final int SECONDS = 10;
    private static final int ROUNDS = 3;
    private static final Pattern IDS = Pattern.compile("\"account_id\":(\\d+).*?\"id\":(\\d+)");

    private IngestLoad() {}

    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("muriel-benchmark");
        PrintStream out = System.out;
        try (ServerUnderLoad _ = ServerUnderLoad.start(PORT, TOKEN, folder.resolve("data"))) {
            LoadClient client = new LoadClient("127.0.0.1", PORT, TOKEN);
            Matcher ids = IDS.matcher(
                    client.once("POST", "/v2/projects", "{\"name\":\"load\",\"platform\":\"custom\"}", 201));
            if (!ids.find()) {
                throw new IllegalStateException("the project has no ids");
            }
            String account = ids.group(1);
            String project = ids.group(2);
            out.println("| round | events/s | posts/s | p50 ms | p99 ms |");
            out.println("|---|---|---|---|---|");
            for (int round = 0; round <= ROUNDS; round++) {
                int part = round;
                LoadClient.Load load = client.run(
                        "POST",
                        "/v1/events",
                        n -> body(account, project, part, n),
                        204,
                        POSTERS,
                        round == 0 ? WARM_UP_SECONDS : SECONDS);
                out.printf(
                        Locale.ROOT,
                        "| %s | %.0f | %.0f | %.2f | %.2f |%n",
                        round == 0 ? "warm-up" : round,
                        load.perSecond() * EVENTS_OF_A_POST,
                        load.perSecond(),
                        load.millis(0.5),
                        load.millis(0.99));
            }
            out.println();
            out.println(client.once("GET", "/v2/x/ledger", "", 200));
        }
    }

    private static String body(String account, String project, int round, int number) {
        StringBuilder body = new StringBuilder(4096);
        body.append("{\"client_name\":\"java-sdk\",\"client_version\":\"4.2.2\",\"account_id\":\"")
                .append(account);
        body.append("\",\"project_id\":\"").append(project);
        body.append("\",\"revision\":\"7\",\"anonymize_ip\":true,\"enrich_decisions\":true,\"visitors\":[");
        for (int i = 0; i < EVENTS_OF_A_POST; i++) {
            String id = round + "-" + number + "-" + i;
            body.append(i == 0 ? "" : ",").append("{\"visitor_id\":\"visitor-").append(id);
            body.append(
                    "\",\"attributes\":[{\"entity_id\":\"501\",\"key\":\"plan\",\"type\":\"custom\",\"value\":\"pro\"}],");
            body.append(
                    "\"snapshots\":[{\"events\":[{\"entity_id\":\"601\",\"key\":\"purchase\",\"timestamp\":1750000000000,");
            body.append("\"uuid\":\"7589ac2d-5df2-41bb-").append(id);
            body.append(
                    "\",\"revenue\":4200,\"value\":42.5,\"tags\":{\"revenue\":4200,\"value\":42.5,\"sku\":\"A-1\"}}]}]}");
        }
        return body.append("]}").toString();
    }
}
