package org.muriel.decision.generated;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.muriel.decision.Explanation;
import org.muriel.decision.Step;
import org.muriel.decision.audience.Condition;

/** How often each thing a decision may depend on was seen. */
final class Coverage {
    private final Map<String, Integer> counts = new TreeMap<>();

    void asked(Question question) {
        count("asked for " + question.getClass().getSimpleName());
        question.options().forEach(it -> count("option " + it));
    }

    void answered(Answer answer) {
        answer.exposures().forEach(it -> count("exposure " + it.ruleType()));
        answer.saved().ifPresent(it -> count("profile saved"));
        answer.lines().values().stream()
                .filter(it -> it.variables().containsValue(null))
                .forEach(it -> count("variable that does not convert"));
    }

    void differed(KnownDifference known) {
        count("known difference " + known);
    }

    void explained(Explanation explanation) {
        count("decisions");
        count("decided " + (explanation.decision().variation().isPresent() ? "by " : "nothing by ")
                + explanation.decision().source().word());
        if (explanation.decision().enabled()) {
            count("enabled");
        }
        explanation.path().forEach(stop -> stop.steps().forEach(this::taken));
    }

    private void taken(Step step) {
        switch (step) {
            case Step.NoSuchFlag ignored -> count("no such flag");
            case Step.InvalidVariable ignored -> {}
            case Step.Forced forced ->
                count("forced " + (forced.rule().isPresent() ? "in a rule" : "in a flag") + known(forced.known()));
            case Step.NoSuchExperiment ignored -> {}
            case Step.NotRunning ignored -> count("not running");
            case Step.Given given -> count("given by " + given.gift() + known(given.known()));
            case Step.Audiences audiences -> {
                count("audiences " + audiences.truth());
                audiences.tree().ifPresent(this::assessed);
            }
            case Step.GroupPlaced placed ->
                count("group's place "
                        + placed.experimentId()
                                .map(it -> it.equals(placed.at().id()) ? "mine" : "another's")
                                .orElse("nobody's"));
            case Step.Placed placed ->
                count("placed "
                        + placed.variationKey().map(it -> "in a variation").orElse("in none") + " by "
                        + placed.at().source().word());
            case Step.Predicted ignored -> {}
            case Step.NotPredicted ignored -> {}
        }
    }

    private static String known(boolean known) {
        return known ? "" : ", unknown";
    }

    private void assessed(Step.Assessed assessed) {
        String what = switch (assessed.condition()) {
            case Condition.Test(var leaf) -> "match " + leaf.match().orElse("none");
            case Condition.Named ignored -> "no such audience";
            case Condition condition -> condition.getClass().getSimpleName();
        };
        count(what + " " + assessed.truth());
        assessed.operands().forEach(this::assessed);
    }

    private void count(String what) {
        counts.merge(what, 1, Integer::sum);
    }

    Map<String, Integer> counts() {
        return counts;
    }

    @Override
    public String toString() {
        return counts.entrySet().stream()
                .map(it -> it.getValue() + "\t" + it.getKey() + "\n")
                .collect(Collectors.joining());
    }
}
