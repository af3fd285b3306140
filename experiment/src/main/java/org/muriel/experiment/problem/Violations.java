package org.muriel.experiment.problem;

import java.util.ArrayList;
import java.util.List;

/**
 * Gathers everything wrong with one request, so that a caller learns all of it at once, up to a hundred.
 * Not thread-safe.
 */
public final class Violations {
    /** More help nobody, and a hostile body could cause a hundred thousand. */
    private static final int MOST = 100;

    private final List<Violation> found = new ArrayList<>();

    public void add(String at, String expected, String found) {
        add(new Violation(at, expected, found));
    }

    public void add(Violation violation) {
        if (found.size() < MOST) {
            found.add(violation);
        }
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
