package org.muriel.console.plot;

/**
 * An effect as it is drawn.
 *
 * @param value the estimate; not a number: none
 * @param low lower end of its interval; may be infinite
 * @param high upper end; may be infinite
 * @param tone {@code good}, {@code bad} or {@code calm}
 * @param words the same in words
 */
public record Interval(double value, double low, double high, String tone, String words) {}
