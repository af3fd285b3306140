package org.muriel.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.muriel.experiment.entity.Entity;
import org.muriel.experiment.entity.Kind;

class EntitiesTest {
    @Test
    void there_is_one_of_each_kind_in_either_list() {
        assertThat(Entities.bareOnesOf(1_000)).extracting(Entity::kind).containsExactly(Kind.values());
        assertThat(Entities.everythingOf(1_000)).extracting(Entity::kind).containsExactly(Kind.values());
    }

    @Test
    void bare_ones_have_nothing_that_may_be_left_out() throws ReflectiveOperationException {
        Walk walk = new Walk(Entities.bareOnesOf(1_000));

        assertThat(walk.filled).isEmpty();
        assertThat(walk.empty).isNotEmpty();
    }

    @Test
    void full_ones_leave_no_member_and_no_alternative_out() throws ReflectiveOperationException {
        Walk walk = new Walk(Entities.everythingOf(1_000));

        walk.empty.removeAll(walk.filled);
        assertThat(walk.empty).as("members that are nowhere filled").isEmpty();
        assertThat(walk.types).as("alternatives of sealed types").containsAll(walk.alternatives());
    }

    /** Visits records and what they hold, and notes which optional members and collections are empty somewhere. */
    private static final class Walk {
        final Set<String> filled = new TreeSet<>();
        final Set<String> empty = new TreeSet<>();
        final Set<Class<?>> types = new HashSet<>();

        Walk(List<Entity> entities) throws ReflectiveOperationException {
            for (Entity entity : entities) {
                visit(entity);
            }
        }

        /** What the sealed types of the visited values permit, down to the last. */
        Set<Class<?>> alternatives() {
            Set<Class<?>> permitted = new HashSet<>();
            for (Class<?> type : types) {
                Arrays.stream(type.getInterfaces())
                        .filter(Class::isSealed)
                        .flatMap(it -> Stream.of(it.getPermittedSubclasses()))
                        .forEach(permitted::add);
            }
            return permitted;
        }

        private void visit(Object value) throws ReflectiveOperationException {
            switch (value) {
                case Record held -> {
                    types.add(held.getClass());
                    for (RecordComponent component : held.getClass().getRecordComponents()) {
                        Object member = component.getAccessor().invoke(held);
                        note(held.getClass().getSimpleName() + "." + component.getName(), member);
                        visit(member);
                    }
                }
                case Optional<?> held when held.isPresent() -> visit(held.get());
                case Collection<?> held -> {
                    for (Object element : held) {
                        visit(element);
                    }
                }
                case Map<?, ?> held -> visit(held.values());
                default -> {}
            }
        }

        private void note(String name, Object member) {
            switch (member) {
                case Optional<?> held -> (held.isEmpty() ? empty : filled).add(name);
                case Collection<?> held -> (held.isEmpty() ? empty : filled).add(name);
                case Map<?, ?> held -> (held.isEmpty() ? empty : filled).add(name);
                default -> {}
            }
        }
    }
}
