package org.muriel.statistics.summary;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Means and variances from exact sums, with one rounding at the end (statistics specification, 14).
 *
 * <p>The usual Σy² − (Σy)²/n in doubles loses all digits when the mean is large against the spread (Chan, Golub and
 * LeVeque 1983, The American Statistician 37(3)). Here n Σy² − (Σy)² is an exact integer or decimal, and only its quotient
 * by n(n−1) is rounded. Merging such sums is exact too, so shards give the same bits in any order. Sums of whole
 * numbers below 10¹⁸, which is all revenue in cents, are as quick as doubles; others cost arithmetic on big numbers, a
 * microsecond.
 */
final class ExactSums {
    /** Integers up to here are doubles without rounding, so that the quotient of two is rounded once. */
    private static final long EXACT_IN_DOUBLE = 1L << 53;

    /** Up to here n(n − 1) is a double without rounding, and n Σab is less than 2¹¹⁷. */
    private static final long LARGEST_COUNT = 90_000_000;

    /** Two more than the 53 bits of a double, so that a sticky last bit decides no tie wrongly. */
    private static final int BITS_OF_QUOTIENT = 55;

    private ExactSums() {}

    static Arm proportion(long count, long successes) {
        if (count == 0) {
            return Arm.EMPTY;
        }
        double rate = count <= EXACT_IN_DOUBLE
                ? (double) successes / count
                : quotient(BigDecimal.valueOf(successes), BigDecimal.valueOf(count));
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
        return new Arm(
                count, ratio, count < 2 ? 0 : Math.max(0, ratioVariance(count, sumY, sumYY, sumZ, sumZZ, sumYZ)));
    }

    /**
     * s² = (s²_Y − 2r s_YZ + r² s²_Z)/z̄² with r = ΣY/ΣZ, as one quotient: n²(ΣZ² ΣY² − 2 ΣY ΣZ ΣYZ + ΣY² ΣZ²)/((n−1)(ΣZ)⁴),
     * where squares of sums stand before sums of squares. Summed up from rounded parts it would be a little more than
     * nothing where all units have the same ratio.
     */
    private static double ratioVariance(
            long count, BigDecimal sumY, BigDecimal sumYY, BigDecimal sumZ, BigDecimal sumZZ, BigDecimal sumYZ) {
        BigDecimal n = BigDecimal.valueOf(count);
        BigDecimal squareOfZ = sumZ.multiply(sumZ);
        BigDecimal product = sumY.multiply(sumZ);
        BigDecimal spread = squareOfZ
                .multiply(sumYY)
                .subtract(product.add(product).multiply(sumYZ))
                .add(sumY.multiply(sumY).multiply(sumZZ));
        return quotient(
                spread.multiply(n.multiply(n)), squareOfZ.multiply(squareOfZ).multiply(BigDecimal.valueOf(count - 1)));
    }

    /** Sample covariance with n − 1; 0 for a single unit. */
    static double covariance(long count, BigDecimal sumOfProducts, BigDecimal sumA, BigDecimal sumB) {
        if (count < 2) {
            return 0;
        }
        if (count <= LARGEST_COUNT && isLong(sumOfProducts) && isLong(sumA) && isLong(sumB)) {
            return covariance(count, sumOfProducts.longValue(), sumA.longValue(), sumB.longValue());
        }
        BigDecimal n = BigDecimal.valueOf(count);
        BigDecimal centred = sumOfProducts.multiply(n).subtract(sumA.multiply(sumB));
        return quotient(centred, n.multiply(BigDecimal.valueOf(count - 1)));
    }

    /**
     * The same for sums that are longs. n Σab − Σa Σb is exact in 128 bits, of which two doubles keep 106; the quotient is
     * that of the larger one, corrected by what is left over, so that it is rounded once.
     */
    private static double covariance(long count, long sumOfProducts, long sumA, long sumB) {
        long low = count * sumOfProducts - sumA * sumB;
        long borrow = Long.compareUnsigned(count * sumOfProducts, sumA * sumB) < 0 ? 1 : 0;
        long high = Math.multiplyHigh(count, sumOfProducts) - Math.multiplyHigh(sumA, sumB) - borrow;
        double top = high * 0x1p64;
        double middle = (low >>> 32) * 0x1p32;
        double bottom = low & 0xffff_ffffL;
        double upper = top + middle;
        double sum = upper + bottom;
        double rest = (middle - (upper - top)) + (bottom - (sum - upper));
        double divisor = (double) count * (count - 1);
        double quotient = sum / divisor;
        return quotient + (Math.fma(-quotient, divisor, sum) + rest) / divisor;
    }

    private static boolean isLong(BigDecimal number) {
        return number.scale() == 0 && number.precision() <= 18;
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
