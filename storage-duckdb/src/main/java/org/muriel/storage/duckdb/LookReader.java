package org.muriel.storage.duckdb;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.muriel.experiment.Variation;
import org.muriel.result.Cell;
import org.muriel.result.EventStore;

/**
 * Makes looks of the rows of a {@link CellQuery}: from one look to the next come those who come with it, and leave those
 * who leave with it. Looks between which nothing happened share their arms.
 */
final class LookReader {
    private final EventStore.Query query;
    private final List<MetricSql> metrics;
    private final EventStore.Arm nobody;
    private final Map<Place, EventStore.Arm> coming = new HashMap<>();
    private final Map<Place, EventStore.Arm> leaving = new HashMap<>();

    private record Place(int look, int epoch, long variation) {}

    LookReader(EventStore.Query query, List<MetricSql> metrics) {
        this.query = query;
        this.metrics = metrics;
        this.nobody = new EventStore.Arm(0, Collections.nCopies(metrics.size(), Cell.EMPTY));
    }

    /** May be called for several ranges of visitors, one after the other. */
    void read(ResultSet rows) throws SQLException {
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
            int from = rows.getInt(3);
            if (!rows.wasNull()) {
                coming.merge(new Place(from, epoch, variation), arm, EventStore.Arm::merge);
            }
            int to = rows.getInt(4);
            if (!rows.wasNull()) {
                leaving.merge(new Place(to, epoch, variation), arm, EventStore.Arm::merge);
            }
        }
    }

    /** What was read so far. */
    List<EventStore.Look> looks() {
        List<EventStore.Look> looks = new ArrayList<>();
        List<Map<Long, EventStore.Arm>> present = new ArrayList<>();
        for (int epoch = 0; epoch <= query.course().epochs().size(); epoch++) {
            Map<Long, EventStore.Arm> arms = new HashMap<>();
            for (Variation variation : query.experiment().design().variations()) {
                arms.put(variation.id(), nobody);
            }
            present.add(arms);
        }
        for (int look = 0; look < query.times().size(); look++) {
            List<EventStore.Epoch> epochs = new ArrayList<>();
            for (int epoch = 0; epoch < present.size(); epoch++) {
                Map<Long, EventStore.Arm> arms = present.get(epoch);
                int at = look;
                int in = epoch;
                arms.replaceAll((variation, arm) -> next(arm, new Place(at, in, variation)));
                epochs.add(new EventStore.Epoch(arms));
            }
            looks.add(new EventStore.Look(query.times().get(look), epochs));
        }
        return looks;
    }

    private EventStore.Arm next(EventStore.Arm arm, Place place) {
        EventStore.Arm come = coming.get(place);
        EventStore.Arm gone = leaving.get(place);
        EventStore.Arm with = come == null ? arm : arm.merge(come);
        return gone == null ? with : with.without(gone);
    }
}
