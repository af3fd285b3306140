package org.muriel.api.datafile;

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
    private final Map<Long, Slot> slots = new ConcurrentHashMap<>();

    public Datafiles(Catalog catalog) {
        this.catalog = catalog;
    }

    /** The datafile that an SDK key names; an archived environment keeps its own. */
    public Optional<PublishedDatafile> find(String sdkKey) {
        Snapshot snapshot = catalog.snapshot();
        return snapshot.environmentOf(sdkKey).map(it -> of(it, snapshot));
    }

    /** The present datafile of an environment. */
    public PublishedDatafile of(Environment environment) {
        return of(environment, catalog.snapshot());
    }

    private PublishedDatafile of(Environment environment, Snapshot snapshot) {
        DatafileRevision revision = snapshot.datafileRevision(environment.id());
        Slot slot = slots.get(environment.id());
        if (slot == null) {
            slot = slots.computeIfAbsent(environment.id(), it -> new Slot());
        }
        PublishedDatafile latest = slot.latest;
        return latest != null && latest.revision().number() >= revision.number()
                ? latest
                : slot.render(environment.id());
    }

    /** One environment's. */
    private final class Slot {
        private final ReentrantLock rendering = new ReentrantLock();
        private volatile @Nullable PublishedDatafile latest;

        /** Renders what is newest once its turn has come, unless another has done so meanwhile. */
        PublishedDatafile render(long environmentId) {
            rendering.lock();
            try {
                Snapshot snapshot = catalog.snapshot();
                DatafileRevision revision = snapshot.datafileRevision(environmentId);
                PublishedDatafile present = latest;
                if (present != null && present.revision().number() >= revision.number()) {
                    return present;
                }
                Environment environment = snapshot.get(Environment.class, environmentId);
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
