package org.muriel.statistics.summary;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Means and variances from exact sums, with one rounding at the end (statistics specification, 14).
 *
 * <p>The usual Σy² − (Σy)²/n in doubles loses all digits when the mean is large against the spread (Chan, Golub and
 * LeVeque 1983, The American Statistician 37(3)). Here n Σy² − (Σy)² is an exact integer or decimal, and only its quotient
 * by n(n−1) is rounded. Merging such sums is exact too, so shards give the same bits in any order. The price is
 * arithmetic on big numbers once their products pass 18 digits, well below a microsecond.
 */
final class ExactSums {
    /** Integers up to here are doubles without rounding, so that the quotient of two is rounded once. */
    private static final long EXACT_IN_DOUBLE = 1L << 53;

    /** Two more than the 53 bits of a double, so that a sticky last bit decides no tie wrongly. */
    private static final int BITS_OF_QUOTIENT = 55;

    private ExactSums() {}

    static Arm proportion(long count, long successes) {
        if (count == 0) {
            return Arm.EMPTY;
        }
        double rate = quotient(BigDecimal.valueOf(successes), BigDecimal.valueOf(count));
        return new Arm(count, rate, rate * (1 - rate));
    }

    static Arm mean(long count, BigDecimal sum, BigDecimal sumOfSquares) {
        if (count == 0) {
            return Arm.EMPTY;
        }
        double mean = quotient(sum, BigDecimal.valueOf(count));
        return new Arm(count, mean, Math.max(0, covariance(count, sumOfSquares, sum, sum)));
    }

    static Arm ratio(
            long count, BigDecimal sumY, BigDecimal sumYY, BigDecimal sumZ, BigDecimal sumZZ, BigDecimal sumYZ) {
        if (count == 0 || sumZ.signum() == 0) {
            return Arm.EMPTY;
        }
        double ratio = quotient(sumY, sumZ);
        double meanZ = quotient(sumZ, BigDecimal.valueOf(count));
        double linearised = covariance(count, sumYY, sumY, sumY)
                - 2 * ratio * covariance(count, sumYZ, sumY, sumZ)
                + ratio * ratio * covariance(count, sumZZ, sumZ, sumZ);
        return new Arm(count, ratio, Math.max(0, linearised / (meanZ * meanZ)));
    }

    /** Sample covariance with n − 1; 0 for a single unit. */
    static double covariance(long count, BigDecimal sumOfProducts, BigDecimal sumA, BigDecimal sumB) {
        if (count < 2) {
            return 0;
        }
        BigDecimal n = BigDecimal.valueOf(count);
        BigDecimal centred = sumOfProducts.multiply(n).subtract(sumA.multiply(sumB));
        return quotient(centred, n.multiply(BigDecimal.valueOf(count - 1)));
    }

    /** The double nearest to {@code dividend / divisor}; the divisor is positive. */
    static double quotient(BigDecimal dividend, BigDecimal divisor) {
        if (dividend.scale() == 0 && divisor.scale() == 0 && isExact(dividend) && isExact(divisor)) {
            return dividend.doubleValue() / divisor.doubleValue();
        }
        int scale = divisor.scale() - dividend.scale();
        BigInteger above = dividend.unscaledValue().multiply(powerOfTen(scale));
        BigInteger below = divisor.unscaledValue().multiply(powerOfTen(-scale));
        return quotient(above, below);
    }

    private static double quotient(BigInteger dividend, BigInteger divisor) {
        int shift = Math.max(0, BITS_OF_QUOTIENT + divisor.bitLength() - dividend.bitLength());
        BigInteger[] parts = dividend.abs().shiftLeft(shift).divideAndRemainder(divisor);
        BigInteger sticky = parts[1].signum() == 0 ? parts[0] : parts[0].setBit(0);
        return Math.scalb(dividend.signum() * sticky.doubleValue(), -shift);
    }

    private static BigInteger powerOfTen(int exponent) {
        return exponent <= 0 ? BigInteger.ONE : BigInteger.TEN.pow(exponent);
    }

    private static boolean isExact(BigDecimal integer) {
        return integer.precision() <= 18 && Math.abs(integer.longValue()) <= EXACT_IN_DOUBLE;
    }
}
