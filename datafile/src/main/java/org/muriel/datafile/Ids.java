package org.muriel.datafile;

import java.util.Locale;

/**
 * Ids of what a datafile has and the configuration has not: decimal text, the same for ever, and none that anything
 * else bears. A digit says what it is, and sixteen digits hold the id it is derived from, which is below 2^53: all of
 * them are therefore above every id of the catalog, and within 64 bits.
 */
final class Ids {
    private Ids() {}

    /** The rollout of a feature. */
    static String rollout(long featureId) {
        return derived(1, featureId);
    }

    /** The variation of a rollout rule. */
    static String variationOn(long ruleId) {
        return derived(2, ruleId);
    }

    /** The variation of a rollout's last rule. */
    static String variationOff(long featureId) {
        return derived(3, featureId);
    }

    /** The last rule of a rollout; the decision service recognises it by this form (SDK contract, 1.5 and 6.4). */
    static String everyoneElse(long featureId) {
        return "default-" + rollout(featureId);
    }

    private static String derived(int what, long id) {
        return String.format(Locale.ROOT, "%d%016d", what, id);
    }
}
