package org.muriel.decision;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muriel.decision.datafile.Datafile.Flag;
import org.muriel.decision.datafile.Datafile.Variation;

/**
 * The rules of one flag, in the order in which they are tried.
 *
 * @param undecided what it gives if none of them decides
 */
record FlagRules(Flag flag, List<Rule> holdouts, List<Rule> experiments, List<Rule> rollout, Decision undecided) {

    /** What a variation gives, by its key, among those of all rules but holdouts; the first of two with one key. */
    @Nullable
    Decision byVariationKey(String key) {
        Decision decision = byVariationKey(experiments, key);
        return decision == null ? byVariationKey(rollout, key) : decision;
    }

    private static @Nullable Decision byVariationKey(List<Rule> rules, String key) {
        for (Rule rule : rules) {
            List<Variation> variations = rule.entrance().experiment().variations();
            for (int i = 0; i < variations.size(); i++) {
                if (variations.get(i).key().equals(key)) {
                    return rule.outcomes().get(i);
                }
            }
        }
        return null;
    }
}
