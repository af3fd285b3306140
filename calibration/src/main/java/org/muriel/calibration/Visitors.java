package org.muriel.calibration;

import java.util.List;
import java.util.random.RandomGenerator;
import org.muriel.statistics.analysis.Row;
import org.muriel.statistics.contrast.Guard;
import org.muriel.statistics.contrast.Stratum;
import org.muriel.statistics.summary.Arm;
import org.muriel.statistics.summary.Moments;

/** Visitors of one arm who convert or not, or spend something or nothing, counted up to now. Mutable, for one run. */
final class Visitors {
    private final RandomGenerator random;
    private final Spending spending;
    private long count;
    private long nonzero;
    private double mean;
    private double squares;

    /** What somebody who buys spends. */
    sealed interface Spending {
        /** Conversions: a buyer counts 1. */
        record Once() implements Spending {}

        record LogNormal(double mean, double deviation) implements Spending {}
    }

    Visitors(RandomGenerator random, Spending spending) {
        this.random = random;
        this.spending = spending;
    }

    /** Lets some more come, each buying with this chance. */
    void come(long visitors, double rate) {
        long buyers = Luck.binomial(random, visitors, rate);
        if (spending instanceof Spending.LogNormal(double mu, double sigma)) {
            double before = count == 0 ? 0 : mean * count;
            double sum = 0;
            double sumOfSquares = 0;
            for (long i = 0; i < buyers; i++) {
                double spent = Luck.logNormal(random, mu, sigma);
                sum += spent;
                sumOfSquares += spent * spent;
            }
            squares += sumOfSquares;
            mean = count + visitors == 0 ? 0 : (before + sum) / (count + visitors);
        }
        count += visitors;
        nonzero += buyers;
    }

    long count() {
        return count;
    }

    long nonzero() {
        return nonzero;
    }

    Arm arm() {
        return spending instanceof Spending.Once
                ? Arm.proportion(count, nonzero)
                : new Moments(count, mean, Math.max(0, squares - count * mean * mean)).arm();
    }

    /** One look at two arms whose shares of traffic never changed. */
    static Row row(Visitors treatment, Visitors baseline) {
        return Row.of(
                List.of(new Stratum(treatment.arm(), baseline.arm())),
                treatment.nonzero(),
                baseline.nonzero(),
                Guard.ON);
    }
}
