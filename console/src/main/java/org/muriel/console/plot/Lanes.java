package org.muriel.console.plot;

import gg.jte.Content;
import java.util.List;

/** Who has which of the 10 000 buckets: a lane for each experiment of a group, and where there is room. */
public final class Lanes {
    private static final double WIDTH = 760;
    private static final double LABELS = 190;
    private static final double LANE = 30;
    private static final int BUCKETS = 10_000;

    private Lanes() {}

    /** @param label whose it is */
    public record Lane(String label, boolean free, List<Range> ranges) {}

    /** Buckets from one up to, without, another. */
    public record Range(int from, int to) {}

    public static Content of(List<Lane> lanes) {
        Scale scale = new Scale(0, BUCKETS, LABELS + 10, WIDTH - 16);
        double height = lanes.size() * LANE + 26;
        Svg svg = new Svg(WIDTH, height, "lanes", "Ranges of buckets by experiment; the table has the same figures.");
        for (int tick = 0; tick <= BUCKETS; tick += 2_500) {
            svg.line(scale.at(tick), 0, scale.at(tick), height - 20, "grid");
            svg.text(scale.at(tick), height - 6, "middle", "tick", Integer.toString(tick));
        }
        for (int i = 0; i < lanes.size(); i++) {
            Lane lane = lanes.get(i);
            double y = i * LANE + 4;
            svg.text(LABELS, y + 15, "end", "label", lane.label());
            for (Range range : lane.ranges()) {
                svg.rectangle(
                        scale.at(range.from()),
                        y,
                        scale.at(range.to()) - scale.at(range.from()),
                        LANE - 10,
                        lane.free() ? "free" : "taken series-" + (i % 8 + 1),
                        lane.label() + ": " + range.from() + " to " + (range.to() - 1));
            }
        }
        return svg.end();
    }
}
