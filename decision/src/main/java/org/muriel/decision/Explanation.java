package org.muriel.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A decision with every step that led to it, by rule. It is made by the code that decides, watched while it does, so it
 * cannot tell of another decision than a visitor gets.
 *
 * @param revision of the datafile
 * @param path what was looked at, in order; the last rule with a variation is the decision's
 */
public record Explanation(
        String revision, String flagKey, String visitorId, String bucketingId, List<Stop> path, Decision decision) {

    /**
     * Steps at one rule, or before all rules.
     *
     * @param rule absent for what concerns the whole flag
     */
    public record Stop(Optional<Step.RuleName> rule, List<Step> steps) {}

    static Explanation of(Ruleset ruleset, String flagKey, Visitor visitor, List<Step> steps, Decision decision) {
        List<Stop> path = new ArrayList<>();
        for (int from = 0; from < steps.size(); ) {
            Optional<Step.RuleName> rule = steps.get(from).rule();
            int to = from + 1;
            while (to < steps.size() && steps.get(to).rule().equals(rule)) {
                to++;
            }
            path.add(new Stop(rule, List.copyOf(steps.subList(from, to))));
            from = to;
        }
        return new Explanation(
                ruleset.datafile().revision(),
                flagKey,
                visitor.id(),
                visitor.bucketingId(),
                List.copyOf(path),
                decision);
    }
}
