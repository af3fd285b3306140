package org.muriel.access;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Everybody who has a right here, in the order they came. Immutable.
 *
 * <p>Two rules hold in every roster that follows from one: no two people share an address, whatever its case, and
 * somebody administers the account.
 */
public final class Roster {
    private final SequencedMap<String, Person> byId = new LinkedHashMap<>();

    public Roster(Collection<Person> people) {
        people.forEach(it -> byId.put(it.id(), it));
    }

    /** A roster that follows, or why none does. */
    public sealed interface Next {
        record Made(Roster roster) implements Next {}

        record Refused(Why why) implements Next {}
    }

    public enum Why {
        /** There is no such person. */
        NOBODY,
        EMAIL_TAKEN,
        LAST_ADMINISTRATOR
    }

    public List<Person> people() {
        return List.copyOf(byId.values());
    }

    public Optional<Person> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    public Optional<Person> findByEmail(String email) {
        return byId.values().stream()
                .filter(it -> !email.isEmpty() && it.profile().email().equalsIgnoreCase(email))
                .findFirst();
    }

    /** With a person who is new, or as the person is now. */
    public Next with(Person person) {
        if (findByEmail(person.profile().email())
                .filter(it -> !it.id().equals(person.id()))
                .isPresent()) {
            return new Next.Refused(Why.EMAIL_TAKEN);
        }
        SequencedMap<String, Person> all = new LinkedHashMap<>(byId);
        all.put(person.id(), person);
        return administered(all.values());
    }

    public Next without(String id) {
        if (!byId.containsKey(id)) {
            return new Next.Refused(Why.NOBODY);
        }
        SequencedMap<String, Person> all = new LinkedHashMap<>(byId);
        all.remove(id);
        return administered(all.values());
    }

    private static Next administered(Collection<Person> people) {
        return people.stream().anyMatch(Person::administrator)
                ? new Next.Made(new Roster(people))
                : new Next.Refused(Why.LAST_ADMINISTRATOR);
    }
}
