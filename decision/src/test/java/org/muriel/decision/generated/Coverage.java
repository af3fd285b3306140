package org.muriel.decision.generated;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.muriel.decision.Explanation;
import org.muriel.decision.Step;
import org.muriel.decision.audience.Condition;

/** How often each thing a decision may depend on was seen. */
final class Coverage {
    private static final List<String> WANTED = List.of(
            "asked for One",
            "asked for Some",
            "asked for All",
            "enabled",
            "decided by feature-test",
            "decided by rollout",
            "decided nothing by rollout",
            "no such flag",
            "no such audience UNKNOWN",
            "not running",
            "audiences TRUE",
            "audiences FALSE",
            "audiences UNKNOWN",
            "And TRUE",
            "Or TRUE",
            "Not TRUE",
            "forced in a flag",
            "forced in a flag, unknown",
            "forced in a rule",
            "forced in a rule, unknown",
            "given by OVERRIDE",
            "given by WHITELIST",
            "given by WHITELIST, unknown",
            "given by PROFILE",
            "given by PROFILE, unknown",
            "group's place mine",
            "group's place another's",
            "group's place nobody's",
            "placed in a variation by feature-test",
            "placed in a variation by rollout",
            "placed in none by feature-test",
            "placed in none by rollout",
            "match qualified TRUE",
            "match qualified FALSE",
            "match regex UNKNOWN",
            "exposure feature-test",
            "exposure rollout",
            "profile saved",
            "variable that does not convert");

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

    /** Fails if something that decisions depend on was hardly ever seen, or a known difference often. */
    void check(int visitors) {
        List<String> wanted = new ArrayList<>(WANTED);
        Question.OPTIONS.forEach(it -> wanted.add("option " + it));
        for (String match : Conditions.COMPARISONS) {
            wanted.add("match " + match + " TRUE");
            wanted.add("match " + match + " FALSE");
            wanted.add("match " + match + " UNKNOWN");
        }
        assertThat(wanted)
                .allSatisfy(it -> assertThat(counts.getOrDefault(it, 0))
                        .as("cases of: %s", it)
                        .isGreaterThan(visitors / 1_000));
        for (KnownDifference known : KnownDifference.values()) {
            assertThat(counts.getOrDefault("known difference " + known, 0))
                    .as("cases of: %s", known)
                    .isBetween(1, visitors / 100);
        }
    }

    @Override
    public String toString() {
        return counts.entrySet().stream()
                .map(it -> it.getValue() + "\t" + it.getKey() + "\n")
                .collect(Collectors.joining());
    }
}
