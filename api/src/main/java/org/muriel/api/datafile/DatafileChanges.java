package org.muriel.api.datafile;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.muriel.experiment.catalog.Catalog;
import org.muriel.experiment.catalog.DatafileRevision;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.project.Environment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners that an environment has a new datafile, after it can be had from {@link Datafiles}. One thread of its
 * own does it, so that no write waits for a listener; writes in a row may be told as one. Thread-safe.
 */
public final class DatafileChanges implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DatafileChanges.class);

    private final Catalog catalog;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final Thread telling;

    /** Who wants to know. Must not take long: the others wait. */
    @FunctionalInterface
    public interface Listener {
        void changed(Environment environment, DatafileRevision revision);
    }

    /** The end of a listener's interest. */
    @FunctionalInterface
    public interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    private DatafileChanges(Catalog catalog) {
        this.catalog = catalog;
        Snapshot seen = catalog.snapshot();
        this.telling = Thread.ofVirtual().name("datafile changes").unstarted(() -> run(seen));
    }

    public static DatafileChanges start(Catalog catalog) {
        DatafileChanges changes = new DatafileChanges(catalog);
        changes.telling.start();
        return changes;
    }

    /** @param listener is told of every change from now on, until the subscription is closed */
    public Subscription subscribe(Listener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private void run(Snapshot first) {
        Snapshot seen = first;
        try {
            while (true) {
                Snapshot next = catalog.awaitOtherThan(seen);
                tell(seen, next);
                seen = next;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(Snapshot seen, Snapshot next) {
        Map<Long, DatafileRevision> before = seen.datafileRevisions();
        next.datafileRevisions().forEach((environmentId, revision) -> {
            if (!revision.equals(before.get(environmentId))) {
                Environment environment = next.get(Environment.class, environmentId);
                listeners.forEach(it -> tell(it, environment, revision));
            }
        });
    }

    private static void tell(Listener listener, Environment environment, DatafileRevision revision) {
        try {
            listener.changed(environment, revision);
        } catch (RuntimeException e) {
            log.error("a listener failed on the datafile of environment {}", environment.id(), e);
        }
    }

    @Override
    public void close() {
        telling.interrupt();
    }
}
