package org.muriel.decision;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muriel.decision.datafile.Datafile.Flag;

/**
 * The rules of one flag, in the order in which they are tried.
 *
 * @param undecided what it gives if none of them decides
 */
record FlagRules(Flag flag, List<Rule> holdouts, List<Rule> experiments, List<Rule> rollout, Decision undecided) {

    /** What a variation gives, by its key, among those of all rules but holdouts; the first of two with one key. */
    @Nullable
    Decision byVariationKey(String key) {
        for (Rule rule : experiments) {
            Decision decision = rule.byVariationKey(key);
            if (decision != null) {
                return decision;
            }
        }
        for (Rule rule : rollout) {
            Decision decision = rule.byVariationKey(key);
            if (decision != null) {
                return decision;
            }
        }
        return null;
    }
}
