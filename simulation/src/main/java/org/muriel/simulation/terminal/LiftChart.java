package org.muriel.simulation.terminal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;

/**
 * A lift over time with its interval, drawn in characters: a bar is the interval at one moment, a dot the estimate. A
 * full dot is a significant one, so the chart needs no colour.
 *
 * @param points in time, equally far apart or nearly so
 */
public record LiftChart(List<Point> points) {
    private static final int ROWS = 15;
    private static final int MARGIN = 10;

    /** Columns from one bar to the next: side by side they would be an area in which no bar is seen. */
    private static final int BETWEEN = 3;

    /** As many labels or fewer. */
    private static final int LABELS = 6;

    /** How much of the beginning, where intervals are widest, may be cut off at the top and at the bottom. */
    private static final double WILD = 0.15;

    /** @param low below {@code value}, which is below {@code high} */
    public record Point(Instant time, double value, double low, double high, boolean significant) {}

    public LiftChart {
        points = List.copyOf(points);
    }

    /**
     * The chart's lines.
     *
     * @param begin of what is shown; points may begin later
     * @param columns that it may take up
     */
    public List<String> lines(Instant begin, int columns) {
        if (points.isEmpty()) {
            return List.of("No lift is known yet: there are too few visitors.");
        }
        int width = columns - MARGIN - 2;
        Scale scale = scale();
        char[][] cells = new char[ROWS][width];
        for (char[] row : cells) {
            Arrays.fill(row, ' ');
        }
        Arrays.fill(cells[scale.row(0)], '┈');
        Instant end = points.getLast().time();
        for (int column = width - 1; column >= 0; column -= BETWEEN) {
            Instant until = begin.plusMillis(Duration.between(begin, end).toMillis() * (column + 1) / width);
            points.stream()
                    .filter(it -> !it.time().isAfter(until))
                    .reduce((earlier, later) -> later)
                    .ifPresent(draw(column, scale, cells));
        }
        Map<Integer, String> labels = scale.labels();
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            String label = labels.getOrDefault(row, "");
            String axis = label.isEmpty() ? "│" : "┤";
            lines.add(
                    " ".repeat(MARGIN - label.length()) + label + " " + axis + new String(cells[row]).stripTrailing());
        }
        lines.add(" ".repeat(MARGIN) + " └" + "─".repeat(width));
        lines.add(days(Duration.between(begin, end), width));
        return lines;
    }

    private static Consumer<Point> draw(int column, Scale scale, char[][] cells) {
        return point -> {
            for (int row = scale.row(point.high()); row <= scale.row(point.low()); row++) {
                cells[row][column] = '│';
            }
            cells[scale.row(point.value())][column] = point.significant() ? '●' : '○';
        };
    }

    private Scale scale() {
        List<Point> calm = points.subList((int) (points.size() * WILD), points.size());
        double high = Math.max(
                0,
                calm.stream()
                        .mapToDouble(Point::high)
                        .filter(Double::isFinite)
                        .max()
                        .orElse(1));
        double low = Math.min(
                0,
                calm.stream()
                        .mapToDouble(Point::low)
                        .filter(Double::isFinite)
                        .min()
                        .orElse(-1));
        double room = Math.max(high - low, 1e-6) * 0.02;
        return new Scale(low - room, high + room);
    }

    private static String days(Duration whole, int width) {
        StringBuilder line = new StringBuilder(" ".repeat(MARGIN + 2));
        double days = whole.toSeconds() / 86_400.0;
        String first = "start";
        String lastLabel = days >= 2
                ? String.format(Locale.ROOT, "day %.0f", days)
                : String.format(Locale.ROOT, "%.0f h", days * 24);
        line.append(first)
                .append(" ".repeat(Math.max(1, width - first.length() - lastLabel.length())))
                .append(lastLabel);
        return line.toString();
    }

    private record Scale(double low, double high) {
        int row(double value) {
            double share = (high - value) / (high - low);
            return Math.clamp(Math.round(share * (ROWS - 1)), 0, ROWS - 1);
        }

        /** Round values that are far enough apart, each beside its row; nothing among them. */
        Map<Integer, String> labels() {
            double rough = (high - low) / LABELS;
            double power = Math.pow(10, Math.floor(Math.log10(rough)));
            double step = power
                    * DoubleStream.of(1, 2, 5, 10)
                            .filter(it -> it * power >= rough)
                            .findFirst()
                            .orElse(10);
            Map<Integer, String> labels = new HashMap<>();
            for (double i = Math.ceil(low / step); i * step <= high; i++) {
                labels.put(row(i * step), Numbers.lift(i * step));
            }
            return labels;
        }
    }
}
