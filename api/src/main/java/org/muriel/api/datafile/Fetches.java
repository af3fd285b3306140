package org.muriel.api.datafile;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** When datafiles were fetched last, by environment, since the start of this process. Thread-safe, and costs a fetch next to nothing. */
public final class Fetches {
    private final Map<Long, Instant> last = new ConcurrentHashMap<>();

    void note(long environmentId, Instant when) {
        last.put(environmentId, when);
    }

    /** Also counts when nothing new was there to be sent. */
    public Optional<Instant> last(long environmentId) {
        return Optional.ofNullable(last.get(environmentId));
    }
}
