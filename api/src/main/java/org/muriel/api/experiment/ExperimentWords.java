package org.muriel.api.experiment;

import java.util.Set;
import org.muriel.api.json.Words;
import org.muriel.experiment.Design;
import org.muriel.experiment.Experiment;
import org.muriel.experiment.Run;

/** An experiment's type and status as the API has them (REST specification, 8.2 and 8.6). */
public final class ExperimentWords {
    static final Words<WireType> TYPES = Words.of(WireType.class).renaming(WireType.AB, "a/b");
    private static final Words<Run.Status> STATUSES = Words.of(Run.Status.class);

    enum WireType {
        AB,
        FEATURE,
        MULTIVARIATE,
        PERSONALIZATION,
        MULTIARMED_BANDIT
    }

    private ExperimentWords() {}

    public static Set<String> types() {
        return TYPES.all();
    }

    public static String type(Design design) {
        return TYPES.word(
                switch (design.type()) {
                    case AB -> design.featureId().isPresent() ? WireType.FEATURE : WireType.AB;
                    case MULTIVARIATE -> WireType.MULTIVARIATE;
                    case MULTIARMED_BANDIT -> WireType.MULTIARMED_BANDIT;
                });
    }

    public static String status(Experiment experiment, long environmentId) {
        return experiment.archived()
                ? StateChange.ARCHIVED
                : STATUSES.word(experiment.runIn(environmentId).status());
    }
}
