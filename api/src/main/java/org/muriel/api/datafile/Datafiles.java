package org.muriel.api.datafile;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.muriel.datafile.Datafile;
import org.muriel.experiment.catalog.Catalog;
import org.muriel.experiment.catalog.DatafileRevision;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.project.Environment;

/**
 * The datafiles as they are now. A new revision is rendered when somebody first asks for it: no write waits for it,
 * whoever asks after a write sees that write, and of several writes in a row only the last is rendered. Who asks
 * meanwhile waits for that one rendering. Reads memory only. Thread-safe.
 */
public final class Datafiles {
    private final Catalog catalog;
    private final InstantSource clock;

    /** By SDK key: who knows an environment by a former one gets a datafile that names that one. */
    private final Map<String, Slot> slots = new ConcurrentHashMap<>();

    /** @param clock tells whether a former SDK key is still accepted */
    public Datafiles(Catalog catalog, InstantSource clock) {
        this.catalog = catalog;
        this.clock = clock;
    }

    /**
     * The datafile that an SDK key names; an archived environment keeps its own. A former key names it until it ends,
     * and nobody learns the present key by it.
     */
    public Optional<PublishedDatafile> find(String sdkKey) {
        Snapshot snapshot = catalog.snapshot();
        return snapshot.environmentOf(sdkKey, clock.instant()).map(it -> of(sdkKey, it, snapshot));
    }

    /** Whether an SDK key names an environment now. */
    public boolean accepts(String sdkKey) {
        return catalog.snapshot().environmentOf(sdkKey, clock.instant()).isPresent();
    }

    /** The present datafile of an environment. */
    public PublishedDatafile of(Environment environment) {
        Snapshot snapshot = catalog.snapshot();
        Environment present = snapshot.get(Environment.class, environment.id());
        return of(present.sdkKey(), present, snapshot);
    }

    /** How many bytes the environment's datafile has in a configuration, which may be one that is yet to be kept. */
    public int bytesIn(Snapshot snapshot, Environment environment) {
        Snapshot present = catalog.snapshot();
        boolean isKept = present.find(Environment.class, environment.id()).isPresent()
                && present.datafileRevision(environment.id()).number()
                        >= snapshot.datafileRevision(environment.id()).number();
        return isKept ? of(environment).bytes().length : Datafile.render(snapshot, environment).length;
    }

    private PublishedDatafile of(String sdkKey, Environment environment, Snapshot snapshot) {
        DatafileRevision revision = snapshot.datafileRevision(environment.id());
        Slot slot = slots.get(sdkKey);
        if (slot == null) {
            forgetEnded(snapshot);
            slot = slots.computeIfAbsent(sdkKey, it -> new Slot());
        }
        PublishedDatafile latest = slot.latest;
        return latest != null && latest.revision().number() >= revision.number()
                ? latest
                : slot.render(sdkKey, environment.id());
    }

    private void forgetEnded(Snapshot snapshot) {
        Instant now = clock.instant();
        slots.keySet().removeIf(it -> snapshot.environmentOf(it, now).isEmpty());
    }

    /** That of one SDK key. */
    private final class Slot {
        private final ReentrantLock rendering = new ReentrantLock();
        private volatile @Nullable PublishedDatafile latest;

        /** Renders what is newest once its turn has come, unless another has done so meanwhile. */
        PublishedDatafile render(String sdkKey, long environmentId) {
            rendering.lock();
            try {
                Snapshot snapshot = catalog.snapshot();
                DatafileRevision revision = snapshot.datafileRevision(environmentId);
                PublishedDatafile present = latest;
                if (present != null && present.revision().number() >= revision.number()) {
                    return present;
                }
                Environment environment =
                        snapshot.get(Environment.class, environmentId).knownBy(sdkKey);
                PublishedDatafile rendered =
                        new PublishedDatafile(environment, revision, Datafile.render(snapshot, environment));
                latest = rendered;
                return rendered;
            } finally {
                rendering.unlock();
            }
        }
    }
}
