package org.muriel.console.plot;

import gg.jte.Content;
import java.util.List;

/** One effect with its interval around zero, small enough for a row of a table. */
public final class IntervalBar {
    private static final double WIDTH = 120;
    private static final double HEIGHT = 18;

    private IntervalBar() {}

    /** @param reach the figure at both ends, so that bars of a table can be compared; more is cut off */
    public static Content of(Interval interval, double reach) {
        double widest = reach > 0 ? reach : 0.01;
        Scale scale = new Scale(-widest, widest, 4, WIDTH - 4);
        Svg svg = new Svg(WIDTH, HEIGHT, "bar " + interval.tone(), interval.words());
        svg.line(scale.at(0), 2, scale.at(0), HEIGHT - 2, "zero");
        if (!Double.isNaN(interval.low()) && !Double.isNaN(interval.high())) {
            svg.rectangle(
                    scale.at(interval.low()),
                    HEIGHT / 2 - 3,
                    scale.at(interval.high()) - scale.at(interval.low()),
                    6,
                    "interval",
                    interval.words());
            ends(svg, scale, interval, HEIGHT / 2);
        }
        if (!Double.isNaN(interval.value())) {
            svg.circle(scale.at(interval.value()), HEIGHT / 2, 3.5, "estimate");
        }
        return svg.end();
    }

    /** What goes on beyond the edge ends in an arrow. */
    static void ends(Svg svg, Scale scale, Interval interval, double y) {
        if (interval.low() < scale.low()) {
            double x = scale.at(scale.low());
            svg.polygon(points(List.of(x - 4, y, x + 3, y - 5, x + 3, y + 5)), "end " + interval.tone());
        }
        if (interval.high() > scale.high()) {
            double x = scale.at(scale.high());
            svg.polygon(points(List.of(x + 4, y, x - 3, y - 5, x - 3, y + 5)), "end " + interval.tone());
        }
    }

    static String points(List<Double> coordinates) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < coordinates.size(); i += 2) {
            points.append(Svg.number(coordinates.get(i)))
                    .append(',')
                    .append(Svg.number(coordinates.get(i + 1)))
                    .append(' ');
        }
        return points.toString().strip();
    }
}
