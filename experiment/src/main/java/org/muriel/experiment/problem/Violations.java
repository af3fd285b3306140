package org.muriel.experiment.problem;

import java.util.ArrayList;
import java.util.List;

/** Gathers everything wrong with one request, so that a caller learns all of it at once. Not thread-safe. */
public final class Violations {
    private final List<Violation> found = new ArrayList<>();

    public void add(String at, String expected, String found) {
        add(new Violation(at, expected, found));
    }

    public void add(Violation violation) {
        found.add(violation);
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** The value when nothing was wrong, else the problem that lists every violation in the order found. */
    public <T> Outcome<T> orDone(T value) {
        return found.isEmpty() ? new Outcome.Done<>(value) : new Outcome.Refused<>(new Problem.Malformed(list()));
    }

    public List<Violation> list() {
        return List.copyOf(found);
    }
}
