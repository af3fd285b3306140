package org.muriel.console.plot;

import gg.jte.Content;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;

/** Effects of all metrics and variations under one axis: what lies right of zero is more than the baseline. */
public final class ForestPlot {
    private static final double WIDTH = 760;
    private static final double LABELS = 250;
    private static final double ROW = 30;
    private static final double AXIS = 30;

    private ForestPlot() {}

    /** @param label metric and variation */
    public record Row(String label, String below, Interval interval) {}

    /** @param write how a figure of the axis is written */
    public static Content of(List<Row> rows, DoubleFunction<String> write) {
        Scale scale = Scale.around(
                rows.stream()
                        .map(Row::interval)
                        .flatMap(it -> Stream.of(it.value(), cut(it.low(), it.value()), cut(it.high(), it.value())))
                        .toList(),
                LABELS + 10,
                WIDTH - 14);
        double height = rows.size() * ROW + AXIS;
        Svg svg = new Svg(
                WIDTH,
                height,
                "forest",
                "Effects with their intervals; the table has the same figures. "
                        + String.join(
                                " ",
                                rows.stream()
                                        .limit(6)
                                        .map(it -> it.label() + ", " + it.below() + ": "
                                                + it.interval().words() + ".")
                                        .toList()));
        for (double tick : scale.ticks(6)) {
            svg.line(scale.at(tick), 0, scale.at(tick), height - AXIS + 4, "grid");
            svg.text(scale.at(tick), height - 10, "middle", "tick", write.apply(tick));
        }
        svg.line(scale.at(0), 0, scale.at(0), height - AXIS + 4, "zero");
        for (int i = 0; i < rows.size(); i++) {
            row(svg, scale, rows.get(i), i * ROW + ROW / 2);
        }
        return svg.end();
    }

    /** An interval far wider than its effect would leave the others no room. */
    private static double cut(double end, double value) {
        double most = Math.max(1, Math.abs(value) * 4);
        return Double.isNaN(value) ? end : Math.clamp(end, value - most, value + most);
    }

    private static void row(Svg svg, Scale scale, Row row, double y) {
        Interval interval = row.interval();
        String tone = interval.tone();
        svg.text(LABELS, y - 1, "end", "label", shortened(row.label()));
        svg.text(LABELS, y + 11, "end", "below", shortened(row.below()));
        if (!Double.isNaN(interval.low()) && !Double.isNaN(interval.high())) {
            svg.rectangle(
                    scale.at(interval.low()),
                    y - 4,
                    scale.at(interval.high()) - scale.at(interval.low()),
                    8,
                    "interval " + tone,
                    row.label() + ", " + row.below() + ": " + interval.words());
            IntervalBar.ends(svg, scale, interval, y);
        }
        if (!Double.isNaN(interval.value())) {
            svg.circle(scale.at(interval.value()), y, 5, "estimate " + tone);
        }
    }

    private static String shortened(String text) {
        return text.length() <= 38 ? text : text.substring(0, 37) + "…";
    }
}
