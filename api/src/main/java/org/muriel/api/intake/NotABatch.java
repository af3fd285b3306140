package org.muriel.api.intake;

import org.muriel.experiment.problem.Violation;

/** A body that is no batch of events at all, so that nothing of it can be kept. */
final class NotABatch extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Violation violation;

    NotABatch(String at, String expected, String found) {
        super(at + ": expected " + expected + ", found " + found, null, false, false);
        this.violation = new Violation(at, expected, found);
    }

    Violation violation() {
        return violation;
    }
}
