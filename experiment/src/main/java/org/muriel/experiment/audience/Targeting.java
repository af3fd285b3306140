package org.muriel.experiment.audience;

import java.util.HashSet;
import java.util.Set;

/** Which visitors an experiment or a rollout rule is for. */
public sealed interface Targeting {
    record Everyone() implements Targeting {}

    /** Visitors who satisfy a combination of audiences, given by their ids. */
    record Audiences(Condition<Long> condition) implements Targeting {}

    static Targeting everyone() {
        return new Everyone();
    }

    default Set<Long> audienceIds() {
        return switch (this) {
            case Everyone() -> Set.of();
            case Audiences(Condition<Long> condition) -> {
                Set<Long> ids = new HashSet<>();
                condition.forEachLeaf(ids::add);
                yield ids;
            }
        };
    }
}
