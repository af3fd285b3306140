package org.muriel.decision;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muriel.decision.datafile.Datafile.Variation;

/**
 * An entrance as one flag uses it.
 *
 * @param outcomes what the flag gives in each variation, in the order of the experiment's list
 * @param holdouts local ones, which come before it
 */
record Rule(Source source, Entrance entrance, List<Decision> outcomes, List<Rule> holdouts) {

    Step.RuleName name() {
        return new Step.RuleName(
                source, entrance.experiment().id(), entrance.experiment().key());
    }

    /** Of two with one key the last is meant, as in all SDKs. */
    @Nullable
    Decision byVariationKey(String key) {
        List<Variation> variations = entrance.experiment().variations();
        for (int i = variations.size() - 1; i >= 0; i--) {
            if (variations.get(i).key().equals(key)) {
                return outcomes.get(i);
            }
        }
        return null;
    }

    @Nullable
    Decision byVariationId(String id) {
        List<Variation> variations = entrance.experiment().variations();
        for (int i = 0; i < variations.size(); i++) {
            if (variations.get(i).id().equals(id)) {
                return outcomes.get(i);
            }
        }
        return null;
    }
}
