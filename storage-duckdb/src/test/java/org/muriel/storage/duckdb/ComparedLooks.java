package org.muriel.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.muriel.result.Cell;
import org.muriel.result.EventStore;

/** Looks are the same to the last digit, but for the cubes: their sum keeps the rounding of the largest it ever had. */
final class ComparedLooks {
    private ComparedLooks() {}

    /** @return how many visitors the looks have, one after the other */
    static long compare(List<EventStore.Look> expected, List<EventStore.Look> actual, String what) {
        assertThat(actual).as(what).hasSameSizeAs(expected);
        double cubes = expected.stream()
                .flatMap(it -> it.epochs().stream())
                .flatMap(it -> it.arms().values().stream())
                .flatMap(it -> it.cells().stream())
                .mapToDouble(it -> Math.abs(it.sumYYY()))
                .max()
                .orElse(0);
        long exposed = 0;
        for (int look = 0; look < expected.size(); look++) {
            exposed += compare(expected.get(look), actual.get(look), cubes, what + ", look " + look);
        }
        return exposed;
    }

    private static long compare(EventStore.Look expected, EventStore.Look actual, double cubes, String what) {
        long exposed = 0;
        assertThat(actual.time()).isEqualTo(expected.time());
        assertThat(actual.epochs()).as(what).hasSameSizeAs(expected.epochs());
        for (int epoch = 0; epoch < expected.epochs().size(); epoch++) {
            for (var arm : expected.epochs().get(epoch).arms().entrySet()) {
                String where = what + ", epoch " + epoch + ", variation " + arm.getKey();
                EventStore.Arm other =
                        Objects.requireNonNull(actual.epochs().get(epoch).arms().get(arm.getKey()), where);
                assertThat(other.visitors()).as(where).isEqualTo(arm.getValue().visitors());
                for (int metric = 0; metric < arm.getValue().cells().size(); metric++) {
                    compare(
                            arm.getValue().cells().get(metric),
                            other.cells().get(metric),
                            cubes,
                            where + ", metric " + metric);
                }
                exposed += other.visitors();
            }
        }
        return exposed;
    }

    private static void compare(Cell expected, Cell actual, double cubes, String where) {
        assertThat(sums(actual))
                .as(where)
                .usingElementComparator(BigDecimal::compareTo)
                .isEqualTo(sums(expected));
        assertThat(actual.sumYYY()).as(where).isEqualTo(expected.sumYYY(), within(1e-9 * Math.max(1, cubes)));
    }

    private static List<BigDecimal> sums(Cell cell) {
        List<BigDecimal> sums = new ArrayList<>(List.of(
                BigDecimal.valueOf(cell.visitors()),
                BigDecimal.valueOf(cell.nonzero()),
                cell.sumY(),
                cell.sumYY(),
                cell.sumZ(),
                cell.sumZZ(),
                cell.sumYZ()));
        cell.covariate().ifPresent(it -> sums.addAll(List.of(it.sumX(), it.sumXX(), it.sumXY())));
        return sums;
    }
}
