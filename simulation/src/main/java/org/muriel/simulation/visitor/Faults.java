package org.muriel.simulation.visitor;

/**
 * What goes wrong on the way from a visitor to the server; each a share from 0 to 1.
 *
 * @param duplicates of the events that are sent a second time
 * @param late of the visitors whose decision is sent after all that others did
 * @param lost of the visitors in a variation other than the baseline of whom nothing is sent, as when it crashes
 * @param bots of the visitors that are robots: they never convert
 */
public record Faults(double duplicates, double late, double lost, double bots) {
    public static final Faults NONE = new Faults(0, 0, 0, 0);
}
