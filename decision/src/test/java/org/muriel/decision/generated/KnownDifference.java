package org.muriel.decision.generated;

import java.util.Set;
import java.util.stream.Collectors;

/** Where the official Java SDK may decide a flag otherwise than this engine, and why this engine stays with its choice. */
enum KnownDifference {
    /**
     * A decision is forced by a key that several variations of the flag have, such as {@code on} in an experiment and in a
     * rollout. JavaScript and Python take the first of them, and so does this engine; the Java SDK takes the one that a
     * hash map of their ids lists first.
     */
    FORCED_BY_A_KEY_OF_SEVERAL_VARIATIONS {
        @Override
        boolean mayConcern(GeneratedDatafile datafile, GeneratedVisitor visitor, String flagKey) {
            return visitor.forced().stream()
                    .filter(it -> it.flagKey().equals(flagKey))
                    .anyMatch(it -> datafile.rulesOf(flagKey).stream()
                                    .flatMap(rule -> GeneratedDatafile.variations(rule).stream())
                                    .filter(variation -> it.variationKey().equals(variation.get("key")))
                                    .distinct()
                                    .count()
                            > 1);
        }
    };

    abstract boolean mayConcern(GeneratedDatafile datafile, GeneratedVisitor visitor, String flagKey);

    /** The flags of which this may be the cause. */
    Set<String> flags(GeneratedDatafile datafile, GeneratedVisitor visitor) {
        return datafile.flagKeys().stream()
                .filter(it -> mayConcern(datafile, visitor, it))
                .collect(Collectors.toSet());
    }
}
