package org.muriel.storage.duckdb;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.muriel.result.Cell;
import org.muriel.result.EventStore;

/**
 * Caps visitors' totals at a quantile of the nonzero ones of all arms together, anew at each look (statistics
 * specification, 8.4).
 *
 * <p>Sums know no quantile, so this takes the totals themselves. Above the cap are few, and only they make a difference:
 * what they have too much is taken off the exact sums of the look. The cap lies between two totals, at a place that is a
 * decimal, so it is a decimal too, and all of this is exact.
 */
final class Capping {
    private final BigDecimal quantile;
    private final List<BigDecimal> amounts = new ArrayList<>();
    private final List<Place> places = new ArrayList<>();
    private final Map<Integer, List<Change>> changes = new HashMap<>();

    /** Place → how many of its visitors have each amount at the present look, in the order of the amounts. */
    private final List<long[]> present = new ArrayList<>();

    private record Place(int epoch, long variation) {}

    /** At a look so many visitors more have an amount, or fewer. */
    private record Change(int place, int amount, long visitors) {}

    /** Visitors with an amount from one look until another. */
    private record Row(Place place, int from, int to, BigDecimal amount, long visitors) {}

    private Capping(BigDecimal quantile, List<Row> rows) {
        this.quantile = quantile;
        TreeMap<BigDecimal, Integer> order = new TreeMap<>(Comparator.reverseOrder());
        rows.forEach(it -> order.put(it.amount(), 0));
        order.replaceAll((amount, _) -> {
            amounts.add(amount);
            return amounts.size() - 1;
        });
        Map<Place, Integer> numbers = new HashMap<>();
        for (Row row : rows) {
            int place = numbers.computeIfAbsent(row.place(), it -> {
                places.add(it);
                present.add(new long[amounts.size()]);
                return places.size() - 1;
            });
            int amount = order.getOrDefault(row.amount(), 0);
            change(row.from(), new Change(place, amount, row.visitors()));
            change(row.to(), new Change(place, amount, -row.visitors()));
        }
    }

    private void change(int look, Change change) {
        changes.computeIfAbsent(look, _ -> new ArrayList<>()).add(change);
    }

    /**
     * The looks with one metric's totals capped.
     *
     * @param rows of {@link CellQuery#amounts}
     */
    static List<EventStore.Look> cap(List<EventStore.Look> looks, int metric, BigDecimal quantile, ResultSet rows)
            throws SQLException {
        List<Row> read = new ArrayList<>();
        while (rows.next()) {
            Place place = new Place(rows.getInt(2), rows.getLong(1));
            BigDecimal amount = CellColumns.exact(rows.getBigDecimal(5));
            read.add(new Row(place, rows.getInt(3), rows.getInt(4), amount, rows.getLong(6)));
        }
        Capping capping = new Capping(quantile, read);
        List<EventStore.Look> capped = new ArrayList<>();
        for (int look = 0; look < looks.size(); look++) {
            capped.add(capping.at(look, looks.get(look), metric));
        }
        return capped;
    }

    private EventStore.Look at(int number, EventStore.Look look, int metric) {
        for (Change it : changes.getOrDefault(number, List.of())) {
            present.get(it.place())[it.amount()] += it.visitors();
        }
        Optional<BigDecimal> cap = cap();
        if (cap.isEmpty()) {
            return look;
        }
        List<EventStore.Epoch> epochs = new ArrayList<>();
        for (int epoch = 0; epoch < look.epochs().size(); epoch++) {
            Map<Long, EventStore.Arm> arms =
                    new HashMap<>(look.epochs().get(epoch).arms());
            for (int place = 0; place < places.size(); place++) {
                if (places.get(place).epoch() == epoch) {
                    long[] visitors = present.get(place);
                    arms.computeIfPresent(
                            places.get(place).variation(), (_, arm) -> capped(arm, metric, visitors, cap.get()));
                }
            }
            epochs.add(new EventStore.Epoch(arms));
        }
        return new EventStore.Look(look.time(), epochs);
    }

    private EventStore.Arm capped(EventStore.Arm arm, int metric, long[] visitors, BigDecimal cap) {
        BigDecimal tooMuch = BigDecimal.ZERO;
        BigDecimal ofSquares = BigDecimal.ZERO;
        double ofCubes = 0;
        for (int i = 0; i < visitors.length && amounts.get(i).compareTo(cap) > 0; i++) {
            if (visitors[i] > 0) {
                BigDecimal amount = amounts.get(i);
                BigDecimal count = BigDecimal.valueOf(visitors[i]);
                tooMuch = tooMuch.add(amount.subtract(cap).multiply(count));
                ofSquares = ofSquares.add(
                        amount.multiply(amount).subtract(cap.multiply(cap)).multiply(count));
                ofCubes += visitors[i] * (Math.pow(amount.doubleValue(), 3) - Math.pow(cap.doubleValue(), 3));
            }
        }
        List<Cell> cells = new ArrayList<>(arm.cells());
        cells.set(metric, cells.get(metric).less(tooMuch, ofSquares, ofCubes));
        return new EventStore.Arm(arm.visitors(), cells);
    }

    /**
     * Between the two totals around the quantile. Absent while nobody has one, and where it would not be above 0: who did
     * nothing keeps their 0.
     */
    private Optional<BigDecimal> cap() {
        long count = 0;
        for (long[] visitors : present) {
            for (long it : visitors) {
                count += it;
            }
        }
        if (count == 0) {
            return Optional.empty();
        }
        BigDecimal place = quantile.multiply(BigDecimal.valueOf(count - 1));
        long below = place.setScale(0, RoundingMode.FLOOR).longValueExact();
        BigDecimal low = fromTop(count - 1 - below);
        BigDecimal high = fromTop(Math.max(0, count - 2 - below));
        return Optional.of(low.add(high.subtract(low).multiply(place.subtract(BigDecimal.valueOf(below)))))
                .filter(it -> it.signum() > 0);
    }

    /** The total of the visitor with so many larger ones. */
    private BigDecimal fromTop(long larger) {
        long seen = 0;
        for (int i = 0; i < amounts.size(); i++) {
            for (long[] visitors : present) {
                seen += visitors[i];
            }
            if (seen > larger) {
                return amounts.get(i);
            }
        }
        throw new IllegalStateException("there are only " + seen + " totals");
    }
}
