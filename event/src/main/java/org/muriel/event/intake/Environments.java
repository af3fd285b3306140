package org.muriel.event.intake;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.muriel.experiment.catalog.Catalog;
import org.muriel.experiment.catalog.DatafileEdition;
import org.muriel.experiment.catalog.Snapshot;

/**
 * Which environment a client decided for. It does not say; but it says its datafile's revision, and every revision of a
 * project belongs to one environment. Thread-safe.
 */
final class Environments {
    private static final int EDITIONS_AT_ONCE = 10_000;

    private final Catalog catalog;
    private final Map<Revision, Long> known = new ConcurrentHashMap<>();
    private volatile Snapshot seen = Snapshot.EMPTY;
    private long seq;

    private record Revision(long projectId, long number) {}

    Environments(Catalog catalog) {
        this.catalog = catalog;
    }

    /** @return nothing when the project never had a datafile of that revision */
    OptionalLong of(long projectId, String revision) {
        Optional<Long> number = LoggedIntake.number(revision);
        if (number.isEmpty()) {
            return OptionalLong.empty();
        }
        Revision key = new Revision(projectId, number.get());
        Long environment = known.get(key);
        if (environment == null && catalog.snapshot() != seen) {
            readOn();
            environment = known.get(key);
        }
        return environment == null ? OptionalLong.empty() : OptionalLong.of(environment);
    }

    /** Reads what was published since the last time, and only then: made-up revisions cost no query. */
    private synchronized void readOn() {
        Snapshot present = catalog.snapshot();
        List<DatafileEdition> more = catalog.editionsAfter(seq, EDITIONS_AT_ONCE);
        while (!more.isEmpty()) {
            more.forEach(it -> known.put(new Revision(it.projectId(), it.revision()), it.environmentId()));
            seq = more.getLast().seq();
            more = catalog.editionsAfter(seq, EDITIONS_AT_ONCE);
        }
        seen = present;
    }
}
