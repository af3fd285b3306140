package org.muriel.experiment;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.muriel.experiment.entity.Entity;
import org.muriel.experiment.entity.Kind;
import org.muriel.experiment.traffic.Allocation;
import org.muriel.experiment.traffic.Range;

/**
 * An experiment: its design, and where and since when it runs. {@link Lifecycle} says which changes of state are
 * allowed.
 *
 * @param campaignId number of its own; the datafile's layer
 * @param shareToken unguessable; who knows it may see the results, and nothing else
 * @param runs environment id → course there; an environment not named has seen none
 * @param archived overrides the state in every environment
 * @param confidence the project's threshold at the first start in the primary environment; absent before
 * @param ranges which buckets each variation has; none given: as the design wants them. They are divided anew only when
 *     the design divides them otherwise: afresh while it has never run, and from then on so that as few as possible move
 *     (decision 0021). Until then they are what they are, also where an import brought some that no design would make
 */
public record Experiment(
        long id,
        long projectId,
        long campaignId,
        String shareToken,
        Design design,
        Map<Long, Run> runs,
        boolean archived,
        Optional<Double> confidence,
        List<Range> ranges,
        Instant created,
        Instant lastModified)
        implements Entity {

    public Experiment {
        runs = Map.copyOf(runs);
        ranges = ranges.isEmpty() ? design.divide(Allocation.NOBODY).ranges() : List.copyOf(ranges);
    }

    public Run runIn(long environmentId) {
        return runs.getOrDefault(environmentId, Run.NOT_STARTED);
    }

    /** Whether datafiles of the environment show it. */
    public boolean runsIn(long environmentId) {
        return !archived && runIn(environmentId).status() == Run.Status.RUNNING;
    }

    /** Whether any datafile shows it. */
    public boolean runsAnywhere() {
        return !archived && runs.values().stream().anyMatch(run -> run.status() == Run.Status.RUNNING);
    }

    /** Whether it was ever started, in any environment. */
    public boolean everRan() {
        return runs.values().stream().anyMatch(run -> run.earliest().isPresent());
    }

    public Experiment withDesign(Design newDesign) {
        List<Range> kept = newDesign.dividesAs(design)
                ? ranges
                : newDesign
                        .divide(everRan() ? new Allocation(ranges) : Allocation.NOBODY)
                        .ranges();
        return with(newDesign, kept);
    }

    /** The same experiment with buckets that were divided elsewhere. */
    public Experiment withRanges(List<Range> newRanges) {
        return with(design, newRanges);
    }

    private Experiment with(Design newDesign, List<Range> newRanges) {
        return new Experiment(
                id,
                projectId,
                campaignId,
                shareToken,
                newDesign,
                runs,
                archived,
                confidence,
                newRanges,
                created,
                lastModified);
    }

    /** The same experiment, which forces no variation on the visitor. */
    public Experiment notForcing(String visitorId) {
        return withDesign(design.notForcing(visitorId));
    }

    public Experiment modifiedAt(Instant now) {
        return new Experiment(
                id, projectId, campaignId, shareToken, design, runs, archived, confidence, ranges, created, now);
    }

    Experiment with(Map<Long, Run> newRuns, boolean nowArchived, Optional<Double> newConfidence) {
        return new Experiment(
                id,
                projectId,
                campaignId,
                shareToken,
                design,
                newRuns,
                nowArchived,
                newConfidence,
                ranges,
                created,
                lastModified);
    }

    @Override
    public Kind kind() {
        return Kind.EXPERIMENT;
    }

    @Override
    public List<UniqueName> uniqueNames() {
        return List.of(UniqueName.exact("key", design.key()));
    }
}
