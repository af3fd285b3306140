package org.muriel.experiment.audience;

import java.util.List;
import java.util.function.Consumer;

/**
 * A condition tree. Audiences are trees of {@link AudienceTest}s; experiments and rollout rules combine audiences in
 * trees of audience ids.
 *
 * @param <T> what a leaf tests
 */
public sealed interface Condition<T> {

    record And<T>(List<Condition<T>> operands) implements Condition<T> {
        public And {
            operands = List.copyOf(operands);
        }
    }

    record Or<T>(List<Condition<T>> operands) implements Condition<T> {
        public Or {
            operands = List.copyOf(operands);
        }
    }

    record Not<T>(Condition<T> operand) implements Condition<T> {}

    record Leaf<T>(T test) implements Condition<T> {}

    default void forEachLeaf(Consumer<? super T> action) {
        switch (this) {
            case And<T>(List<Condition<T>> operands) -> operands.forEach(operand -> operand.forEachLeaf(action));
            case Or<T>(List<Condition<T>> operands) -> operands.forEach(operand -> operand.forEachLeaf(action));
            case Not<T>(Condition<T> operand) -> operand.forEachLeaf(action);
            case Leaf<T>(T test) -> action.accept(test);
        }
    }
}
