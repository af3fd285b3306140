package org.muriel.console.results;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.muriel.console.page.Answer;
import org.muriel.console.page.Words;
import org.muriel.console.plot.TimePlot;
import org.muriel.console.plot.TimePlot.Column;
import org.muriel.console.plot.TimePlot.Kind;
import tools.jackson.databind.JsonNode;

/** The time series of an experiment as plots. */
final class Courses {
    /** More points than that are not told apart, and make pages heavy. */
    private static final int MOST_POINTS = 120;

    private final JsonNode series;
    private final Map<String, String> names;
    private final List<TimePlot.Mark> marks;

    /** @param marks what was changed of the experiment meanwhile */
    Courses(JsonNode series, Map<String, String> names, List<TimePlot.Mark> marks) {
        this.series = series;
        this.names = names;
        this.marks = marks;
    }

    /** The lift of every variation by one metric, each with its band. */
    TimePlot lift(int metric, Shown shown) {
        Map<String, List<JsonNode>> points = points(metric, false);
        List<Column> columns = new ArrayList<>();
        int slot = 1;
        for (String id : points.keySet()) {
            String name = names.getOrDefault(id, id);
            columns.add(new Column(name, Kind.LINE, slot));
            columns.add(new Column(name + ", from", Kind.BAND_LOW, slot));
            columns.add(new Column(name + ", to", Kind.BAND_HIGH, slot));
            slot = slot % 8 + 1;
        }
        columns.add(new Column("No difference", Kind.LIMIT, 8));
        List<TimePlot.Row> rows = new ArrayList<>();
        for (int i : indexes(points)) {
            List<Double> figures = new ArrayList<>();
            Instant time = Instant.EPOCH;
            for (List<JsonNode> of : points.values()) {
                JsonNode point = of.get(i);
                time = time(point);
                JsonNode lift = point.path("lift");
                figures.add(lift.path("value").asDouble(Double.NaN));
                figures.add(lift.path("confidence_interval").path(0).asDouble(Double.NaN));
                figures.add(lift.path("confidence_interval").path(1).asDouble(Double.NaN));
            }
            figures.add(0.0);
            if (figures.stream().filter(it -> !it.isNaN()).count() > 1) {
                rows.add(new TimePlot.Row(time, figures));
            }
        }
        return new TimePlot(
                "Lift on " + shown.metrics().get(metric).title() + " over time, with " + shown.band(),
                shown.relative() ? "percent" : "number",
                columns,
                rows,
                marks);
    }

    /** The samples of the first metric that counts by visitors are the visitors; without one, those of the first metric. */
    private int ofVisitors() {
        List<JsonNode> metrics = Answer.elements(series.path("metrics"));
        for (int i = 0; i < metrics.size(); i++) {
            if (isOfVisitors(metrics.get(i))) {
                return i;
            }
        }
        return 0;
    }

    private static boolean isOfVisitors(JsonNode metric) {
        return metric.path("scope").asString("visitor").equals("visitor")
                && !metric.path("aggregator").asString("").equals("ratio");
    }

    /** What the samples of that metric are. */
    private String samples(int metric) {
        JsonNode its = series.path("metrics").path(metric);
        return isOfVisitors(its)
                ? "visitors"
                : its.path("scope").asString("").equals("session") ? "sessions" : "samples";
    }

    /** How many visitors of each variation had come. */
    TimePlot exposures() {
        int metric = ofVisitors();
        String samples = samples(metric);
        Map<String, List<JsonNode>> points = points(metric, true);
        List<TimePlot.Row> rows = new ArrayList<>();
        for (int i : indexes(points)) {
            rows.add(new TimePlot.Row(
                    time(points.values().iterator().next().get(i)),
                    points.values().stream()
                            .map(it -> it.get(i).path("samples").asDouble(0))
                            .toList()));
        }
        return new TimePlot(
                Words.capital(samples) + " so far, by variation", "number", columns(points, Kind.LINE), rows, marks);
    }

    /** How many visitors of each variation came on each day. */
    TimePlot daily() {
        int metric = ofVisitors();
        Map<String, List<JsonNode>> points = points(metric, true);
        Map<LocalDate, List<Double>> atEndOfDay = new TreeMap<>();
        int count = points.values().stream().mapToInt(List::size).min().orElse(0);
        for (int i = 0; i < count; i++) {
            int index = i;
            atEndOfDay.put(
                    time(points.values().iterator().next().get(i))
                            .minusMillis(1)
                            .atZone(ZoneOffset.UTC)
                            .toLocalDate(),
                    points.values().stream()
                            .map(it -> it.get(index).path("samples").asDouble(0))
                            .toList());
        }
        List<TimePlot.Row> rows = new ArrayList<>();
        List<Double> before = points.values().stream().map(it -> 0.0).toList();
        for (Map.Entry<LocalDate, List<Double>> day : atEndOfDay.entrySet()) {
            List<Double> came = new ArrayList<>();
            for (int i = 0; i < before.size(); i++) {
                came.add(day.getValue().get(i) - before.get(i));
            }
            rows.add(new TimePlot.Row(
                    day.getKey().atStartOfDay(ZoneOffset.UTC).plusHours(12).toInstant(), came));
            before = day.getValue();
        }
        return new TimePlot(
                "New " + samples(metric) + " a day (UTC), by variation",
                "number",
                columns(points, points.size() == 2 ? Kind.BARS : Kind.LINE),
                rows,
                List.of());
    }

    /** The check of the split, and where it speaks up. */
    TimePlot split() {
        List<TimePlot.Row> rows = Answer.elements(
                        series.path("x_stats").path("srm").path("timeseries"))
                .stream()
                .map(it -> new TimePlot.Row(time(it), List.of(it.path("p_value").asDouble(1), 0.01, 0.001)))
                .toList();
        return new TimePlot(
                "Check of the split (sample ratio mismatch) over time: its p-value, which falls when visitors are lost",
                "probability",
                List.of(
                        new Column("p-value", Kind.LINE, 1),
                        new Column("look at it below 0.01", Kind.LIMIT, 2),
                        new Column("off below 0.001", Kind.LIMIT, 7)),
                thinned(rows),
                marks);
    }

    private static List<TimePlot.Row> thinned(List<TimePlot.Row> rows) {
        List<TimePlot.Row> thin = new ArrayList<>();
        int step = Math.max(1, Math.ceilDiv(rows.size(), MOST_POINTS));
        for (int i = rows.size() - 1; i >= 0; i -= step) {
            thin.addFirst(rows.get(i));
        }
        return thin;
    }

    private List<Column> columns(Map<String, List<JsonNode>> points, Kind kind) {
        List<Column> columns = new ArrayList<>();
        points.keySet()
                .forEach(it -> columns.add(new Column(names.getOrDefault(it, it), kind, columns.size() % 8 + 1)));
        return columns;
    }

    private Map<String, List<JsonNode>> points(int metric, boolean withBaseline) {
        Map<String, List<JsonNode>> points = new LinkedHashMap<>();
        JsonNode results = series.path("metrics").path(metric).path("results");
        results.properties().forEach(it -> {
            if (withBaseline || !it.getValue().path("is_baseline").asBoolean()) {
                points.put(it.getKey(), Answer.elements(it.getValue().path("timeseries")));
            }
        });
        return points;
    }

    /** Of the points that are shown: the last one, and as many before as are told apart, evenly. */
    private static List<Integer> indexes(Map<String, List<JsonNode>> points) {
        int count = points.values().stream().mapToInt(List::size).min().orElse(0);
        int step = Math.max(1, Math.ceilDiv(count, MOST_POINTS));
        List<Integer> indexes = new ArrayList<>();
        for (int i = count - 1; i >= 0; i -= step) {
            indexes.addFirst(i);
        }
        return indexes;
    }

    private static Instant time(JsonNode point) {
        return Instant.parse(point.path("time").asString());
    }
}
