package org.muriel.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muriel.event.Conversion;
import org.muriel.event.EventBatch;
import org.muriel.event.Exposure;
import org.muriel.event.VisitorAttribute;
import org.muriel.event.VisitorEvent;
import org.muriel.event.VisitorEvents;
import org.muriel.event.log.LogRecord;
import org.muriel.result.RawEvents.Format;
import org.muriel.result.Window;

class ExportTest {
    private static final Instant AT = Instant.parse("2026-03-01T10:00:00.123Z");
    private static final Window DAY =
            new Window(Instant.parse("2026-03-01T00:00:00Z"), Instant.parse("2026-03-02T00:00:00Z"));

    @TempDir
    private Path folder;

    @Test
    void an_experiments_decisions_and_its_visitors_conversions_are_exported_in_both_formats() throws IOException {
        try (DuckEventStore store = DuckEventStore.open(folder.resolve("events.duckdb"))) {
            store.load(List.of(
                    events(
                            1,
                            "ann",
                            new Exposure(
                                    "d",
                                    AT,
                                    Optional.of("70"),
                                    Optional.of("7"),
                                    Optional.of("71"),
                                    false,
                                    Optional.empty())),
                    events(
                            2,
                            "ann",
                            conversion("c", AT.plusSeconds(1)),
                            conversion("next day", AT.plusSeconds(86_400))),
                    events(4, "bob", conversion("of nobody exposed", AT))));

            Path csv = folder.resolve("it's.csv");
            store.write(1, 7, DAY, Format.CSV, csv);
            Path parquet = folder.resolve("events.parquet");
            store.write(1, 7, DAY, Format.PARQUET, parquet);

            List<String> lines = Files.readAllLines(csv);
            assertThat(lines).hasSize(3);
            assertThat(lines.getFirst())
                    .startsWith("type,visitor_id,happened_at,received_at,uuid,environment_id,revision");
            assertThat(lines.get(1))
                    .startsWith("decision,ann,2026-03-01T10:00:00.123Z,")
                    .contains(",d,3,5,70,7,71,false,");
            assertThat(lines.get(2))
                    .startsWith("conversion,ann,2026-03-01T10:00:01.123Z,")
                    .contains(",99,bought,1299,0.100000,")
                    .contains("\"{\"\"5\"\":\"\"p\\\"\"ro\"\",\"\"6\"\":\"\"2\"\"}\"");
            long same = store.read("the files", connection -> {
                try (var select =
                        connection.prepareStatement("SELECT count(*) FROM read_parquet(?) WHERE visitor_id = 'ann'")) {
                    select.setString(1, parquet.toString());
                    try (var found = select.executeQuery()) {
                        found.next();
                        return found.getLong(1);
                    }
                }
            });
            assertThat(same).isEqualTo(2);
        }
    }

    private static Conversion conversion(String uuid, Instant at) {
        return new Conversion(
                uuid,
                at,
                "bought",
                Optional.of("99"),
                OptionalLong.of(1299),
                OptionalDouble.of(0.1),
                OptionalLong.empty(),
                "{}",
                "{}");
    }

    private static LogRecord.Events events(long position, String visitor, VisitorEvent... events) {
        List<VisitorAttribute> attributes = List.of(
                new VisitorAttribute(Optional.of("5"), "plan", new VisitorAttribute.Value.Text("p\"ro")),
                new VisitorAttribute(Optional.of("6"), "age", new VisitorAttribute.Value.Numeric(2)));
        EventBatch batch = new EventBatch(
                "12",
                Optional.of("1"),
                Optional.of("5"),
                EventBatch.Client.of("java-sdk", "4.2.2"),
                true,
                true,
                List.of(new VisitorEvents(visitor, Optional.empty(), attributes, List.of(events))));
        return new LogRecord.Events(position, position + events.length, AT, 1, OptionalLong.of(3), batch);
    }
}
