package org.muriel.architecture.wrong.access;

import org.muriel.architecture.wrong.experiment.KeepsJson;

/** A module that uses another against the table, if only in an array. */
final class KnowsExperiment {
    private KnowsExperiment() {}

    static int count(KeepsJson[] used) {
        return used.length;
    }
}
