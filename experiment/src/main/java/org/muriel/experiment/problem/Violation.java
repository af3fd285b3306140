package org.muriel.experiment.problem;

/**
 * One thing wrong with what was sent.
 *
 * @param at JSON pointer into the request body such as {@code /variations/0/weight}, or the name of a query parameter
 * @param expected what would have been accepted, in the caller's words
 * @param found what was sent, shortened for people
 */
public record Violation(String at, String expected, String found) {}
