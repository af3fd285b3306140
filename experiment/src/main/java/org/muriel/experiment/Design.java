package org.muriel.experiment;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import org.muriel.experiment.audience.Targeting;
import org.muriel.experiment.metric.Metric;
import org.muriel.experiment.problem.Violations;
import org.muriel.experiment.settings.ExperimentSettings;
import org.muriel.experiment.traffic.Allocation;
import org.muriel.experiment.traffic.Share;

/**
 * What an experiment tests, apart from whether it runs.
 *
 * @param traffic share of the targeted visitors who enter; the rest is the holdback
 * @param featureId the feature it varies, if any
 * @param variations in their order; the first active one is the default baseline
 * @param whitelist visitor id → variation id that is forced on this visitor
 * @param fullFactorial the traffic policy of multivariate tests was sent; shown again, without meaning here
 * @param settings how it is judged; absent while nothing was chosen
 */
public record Design(
        String key,
        Optional<String> name,
        String description,
        ExperimentType type,
        Targeting targeting,
        Share traffic,
        Optional<Long> featureId,
        List<Variation> variations,
        List<Metric> metrics,
        Map<String, Long> whitelist,
        Optional<Schedule> schedule,
        boolean fullFactorial,
        Optional<ExperimentSettings> settings) {

    public Design {
        variations = List.copyOf(variations);
        metrics = List.copyOf(metrics);
        whitelist = Collections.unmodifiableMap(new LinkedHashMap<>(whitelist));
        settings = settings.filter(it -> !it.equals(ExperimentSettings.DEFAULT));
    }

    /** The same design, whose schedule has missed what was due up to that minute. */
    public Design missingItsScheduleUpTo(Instant time) {
        return new Design(
                key,
                name,
                description,
                type,
                targeting,
                traffic,
                featureId,
                variations,
                metrics,
                whitelist,
                schedule.map(it -> it.missedUpTo(time)),
                fullFactorial,
                settings);
    }

    /** The same design, which forces no variation on the visitor. */
    Design notForcing(String visitorId) {
        Map<String, Long> others = new LinkedHashMap<>(whitelist);
        others.remove(visitorId);
        return new Design(
                key,
                name,
                description,
                type,
                targeting,
                traffic,
                featureId,
                variations,
                metrics,
                others,
                schedule,
                fullFactorial,
                settings);
    }

    public Optional<Variation> variation(long id) {
        return variations.stream().filter(it -> it.id() == id).findFirst();
    }

    /** The events its metrics count, each once; a metric of every event names none. */
    public Set<Long> eventIds() {
        return metrics.stream().flatMap(it -> it.eventIds().stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** The first active variation, else the first of all; absent when there is none. */
    public Optional<Variation> baseline() {
        return variations.stream()
                .filter(it -> it.status() == Variation.Status.ACTIVE)
                .findFirst()
                .or(() -> variations.stream().findFirst());
    }

    /** The buckets of the active variations as this design wants them, changed as little as possible from before. */
    Allocation divide(Allocation before) {
        return before.dividing(traffic, weights());
    }

    /** Whether it wants the buckets divided just as another design. */
    boolean dividesAs(Design other) {
        return traffic.equals(other.traffic)
                && List.copyOf(weights().entrySet())
                        .equals(List.copyOf(other.weights().entrySet()));
    }

    /** Active variation → weight, in the order of the variations. */
    private SequencedMap<Long, Integer> weights() {
        SequencedMap<Long, Integer> weights = new LinkedHashMap<>();
        variations.stream()
                .filter(it -> it.status() == Variation.Status.ACTIVE)
                .forEach(it -> weights.put(it.id(), it.weight().basisPoints()));
        return weights;
    }

    /**
     * Weights of the active variations, or of all that are not archived, make 10 000 (REST specification, 8.3). A
     * design that has no variation yet is fine until it is started.
     */
    public void checkWeights(Violations violations) {
        int active = 0;
        int live = 0;
        boolean any = false;
        for (Variation variation : variations) {
            if (variation.status() != Variation.Status.ARCHIVED) {
                any = true;
                live += variation.weight().basisPoints();
            }
            if (variation.status() == Variation.Status.ACTIVE) {
                active += variation.weight().basisPoints();
            }
        }
        if (any && active != 10_000 && live != 10_000) {
            violations.add(
                    "/variations", "weights of the active variations that add up to 10000", "a sum of " + active);
        }
    }

    /** What runs shows somebody something. */
    public void checkRunnable(Violations violations) {
        if (variations.stream().noneMatch(it -> it.status() == Variation.Status.ACTIVE)) {
            violations.add("/variations", "at least one active variation in an experiment that runs", "none");
        }
    }
}
