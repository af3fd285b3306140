package org.muriel.server;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.muriel.access.Access;
import org.muriel.experiment.catalog.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Once a second learns what another process has changed about people and tokens; every ten minutes, and at the end,
 * writes when tokens were last used. A server that is killed forgets the last ten minutes of that.
 */
final class AccessUpkeep implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AccessUpkeep.class);
    private static final long REFRESH_SECONDS = 1;
    private static final long KEEP_SECONDS = 600;

    private final Access access;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("access upkeep").daemon().factory());

    private AccessUpkeep(Access access) {
        this.access = access;
    }

    static AccessUpkeep start(Access access) {
        AccessUpkeep upkeep = new AccessUpkeep(access);
        upkeep.every(REFRESH_SECONDS, access::refresh);
        upkeep.every(KEEP_SECONDS, access::keepLastUsed);
        return upkeep;
    }

    private void every(long seconds, Runnable task) {
        var _ = thread.scheduleWithFixedDelay(() -> run(task), seconds, seconds, TimeUnit.SECONDS);
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (StorageException e) {
            log.warn("people and tokens could not be kept up; it is tried again", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        thread.close();
        run(access::keepLastUsed);
    }
}
