package org.muriel.statistics.distribution;

/**
 * How much likelier counts are when their shares vary around the expected ones than when they are exactly those.
 *
 * <pre>  ln B(cθ + n) − ln B(cθ) − Σ n_j ln θ_j,   ln B(a) = Σ lnΓ(a_j) − lnΓ(Σ a_j)</pre>
 *
 * <p>The terms are as large as n ln n and their sum is a few units: at 10⁹ counts nothing would be left of it. With Stirling's
 * form of lnΓ the large parts cancel on paper and leave the deviance of the counts, half a logarithm for each share, and
 * remainders; every term is then of the size of what it contributes. (Written for this program; the deviance is that of
 * C. Loader 2000, Fast and accurate computation of binomial probabilities.)
 */
public final class DirichletMultinomial {
    private DirichletMultinomial() {}

    /**
     * ln of the ratio of likelihoods.
     *
     * @param concentration c, more than 0
     * @param shares θ_j, each more than 0, summing to 1
     * @param counts n_j, each 0 or more
     */
    public static double logRatio(double concentration, double[] shares, double[] counts) {
        double total = 0;
        for (double count : counts) {
            total += count;
        }
        double sum = LogGamma.remainder(concentration)
                - LogGamma.remainder(concentration + total)
                + 0.5 * StrictMath.log1p(total / concentration);
        for (int j = 0; j < shares.length; j++) {
            double before = concentration * shares[j];
            double after = before + counts[j];
            sum += after * UnitDeviance.of((total * shares[j] - counts[j]) / after)
                    - 0.5 * StrictMath.log1p(counts[j] / before)
                    + LogGamma.remainder(after)
                    - LogGamma.remainder(before);
        }
        return sum;
    }

    /**
     * Σ n_j ln(n_j/(Nθ_j)), by which the counts are less likely at shares θ than at their own; 0 or more, infinite when a share
     * is 0 whose count is not.
     */
    public static double deviance(double[] counts, double[] shares) {
        double total = 0;
        for (double count : counts) {
            total += count;
        }
        double sum = 0;
        for (int j = 0; j < counts.length; j++) {
            double expected = total * shares[j];
            sum += counts[j] == 0 ? expected : counts[j] * UnitDeviance.of((expected - counts[j]) / counts[j]);
        }
        return sum;
    }
}
