package org.muriel.console.plot;

import gg.jte.Content;
import java.util.ArrayList;
import java.util.List;

/** A course in the size of a word. */
public final class Sparkline {
    private static final double WIDTH = 220;
    private static final double HEIGHT = 44;

    private Sparkline() {}

    /** @param says what it shows, in a sentence */
    public static Content of(List<Long> figures, String says) {
        long most =
                Math.max(1, figures.stream().mapToLong(Long::longValue).max().orElse(1));
        Svg svg = new Svg(WIDTH, HEIGHT, "spark", says);
        List<Double> points = new ArrayList<>();
        for (int i = 0; i < figures.size(); i++) {
            points.add(figures.size() == 1 ? WIDTH / 2 : 2 + i * (WIDTH - 4) / (figures.size() - 1));
            points.add(HEIGHT - 3 - figures.get(i) * (HEIGHT - 6) / most);
        }
        svg.line(0, HEIGHT - 2, WIDTH, HEIGHT - 2, "grid");
        return svg.polyline(IntervalBar.points(points), "course").end();
    }
}
