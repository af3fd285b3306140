package org.muriel.result;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BinaryOperator;
import org.muriel.experiment.Experiment;

/** What visitors did, kept so that it can be summed up. Thread-safe. */
public interface EventStore {

    /**
     * Sums up an experiment at some moments. Each look uses the events of the window before its time, and is what a
     * query for that time alone would return.
     *
     * @return one look per requested time, in the same order, each with every variation of the experiment in every
     *     epoch
     */
    List<Look> looks(Query query);

    /**
     * A number that changes whenever anything of a project changes, so that whatever was summed up under the same number
     * is still right; nothing when nobody knows.
     */
    default OptionalLong version(long projectId) {
        return OptionalLong.empty();
    }

    /** How many events of a project there are. */
    default long size(long projectId) {
        return 0;
    }

    /**
     * Why a regular expression of a segment cannot be asked for; empty when it can. Engines differ in what they
     * understand.
     */
    default Optional<String> objection(String regex) {
        return Optional.empty();
    }

    /**
     * @param times ascending, within the window
     * @param course what became of the experiment meanwhile
     */
    record Query(
            Experiment experiment,
            Window window,
            List<Instant> times,
            Segment segment,
            Course course,
            Counting counting) {
        public Query {
            times = List.copyOf(times);
            if (times.isEmpty()) {
                throw new IllegalArgumentException("a query without a time to look at");
            }
        }

        /** The same at other times of the window. */
        public Query at(List<Instant> others) {
            return new Query(experiment, window, others, segment, course, counting);
        }

        /** About an experiment that ran throughout the window with the same weights, counted as is the default. */
        public Query(Experiment experiment, Window window, List<Instant> times, Segment segment) {
            this(experiment, window, times, segment, Course.uninterrupted(window), Counting.DEFAULT);
        }
    }

    /**
     * @param epochs at least one, in time: a new one begins when the relative weights of variations change. A visitor
     *     belongs to the epoch it was exposed in, with all it does later
     */
    record Look(Instant time, List<Epoch> epochs) {
        public Look {
            epochs = List.copyOf(epochs);
            if (epochs.isEmpty()) {
                throw new IllegalArgumentException("a look without an epoch");
            }
        }

        /** A look at an experiment whose weights never changed. */
        public Look(Instant time, Map<Long, Arm> arms) {
            this(time, List.of(new Epoch(arms)));
        }
    }

    /** @param arms variation id → what its visitors did; variations that had no traffic may be left out */
    record Epoch(Map<Long, Arm> arms) {
        public Epoch {
            arms = Map.copyOf(arms);
        }
    }

    /**
     * @param visitors exposed to the variation
     * @param cells one per metric of the experiment, in its order; a cell with an observation window has those
     *     visitors alone whose window is over
     */
    record Arm(long visitors, List<Cell> cells) {
        public Arm {
            cells = List.copyOf(cells);
        }

        /** Both together: other visitors, in the same metrics. */
        public Arm merge(Arm other) {
            return new Arm(visitors + other.visitors, cellByCell(other, Cell::merge));
        }

        /** Without visitors who are among these. */
        public Arm without(Arm some) {
            return new Arm(visitors - some.visitors, cellByCell(some, Cell::without));
        }

        private List<Cell> cellByCell(Arm other, BinaryOperator<Cell> operator) {
            List<Cell> results = new ArrayList<>();
            for (int index = 0; index < cells.size(); index++) {
                results.add(operator.apply(cells.get(index), other.cells.get(index)));
            }
            return results;
        }
    }
}
