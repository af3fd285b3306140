package org.muriel.result;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.muriel.experiment.Experiment;
import org.muriel.experiment.Run;
import org.muriel.experiment.Variation;
import org.muriel.experiment.catalog.Change;
import org.muriel.experiment.traffic.Allocation;

/**
 * What the journal tells of one experiment: when it ran, with which weights, and whom it forced into a variation.
 *
 * <p>What the first entry says holds for the time before it as well: an experiment of simulated visitors may have been
 * started in the past.
 */
public final class History {
    /**
     * A change of traffic keeps the shares, but buckets are whole; what moves a share by less than this is no epoch of its
     * own (statistics specification, 4). With so little traffic that it moves shares by more, it is one: the check of the
     * split would take it for a fault. A change of weights begins one, however small.
     */
    private static final double ROUNDING = 0.001;

    private static final Instant ALWAYS = Instant.parse("9999-12-31T23:59:59Z");

    private final List<State> states;

    /** The experiment as it was from some time on. */
    private record State(Instant from, Experiment experiment) {}

    private record Epoch(Instant start, Map<Long, Integer> weights, Map<Long, Integer> buckets) {}

    private History(List<State> states) {
        this.states = states;
    }

    /** @param journal entries of one experiment, the oldest first */
    public static History of(List<Change> journal) {
        List<State> states = new ArrayList<>();
        for (Change change : journal) {
            if (change.after() instanceof Experiment experiment) {
                states.add(new State(states.isEmpty() ? Instant.EPOCH : change.at(), experiment));
            }
        }
        return new History(states);
    }

    /**
     * As far as it matters within a window.
     *
     * @param environmentId the primary environment
     */
    public Course course(Window window, long environmentId) {
        List<Epoch> epochs = epochs(window, environmentId);
        return new Course(
                OptionalLong.of(environmentId),
                running(window, environmentId),
                epochs.stream().skip(1).map(Epoch::start).toList(),
                epochs.stream().map(Epoch::buckets).toList(),
                allowListed(window));
    }

    private List<Window> running(Window window, long environmentId) {
        List<Window> periods = new ArrayList<>();
        Optional<Instant> begun = Optional.empty();
        for (State state : states) {
            Run run = state.experiment().runIn(environmentId);
            boolean runs = state.experiment().runsIn(environmentId);
            Instant since = run.since().orElse(state.from());
            if (runs && begun.isEmpty()) {
                // the window begins with the whole second of the first start, and so does what counts
                boolean first = run.earliest().equals(Optional.of(since));
                begun = Optional.of(first ? since.truncatedTo(ChronoUnit.SECONDS) : since);
            } else if (!runs && begun.isPresent()) {
                within(window, begun.get(), since).ifPresent(periods::add);
                begun = Optional.empty();
            }
        }
        begun.flatMap(it -> within(window, it, window.end())).ifPresent(periods::add);
        return periods;
    }

    private static Optional<Window> within(Window window, Instant from, Instant to) {
        Instant start = from.isBefore(window.start()) ? window.start() : from;
        Instant end = to.isAfter(window.end()) ? window.end() : to;
        return start.isBefore(end) ? Optional.of(new Window(start, end)) : Optional.empty();
    }

    /** Those that began before the window ended; the first is that in which it began. */
    private List<Epoch> epochs(Window window, long environmentId) {
        List<Epoch> epochs = new ArrayList<>();
        for (State state : states) {
            if (!state.experiment().runsIn(environmentId)) {
                continue;
            }
            Instant since = state.experiment().runIn(environmentId).since().orElse(state.from());
            // the first began with the run, of which the journal may have been told later
            boolean known = epochs.isEmpty() || since.isAfter(state.from());
            Epoch epoch = epoch(known ? since : state.from(), state.experiment());
            boolean begins = epochs.isEmpty() || isAnother(epochs.getLast(), epoch);
            if (begins && epoch.start().isBefore(window.end())) {
                if (!epoch.start().isAfter(window.start())) {
                    epochs.clear();
                }
                epochs.add(epoch);
            }
        }
        return epochs;
    }

    private static Epoch epoch(Instant start, Experiment experiment) {
        Allocation allocation = new Allocation(experiment.ranges());
        Map<Long, Integer> weights = new LinkedHashMap<>();
        Map<Long, Integer> buckets = new LinkedHashMap<>();
        for (Variation variation : experiment.design().variations()) {
            if (variation.status() == Variation.Status.ACTIVE
                    && variation.weight().basisPoints() > 0) {
                weights.put(variation.id(), variation.weight().basisPoints());
                buckets.put(variation.id(), allocation.total(variation.id()));
            }
        }
        return new Epoch(start, weights, buckets);
    }

    private static boolean isAnother(Epoch before, Epoch after) {
        boolean opens = total(before.buckets()) == 0 && total(after.buckets()) > 0;
        return opens
                || apart(before.weights(), after.weights()) > 0
                || apart(before.buckets(), after.buckets()) > ROUNDING;
    }

    /** The largest difference between two shares of one variation. */
    private static double apart(Map<Long, Integer> before, Map<Long, Integer> after) {
        long totalBefore = total(before);
        long totalAfter = total(after);
        Map<Long, Integer> all = new HashMap<>(before);
        all.putAll(after);
        double apart = 0;
        for (long id : all.keySet()) {
            long difference = before.getOrDefault(id, 0) * totalAfter - after.getOrDefault(id, 0) * totalBefore;
            apart = Math.max(apart, Math.abs((double) difference) / Math.max(1, totalBefore * totalAfter));
        }
        return apart;
    }

    private static long total(Map<Long, Integer> weights) {
        return weights.values().stream().mapToLong(Integer::longValue).sum();
    }

    private List<Course.AllowListed> allowListed(Window window) {
        List<Course.AllowListed> found = new ArrayList<>();
        Map<String, Instant> since = new LinkedHashMap<>();
        for (State state : states) {
            Map<String, Long> list = state.experiment().design().whitelist();
            list.keySet().forEach(it -> since.putIfAbsent(it, state.from()));
            since.entrySet().removeIf(it -> {
                boolean ended = !list.containsKey(it.getKey());
                if (ended) {
                    add(found, window, it.getKey(), it.getValue(), state.from());
                }
                return ended;
            });
        }
        since.forEach((visitorId, from) -> add(found, window, visitorId, from, ALWAYS));
        return found;
    }

    private static void add(List<Course.AllowListed> found, Window window, String visitorId, Instant from, Instant to) {
        within(window, from, to).ifPresent(it -> found.add(new Course.AllowListed(visitorId, it)));
    }
}
