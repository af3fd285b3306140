package org.muriel.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Bodies of events, and what became of them. */
final class SentEvents {
    private SentEvents() {}

    /** A body with one conversion for each uuid, of a visitor of its own, as SDKs send them. */
    static String body(long account, long project, long millis, List<String> uuids) {
        StringBuilder visitors = new StringBuilder();
        for (String uuid : uuids) {
            visitors.append(visitors.isEmpty() ? "" : ",").append("""
                    {"visitor_id": "visitor-%s", "attributes": [], "snapshots": [{"events": [{"entity_id": "601",
                    "key": "purchase", "timestamp": %d, "uuid": "%s", "revenue": 4200, "value": 42.5,
                    "tags": {"revenue": 4200, "value": 42.5, "sku": "A-1"}}]}]}""".formatted(uuid, millis, uuid));
        }
        return """
                {"client_name": "java-sdk", "client_version": "4.2.2", "account_id": "%d", "project_id": "%d",
                "revision": "7", "anonymize_ip": true, "enrich_decisions": true, "visitors": [%s]}""".formatted(account, project, visitors);
    }

    static Answer post(Client client, String body) {
        return client.send("POST", "/v1/events", Optional.of(body), Map.of("Content-Type", "application/json"));
    }

    /** Waits until everything that was answered is in the store; the ledger's lines then, which must balance. */
    static List<JsonNode> settledLedger(Client client) {
        while (true) {
            List<JsonNode> lines = new ArrayList<>();
            client.get("/v2/x/ledger").good().json().forEach(lines::add);
            assertThat(lines)
                    .allSatisfy(it -> assertThat(it.at("/missing").longValue()).isZero());
            if (lines.stream().allMatch(it -> it.at("/pending").longValue() == 0)) {
                return lines;
            }
            Thread.onSpinWait();
        }
    }

    static long total(List<JsonNode> ledger, String pointer) {
        return ledger.stream().mapToLong(it -> it.at(pointer).longValue(0)).sum();
    }

    /** The uuids in the store of a folder whose server has ended, each as often as it is there. */
    static List<String> stored(Path data) throws SQLException {
        List<String> uuids = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:duckdb:" + data.resolve("store").resolve("events.duckdb"));
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT uuid FROM exposure UNION ALL SELECT uuid FROM conversion")) {
            while (rows.next()) {
                uuids.add(rows.getString(1));
            }
        }
        return uuids;
    }
}
