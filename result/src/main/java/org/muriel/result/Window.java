package org.muriel.result;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The stretch of time results are about, in whole seconds.
 *
 * @param start inclusive
 * @param end exclusive; equal to {@code start} when an experiment was paused within the second it was started
 */
public record Window(Instant start, Instant end) {
    private static final Duration GRID = Duration.ofMinutes(5);
    private static final Duration FINE_RANGE = Duration.ofHours(12);
    private static final Duration HOURLY_RANGE = Duration.ofDays(14);
    private static final int MOST_POINTS = 200;
    private static final List<Duration> COARSE = List.of(Duration.ofHours(1), Duration.ofHours(6), Duration.ofDays(1));
    private static final Duration COARSEST = Duration.ofDays(7);

    /**
     * The window a request means (REST specification, 10): a given start is rounded up and a given end down to five
     * minutes; bounds that reach beyond the whole course of the experiment mean its bounds, cut to seconds.
     *
     * @param activeFrom first start of the experiment
     * @param activeTo now when it runs, else when it was last active
     * @return empty when the request leaves no time
     */
    public static Optional<Window> of(
            Instant activeFrom, Instant activeTo, Optional<Instant> givenStart, Optional<Instant> givenEnd) {
        Instant first = activeFrom.truncatedTo(ChronoUnit.SECONDS);
        Instant last = activeTo.isBefore(activeFrom) ? first : activeTo.truncatedTo(ChronoUnit.SECONDS);
        Instant start = givenStart
                .filter(it -> it.isAfter(activeFrom))
                .map(Window::upToGrid)
                .orElse(first);
        Instant end = givenEnd.filter(it -> it.isBefore(activeTo))
                .map(Window::downToGrid)
                .orElse(last);
        boolean asGiven = !start.equals(first) || !end.equals(last);
        return asGiven && !start.isBefore(end) ? Optional.empty() : Optional.of(new Window(start, end));
    }

    /**
     * Times of the points of a time series (REST specification, 11): whole multiples of the spacing in UTC within the
     * window, and its end.
     */
    public List<Instant> seriesPoints() {
        long step = spacing().toSeconds();
        List<Instant> points = new ArrayList<>();
        for (long time = firstMultiple(step); time < end.getEpochSecond(); time += step) {
            points.add(Instant.ofEpochSecond(time));
        }
        points.add(end);
        return points;
    }

    /**
     * The schedule of looks (statistics specification, 1.4), chosen without regard to the data: every five minutes for twelve
     * hours, each hour up to the fourteenth day, then every six hours, at whole multiples in UTC; and the end. Every point of
     * the time series is among them.
     */
    public List<Instant> looks() {
        List<Instant> looks = new ArrayList<>();
        Instant from = addLooks(looks, start, FINE_RANGE, GRID);
        from = addLooks(looks, from, HOURLY_RANGE, COARSE.get(0));
        addLooks(looks, from, Duration.between(start, end), COARSE.get(1));
        looks.add(end);
        return looks;
    }

    /** Whether a time within the window is in the schedule, as its end need not be. */
    boolean isScheduled(Instant time) {
        Duration since = Duration.between(start, time);
        Duration step = since.compareTo(FINE_RANGE) <= 0
                ? GRID
                : since.compareTo(HOURLY_RANGE) <= 0 ? COARSE.get(0) : COARSE.get(1);
        return time.getNano() == 0 && time.getEpochSecond() % step.toSeconds() == 0;
    }

    /** Looks after {@code from} until so long after the start, and before the end. */
    private Instant addLooks(List<Instant> looks, Instant from, Duration range, Duration step) {
        long seconds = step.toSeconds();
        Instant to = start.plus(range);
        long time = Math.floorDiv(from.getEpochSecond(), seconds) * seconds + seconds;
        for (; time <= to.getEpochSecond() && time < end.getEpochSecond(); time += seconds) {
            looks.add(Instant.ofEpochSecond(time));
        }
        return to;
    }

    private Duration spacing() {
        if (Duration.between(start, end).compareTo(FINE_RANGE) <= 0) {
            return GRID;
        }
        return COARSE.stream()
                .filter(it -> countOfPoints(it.toSeconds()) <= MOST_POINTS)
                .findFirst()
                .orElse(COARSEST);
    }

    private long countOfPoints(long step) {
        return Math.ceilDiv(end.getEpochSecond() - firstMultiple(step), step) + 1;
    }

    private long firstMultiple(long step) {
        return Math.floorDiv(start.getEpochSecond(), step) * step + step;
    }

    private static Instant upToGrid(Instant time) {
        Instant down = downToGrid(time);
        return down.equals(time) ? time : down.plus(GRID);
    }

    private static Instant downToGrid(Instant time) {
        long step = GRID.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), step) * step);
    }
}
