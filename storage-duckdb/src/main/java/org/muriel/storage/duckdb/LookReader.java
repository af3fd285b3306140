package org.muriel.storage.duckdb;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.muriel.experiment.Variation;
import org.muriel.result.Cell;
import org.muriel.result.EventStore;

/** Adds the rows of a {@link CellQuery} up to looks. */
final class LookReader {
    private final EventStore.Query query;
    private final List<MetricSql> metrics;
    private final Map<Place, EventStore.Arm> arms = new HashMap<>();

    private record Place(int look, int epoch, long variation) {}

    LookReader(EventStore.Query query, List<MetricSql> metrics) {
        this.query = query;
        this.metrics = metrics;
    }

    List<EventStore.Look> read(ResultSet rows) throws SQLException {
        while (rows.next()) {
            long variation = rows.getLong(1);
            int epoch = rows.getInt(2);
            long visitors = rows.getLong(5);
            CellColumns.Reader columns = new CellColumns.Reader(rows, 6);
            List<Cell> cells = new ArrayList<>();
            for (MetricSql metric : metrics) {
                cells.add(columns.read(metric, visitors));
            }
            EventStore.Arm arm = new EventStore.Arm(visitors, cells);
            int after = rows.getInt(4);
            for (int look = rows.getInt(3); look < after; look++) {
                arms.merge(new Place(look, epoch, variation), arm, LookReader::together);
            }
        }
        return looks();
    }

    private List<EventStore.Look> looks() {
        EventStore.Arm nobody = new EventStore.Arm(0, Collections.nCopies(metrics.size(), Cell.EMPTY));
        List<EventStore.Look> looks = new ArrayList<>();
        for (int look = 0; look < query.times().size(); look++) {
            Instant time = query.times().get(look);
            List<EventStore.Epoch> epochs = new ArrayList<>();
            for (int epoch = 0; epoch <= query.course().epochs().size(); epoch++) {
                Map<Long, EventStore.Arm> inEpoch = new HashMap<>();
                for (Variation variation : query.experiment().design().variations()) {
                    inEpoch.put(variation.id(), arms.getOrDefault(new Place(look, epoch, variation.id()), nobody));
                }
                epochs.add(new EventStore.Epoch(inEpoch));
            }
            looks.add(new EventStore.Look(time, epochs));
        }
        return looks;
    }

    private static EventStore.Arm together(EventStore.Arm one, EventStore.Arm other) {
        List<Cell> cells = new ArrayList<>();
        for (int index = 0; index < one.cells().size(); index++) {
            cells.add(one.cells().get(index).merge(other.cells().get(index)));
        }
        return new EventStore.Arm(one.visitors() + other.visitors(), cells);
    }
}
