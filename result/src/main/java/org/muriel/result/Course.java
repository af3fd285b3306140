package org.muriel.result;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What became of an experiment, as far as it says which events count and where they belong.
 *
 * @param primaryEnvironment whose events count, together with those whose environment is not known; without one, those
 *     of all environments
 * @param running from a start or resume to the pause or archive after it, in time, without overlap
 * @param epochs when the second and each later epoch began, ascending
 * @param buckets for each epoch, how many buckets of traffic each active variation had: variation id → buckets; empty
 *     when nobody knows
 * @param allowListed who was on the experiment's list of forced variations, and when
 */
public record Course(
        OptionalLong primaryEnvironment,
        List<Window> running,
        List<Instant> epochs,
        List<Map<Long, Integer>> buckets,
        List<AllowListed> allowListed) {

    public Course {
        running = List.copyOf(running);
        epochs = List.copyOf(epochs);
        buckets = buckets.stream().map(Map::copyOf).toList();
        allowListed = List.copyOf(allowListed);
        if (!buckets.isEmpty() && buckets.size() != epochs.size() + 1) {
            throw new IllegalArgumentException(buckets.size() + " allocations of " + (epochs.size() + 1) + " epochs");
        }
    }

    /** A visitor exposed first while on the list never enters. */
    public record AllowListed(String visitorId, Window during) {}

    /** Ran all the time, in any environment, with weights that never changed, and forced nothing on anybody. */
    public static Course uninterrupted(Window window) {
        return new Course(OptionalLong.empty(), List.of(window), List.of(), List.of(), List.of());
    }

    /** As it was up to some time. What epochs had for traffic is not cut. */
    public Course until(Instant time) {
        return new Course(
                primaryEnvironment,
                running.stream().flatMap(it -> until(it, time).stream()).toList(),
                epochs,
                buckets,
                allowListed.stream()
                        .flatMap(it ->
                                until(it.during(), time)
                                        .map(during -> new AllowListed(it.visitorId(), during))
                                        .stream())
                        .toList());
    }

    private static Optional<Window> until(Window window, Instant time) {
        if (!window.start().isBefore(time)) {
            return Optional.empty();
        }
        return Optional.of(window.end().isBefore(time) ? window : new Window(window.start(), time));
    }

    /** Whether a variation was given visitors in an epoch, as far as anybody knows. */
    boolean hadTraffic(int epoch, long variationId) {
        return buckets.isEmpty() || buckets.get(epoch).getOrDefault(variationId, 0) > 0;
    }
}
