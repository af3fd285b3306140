package org.muriel.experiment.traffic;

import java.util.Optional;

/**
 * A stretch of the traffic line, from the end of the range before it (0 for the first) up to its own end.
 *
 * @param holder id of the variation or experiment that gets the buckets in it; absent: nobody does
 * @param end first bucket behind it, 1 to 10 000
 */
public record Range(Optional<Long> holder, int end) {}
