package org.muriel.simulation;

import java.util.List;
import java.util.stream.IntStream;
import org.muriel.simulation.rest.CannotGoOn;
import org.muriel.simulation.rest.Figures;
import org.muriel.simulation.rest.Figures.Answer;
import org.muriel.simulation.rest.Figures.Figure;
import org.muriel.simulation.rest.Figures.OfVariation;
import org.muriel.simulation.terminal.Numbers;
import org.muriel.simulation.terminal.Table;

/**
 * In how many experiments without an effect one was found at some look: by the server, and by an ordinary test for two
 * shares that is looked at as often, which was made to be looked at once.
 *
 * @param promise most that may be, as a share
 */
record FalseAlarms(double promise, int experiments, int found, int foundByOrdinaryTest) {
    static final FalseAlarms NONE = new FalseAlarms(0, 0, 0, 0);

    /** Two-sided 10 % point of the normal distribution: the level of projects that choose none. */
    private static final double CRITICAL = 1.6448536269514722;

    private static final double LEVEL = 0.10;

    /** Two-sided 5 % point, for the bounds of what was found. */
    private static final double BOUNDS = 1.959963984540054;

    /** With one more experiment, looked at so often in equal distances of time. */
    FalseAlarms with(Answer series, int looks) {
        List<OfVariation> variations = series.metrics().getFirst().variations();
        OfVariation baseline = only(variations, true);
        OfVariation other = only(variations, false);
        int points = other.course().size();
        int[] chosen = IntStream.rangeClosed(1, looks)
                .map(i -> Math.max(0, i * points / looks - 1))
                .distinct()
                .toArray();
        boolean alarm = IntStream.of(chosen)
                .mapToObj(i -> other.course().get(i).figure())
                .anyMatch(FalseAlarms::isSignificant);
        boolean ordinary = IntStream.of(chosen)
                .anyMatch(i -> differ(
                        baseline.course().get(i).figure(), other.course().get(i).figure()));
        return new FalseAlarms(
                1 - series.confidence(),
                experiments + 1,
                found + (alarm ? 1 : 0),
                foundByOrdinaryTest + (ordinary ? 1 : 0));
    }

    /** Whether the promise may hold, as far as so many experiments tell. */
    boolean keepsPromise() {
        return bound(found, -1) <= promise;
    }

    List<String> lines() {
        Table table = new Table(1, "Test", "Experiments", "Found in", "Share", "95 % interval", "Promise");
        table.row(
                "Muriel",
                Numbers.whole(experiments),
                Numbers.whole(found),
                share(found),
                bounds(found),
                "at most " + Numbers.percent(promise));
        table.row(
                "Ordinary z-test at " + Numbers.percent(LEVEL),
                Numbers.whole(experiments),
                Numbers.whole(foundByOrdinaryTest),
                share(foundByOrdinaryTest),
                bounds(foundByOrdinaryTest),
                "for one look");
        return table.lines();
    }

    private String share(int count) {
        return Numbers.percent((double) count / experiments);
    }

    private String bounds(int count) {
        return Numbers.percent(bound(count, -1)) + " to " + Numbers.percent(bound(count, 1));
    }

    /** Wilson's bounds of a share: sensible also for none and for all. */
    private double bound(int count, int side) {
        double n = experiments;
        double p = count / n;
        double z2 = BOUNDS * BOUNDS;
        double half = BOUNDS * Math.sqrt(p * (1 - p) / n + z2 / (4 * n * n));
        return Math.clamp((p + z2 / (2 * n) + side * half) / (1 + z2 / n), 0, 1);
    }

    private static boolean isSignificant(Figure figure) {
        return figure.lift().map(Figures.Lift::significant).orElse(false);
    }

    /** The test of two shares with their pooled variance. */
    private static boolean differ(Figure a, Figure b) {
        if (a.samples() == 0 || b.samples() == 0) {
            return false;
        }
        double pooled = (a.value() + b.value()) / (a.samples() + b.samples());
        double error = Math.sqrt(pooled * (1 - pooled) * (1.0 / a.samples() + 1.0 / b.samples()));
        double difference = b.value() / b.samples() - a.value() / a.samples();
        return error > 0 && Math.abs(difference) > CRITICAL * error;
    }

    private static OfVariation only(List<OfVariation> variations, boolean baseline) {
        return variations.stream()
                .filter(it -> it.isBaseline() == baseline)
                .findFirst()
                .orElseThrow(() -> new CannotGoOn("The results have no two variations to compare"));
    }
}
