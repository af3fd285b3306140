package org.muriel.statistics.multiplicity;

import java.util.Arrays;
import java.util.Comparator;

/** Places of p-values, the smallest first; equal ones in the order given. */
final class Order {
    private Order() {}

    static int[] ascending(double[] p) {
        Integer[] places = new Integer[p.length];
        Arrays.setAll(places, i -> i);
        Arrays.sort(places, Comparator.comparingDouble(i -> p[i]));
        return Arrays.stream(places).mapToInt(Integer::intValue).toArray();
    }
}
