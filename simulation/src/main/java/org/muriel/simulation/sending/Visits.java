package org.muriel.simulation.sending;

import com.optimizely.ab.event.internal.UserEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.IntConsumer;
import org.muriel.simulation.rest.Experiment;
import org.muriel.simulation.visitor.Effects;
import org.muriel.simulation.visitor.Faults;
import org.muriel.simulation.visitor.Population;
import org.muriel.simulation.visitor.Visitor;

/**
 * Lets a population visit one experiment: each is decided for, converts or does not, and what it did goes to the outbox.
 *
 * @param event key of the event that is a conversion
 * @param end before which all conversions happen
 */
public record Visits(Experiment experiment, String event, Effects effects, Faults faults, Instant end) {

    /**
     * How many, by what became of them.
     *
     * @param inExperiment who were decided for, including those of whom nothing was sent
     */
    public record Tally(
            int visitors, int inExperiment, int converted, int duplicates, int late, int lost, int robots) {}

    /**
     * @param datafile on which the SDK decides
     * @param progress is told how many have been there
     */
    public Tally send(Population population, String datafile, Outbox outbox, IntConsumer progress) {
        Sending sending = new Sending(outbox);
        try (Sdk sdk = new Sdk(datafile)) {
            for (int i = 0; i < population.size(); i++) {
                sending.visit(sdk, population.visitor(i));
                progress.accept(i + 1);
            }
        }
        sending.atLast.forEach(outbox::add);
        return sending.tally(population.size());
    }

    /** One run over the population, with what it holds back and counts. */
    private final class Sending {
        private final Outbox outbox;
        private final List<Outbox.Stamped> atLast = new ArrayList<>();
        private int inExperiment;
        private int converted;
        private int duplicates;
        private int late;
        private int lost;
        private int robots;

        Sending(Outbox outbox) {
            this.outbox = outbox;
        }

        void visit(Sdk sdk, Visitor visitor) {
            Optional<Sdk.Decided> decided = sdk.decide(experiment.key(), visitor);
            robots += visitor.robot() ? 1 : 0;
            if (decided.isEmpty()) {
                return;
            }
            inExperiment++;
            int place = experiment.placeOf(decided.get().variation());
            Optional<Visitor.Conversion> conversion = visitor.conversion(effects, place, end);
            if (place > 0 && visitor.isAmong(faults.lost())) {
                lost++;
                return;
            }
            boolean isLate = visitor.isAmong(faults.late());
            late += isLate ? 1 : 0;
            put(stamped(decided.get().event(), visitor.arrival(), visitor), isLate, visitor);
            conversion.ifPresent(it -> {
                converted++;
                put(stamped(sdk.convert(event, visitor, it.revenue()), it.at(), visitor), false, visitor);
            });
        }

        private void put(Outbox.Stamped event, boolean heldBack, Visitor visitor) {
            if (heldBack) {
                atLast.add(event);
            } else {
                outbox.add(event);
            }
            if (visitor.isAmong(faults.duplicates())) {
                duplicates++;
                atLast.add(event);
            }
        }

        /** The same simulation of the same experiment has the same uuids, so that sending it again changes nothing. */
        private Outbox.Stamped stamped(UserEvent made, Instant at, Visitor visitor) {
            SplittableRandom random = visitor.random();
            return new Outbox.Stamped(made, at, new UUID(random.nextLong() ^ experiment.id(), random.nextLong()));
        }

        Tally tally(int visitors) {
            return new Tally(visitors, inExperiment, converted, duplicates, late, lost, robots);
        }
    }
}
