package org.muriel.privacy;

import java.util.List;
import org.muriel.experiment.Experiment;
import org.muriel.experiment.catalog.Catalog;
import org.muriel.experiment.catalog.Draft;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.entity.Entity;
import org.muriel.experiment.problem.Outcome;

/** Experiments that name a visitor to force a variation on them. */
public final class ForcedVariations {
    /** Whom the journal names. */
    private static final String ACTOR = "privacy";

    private final Catalog catalog;

    public ForcedVariations(Catalog catalog) {
        this.catalog = catalog;
    }

    /** The experiments that name the visitor at present, by ascending id. */
    public List<Experiment> of(String visitorId) {
        return of(catalog.snapshot(), visitorId);
    }

    private static List<Experiment> of(Snapshot snapshot, String visitorId) {
        return snapshot.entities().stream()
                .filter(Experiment.class::isInstance)
                .map(Experiment.class::cast)
                .filter(it -> it.design().whitelist().containsKey(visitorId))
                .sorted((one, other) -> Long.compare(one.id(), other.id()))
                .toList();
    }

    /**
     * Takes the visitor out of every experiment, as it is and as the journal tells that it was. What else the journal
     * says stays.
     */
    void forget(String visitorId) {
        catalog.write(ACTOR, draft -> withdrawn(visitorId, draft));
        catalog.forgetForced(visitorId);
    }

    private static Outcome<Integer> withdrawn(String visitorId, Draft draft) {
        List<Experiment> naming = of(draft.current(), visitorId);
        for (Experiment experiment : naming) {
            Entity changed = experiment.notForcing(visitorId).modifiedAt(draft.now());
            draft.put(changed);
        }
        return Outcome.done(naming.size());
    }
}
