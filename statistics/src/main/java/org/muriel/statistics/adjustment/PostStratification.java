package org.muriel.statistics.adjustment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Comparing like with like: units are grouped by something that was fixed at exposure, such as platform or country, and each
 * group is compared within itself (Miratrix, Sekhon and Yu 2013, Journal of the Royal Statistical Society B 75(2);
 * statistics specification, 8.2). The computation is that of epochs, with strata in their place; what is special to strata is
 * that one of them may lack an arm. A stratum without an arm compares nothing, but its units were measured, so it joins the
 * largest one.
 *
 * <p>Accepted cost: where strata were merged they take out less noise. Dropping them instead would change who is spoken of.
 */
public final class PostStratification {
    private PostStratification() {}

    /**
     * One group of units in two arms.
     *
     * @param <S> itself
     */
    public interface Group<S extends Group<S>> {
        long treatmentCount();

        long controlCount();

        S merge(S other);
    }

    /**
     * Strata of which each has both arms: the largest takes in those that lack one. When no stratum has both, all become
     * one.
     */
    public static <S extends Group<S>> List<S> complete(List<S> strata) {
        List<S> complete = new ArrayList<>(
                strata.stream().filter(PostStratification::isComplete).toList());
        List<S> lacking = strata.stream().filter(it -> !isComplete(it)).toList();
        if (complete.isEmpty() || lacking.isEmpty()) {
            return complete.isEmpty()
                    ? lacking.stream().reduce(Group::merge).stream().toList()
                    : complete;
        }
        // The first of the largest, so that the order of the others does not matter.
        S largest = complete.stream()
                .max(Comparator.comparingLong(it -> it.treatmentCount() + it.controlCount()))
                .orElseThrow();
        int at = complete.indexOf(largest);
        complete.set(at, lacking.stream().reduce(largest, Group::merge));
        return complete;
    }

    private static boolean isComplete(Group<?> group) {
        return group.treatmentCount() > 0 && group.controlCount() > 0;
    }
}
