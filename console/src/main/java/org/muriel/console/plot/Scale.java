package org.muriel.console.plot;

import java.util.ArrayList;
import java.util.List;

/**
 * From figures to pixels, with round figures to write at the axis.
 *
 * @param low the figure at {@code from}
 * @param high the figure at {@code to}; above low
 */
record Scale(double low, double high, double from, double to) {
    Scale {
        if (!(low < high) || !Double.isFinite(low) || !Double.isFinite(high)) {
            throw new IllegalArgumentException("a scale from " + low + " to " + high);
        }
    }

    /** One that holds all finite figures, and a little beyond. */
    static Scale around(List<Double> figures, double from, double to) {
        double low = 0;
        double high = 0;
        for (double it : figures) {
            if (Double.isFinite(it)) {
                low = Math.min(low, it);
                high = Math.max(high, it);
            }
        }
        double room = high > low ? (high - low) * 0.06 : 0.01;
        return new Scale(low - room, high + room, from, to);
    }

    /** Where a figure is; what lies beyond is at the edge. */
    double at(double figure) {
        double clamped = Math.clamp(figure, low, high);
        return from + (clamped - low) / (high - low) * (to - from);
    }

    boolean holds(double figure) {
        return figure >= low && figure <= high;
    }

    /** Round figures inside, some {@code about} of them. */
    List<Double> ticks(int about) {
        double raw = (high - low) / Math.max(1, about);
        double magnitude = Math.pow(10, Math.floor(Math.log10(raw)));
        double step = magnitude;
        for (double factor : new double[] {1, 2, 2.5, 5, 10}) {
            step = magnitude * factor;
            if (step >= raw) {
                break;
            }
        }
        List<Double> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(low / step); i * step <= high; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }
}
