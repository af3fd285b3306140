package org.muriel.decision.generated;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.muriel.decision.DecideOption;

/** What is asked about one visitor: one flag, some, or all, with options. */
sealed interface Question {
    Set<DecideOption> options();

    record One(String flagKey, Set<DecideOption> options) implements Question {}

    record Some(List<String> flagKeys, Set<DecideOption> options) implements Question {}

    record All(Set<DecideOption> options) implements Question {}

    /** The options that the Java SDK knows. */
    List<DecideOption> OPTIONS = List.of(
            DecideOption.DISABLE_DECISION_EVENT,
            DecideOption.ENABLED_FLAGS_ONLY,
            DecideOption.IGNORE_USER_PROFILE_SERVICE,
            DecideOption.INCLUDE_REASONS,
            DecideOption.EXCLUDE_VARIABLES);

    static Question of(GeneratedDatafile datafile, long seed) {
        Choice choice = new Choice(seed);
        Set<DecideOption> options = EnumSet.noneOf(DecideOption.class);
        OPTIONS.stream().filter(it -> choice.percent(15)).forEach(options::add);
        List<String> keys = new ArrayList<>(datafile.flagKeys());
        keys.add("no-such-flag");
        return switch (choice.below(4)) {
            case 0 -> new One(choice.of(keys), options);
            case 1 -> new Some(List.copyOf(new LinkedHashSet<>(choice.some(0, 4, () -> choice.of(keys)))), options);
            default -> new All(options);
        };
    }
}
