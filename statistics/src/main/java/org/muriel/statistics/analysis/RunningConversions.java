package org.muriel.statistics.analysis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.muriel.statistics.contrast.Region;
import org.muriel.statistics.estimate.Estimate;
import org.muriel.statistics.estimate.Level;
import org.muriel.statistics.sequential.AnytimeTest;
import org.muriel.statistics.sequential.Conversions;
import org.muriel.statistics.sequential.ConversionsMixture;
import org.muriel.statistics.sequential.ConversionsTest;

/**
 * The exact test of conversions over all looks (statistics specification, 5.3): its smallest p-value, and the lifts that
 * no look rejects. It begins anew when an effect turns out to have changed, as {@link RunningInterval} does. Mutable, for
 * one thread.
 */
public final class RunningConversions {
    private final List<Look> looks = new ArrayList<>();
    private final Map<Start, Running> running = new HashMap<>();
    private double largestLogE;

    private record Look(List<Conversions> periods, double logE) {}

    private record Start(Level level, int since) {}

    /**
     * Takes in a look.
     *
     * @param periods always the same ones, with what is known of them by now; without any nothing is taken in
     */
    public void add(List<Conversions> periods) {
        // most looks of a small experiment add nothing to the one before
        if (!periods.isEmpty() && (looks.isEmpty() || !looks.getLast().periods().equals(periods))) {
            double logE = periods.size() == 1
                    ? ConversionsTest.DEFAULT.logE(periods.getFirst())
                    : ConversionsMixture.DEFAULT.logE(periods);
            looks.add(new Look(List.copyOf(periods), logE));
            largestLogE = Math.max(largestLogE, logE);
        }
    }

    public boolean isEmpty() {
        return looks.isEmpty();
    }

    /** ln E of the latest look. */
    public double logE() {
        return looks.isEmpty() ? 0 : looks.getLast().logE();
    }

    /** Smallest p-value so far, 1 before the first conversion. */
    public double p() {
        return AnytimeTest.p(largestLogE);
    }

    /** The lifts that no look rejects. */
    public Region lifts(Level level) {
        return since(level, 0).lifts;
    }

    int latest() {
        return Math.max(0, looks.size() - 1);
    }

    Running since(Level level, int first) {
        Running from = running.computeIfAbsent(new Start(level, first), it -> new Running(level, first));
        for (; from.next < looks.size(); from.next++) {
            from.add(looks.get(from.next));
        }
        return from;
    }

    private static Region lifts(List<Conversions> periods, Level level) {
        if (level.alpha() == 0) {
            return Region.EVERYTHING;
        }
        return periods.size() == 1
                ? ConversionsTest.DEFAULT.lifts(periods.getFirst(), level)
                : ConversionsMixture.DEFAULT.lifts(periods, level);
    }

    private static Estimate<Double> lift(List<Conversions> periods) {
        return periods.size() == 1 ? periods.getFirst().lift() : ConversionsMixture.DEFAULT.lift(periods);
    }

    /** From one look on, at one level. */
    static final class Running {
        private final Level level;
        private int next;
        private int since;
        private double largestLogE;
        private Region lifts = Region.EVERYTHING;

        private Running(Level level, int first) {
            this.level = level;
            this.next = first;
            this.since = first;
        }

        private void add(Look look) {
            Region now = RunningConversions.lifts(look.periods(), level);
            Region common = lifts.intersect(now);
            boolean fits =
                    !(lift(look.periods()) instanceof Estimate.Known<Double>(Double lift)) || common.contains(lift);
            since = fits ? since : next;
            largestLogE = fits ? Math.max(largestLogE, look.logE()) : look.logE();
            lifts = fits ? common : now;
        }

        double p() {
            return AnytimeTest.p(largestLogE);
        }

        int since() {
            return since;
        }

        Region lifts() {
            return lifts;
        }
    }
}
