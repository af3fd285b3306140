package org.muriel.simulation.rest;

/** Why a command ends before it is done, in a sentence for whoever started it. */
public final class CannotGoOn extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CannotGoOn(String message) {
        super(message);
    }
}
