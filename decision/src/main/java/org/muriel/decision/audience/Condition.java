package org.muriel.decision.audience;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A tree of conditions. It is read once, with the datafile, and is what decides: nothing is looked up or converted
 * when a visitor comes. All cases are immutable and safe for all threads. SDK contract, 3.
 */
public sealed interface Condition {
    /** True for everyone. */
    Condition EVERYONE = new And(List.of());

    /**
     * What this says about a visitor.
     *
     * @param attributes what is known of the visitor, by attribute key; values are of any type
     * @param segments the names of the segments the visitor qualifies for
     */
    Truth test(Map<String, ?> attributes, Set<String> segments);

    /** This condition with the audiences that it names by id put in. An id that is not a key stays, and is unknown. */
    Condition resolved(Map<String, Audience> audiences);

    /** False if an operand is false, else unknown if one is, else true; stops at the operand that settles it. */
    record And(List<Condition> operands) implements Condition {
        @Override
        public Truth test(Map<String, ?> attributes, Set<String> segments) {
            Truth truth = Truth.TRUE;
            for (int i = 0; i < operands.size(); i++) {
                switch (operands.get(i).test(attributes, segments)) {
                    case TRUE -> {}
                    case FALSE -> {
                        return Truth.FALSE;
                    }
                    case UNKNOWN -> truth = Truth.UNKNOWN;
                }
            }
            return truth;
        }

        @Override
        public Condition resolved(Map<String, Audience> audiences) {
            return new And(all(operands, audiences));
        }
    }

    /** True if an operand is true, else unknown if one is, else false; stops at the operand that settles it. */
    record Or(List<Condition> operands) implements Condition {
        @Override
        public Truth test(Map<String, ?> attributes, Set<String> segments) {
            Truth truth = Truth.FALSE;
            for (int i = 0; i < operands.size(); i++) {
                switch (operands.get(i).test(attributes, segments)) {
                    case TRUE -> {
                        return Truth.TRUE;
                    }
                    case FALSE -> {}
                    case UNKNOWN -> truth = Truth.UNKNOWN;
                }
            }
            return truth;
        }

        @Override
        public Condition resolved(Map<String, Audience> audiences) {
            return new Or(all(operands, audiences));
        }
    }

    /** The opposite of its operand. */
    record Not(Condition operand) implements Condition {
        @Override
        public Truth test(Map<String, ?> attributes, Set<String> segments) {
            return operand.test(attributes, segments).negated();
        }

        @Override
        public Condition resolved(Map<String, Audience> audiences) {
            return new Not(operand.resolved(audiences));
        }
    }

    /** Unknown about everyone: a {@code not} without an operand. */
    record Nothing() implements Condition {
        @Override
        public Truth test(Map<String, ?> attributes, Set<String> segments) {
            return Truth.UNKNOWN;
        }

        @Override
        public Condition resolved(Map<String, Audience> audiences) {
            return this;
        }
    }

    /** An audience named by its id; unknown as long as it is not {@linkplain #resolved resolved}. */
    record Named(String audienceId) implements Condition {
        @Override
        public Truth test(Map<String, ?> attributes, Set<String> segments) {
            return Truth.UNKNOWN;
        }

        @Override
        public Condition resolved(Map<String, Audience> audiences) {
            Audience audience = audiences.get(audienceId);
            return audience == null ? this : new Of(audience);
        }
    }

    /** Membership of an audience. */
    record Of(Audience audience) implements Condition {
        @Override
        public Truth test(Map<String, ?> attributes, Set<String> segments) {
            return audience.condition().test(attributes, segments);
        }

        @Override
        public Condition resolved(Map<String, Audience> audiences) {
            return this;
        }
    }

    /** A test of one attribute, or of one segment. */
    record Test(Leaf leaf) implements Condition {
        @Override
        public Truth test(Map<String, ?> attributes, Set<String> segments) {
            return leaf.test(attributes, segments);
        }

        @Override
        public Condition resolved(Map<String, Audience> audiences) {
            return this;
        }
    }

    private static List<Condition> all(List<Condition> operands, Map<String, Audience> audiences) {
        return switch (operands.size()) {
            case 0 -> List.of();
            case 1 -> List.of(operands.getFirst().resolved(audiences));
            default ->
                operands.stream().map(operand -> operand.resolved(audiences)).toList();
        };
    }
}
