package org.muriel.access;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Who is signed in in a browser, kept. A session gives the rights of the personal token it was begun with, as long as that
 * token is worth something. Its id is a secret of which only the hash is kept. Thread-safe; what a write leaves is durable
 * when it returns.
 */
public interface Sessions {
    /** A session nobody comes with for that long is over. Known to {@link #ROTATED_AFTER}. */
    Duration IDLE = Duration.ofDays(14);

    /** Every session is over that long after it was begun. */
    Duration LONGEST = Duration.ofDays(90);

    /** How long it goes on under one id. */
    Duration ROTATED_AFTER = Duration.ofHours(1);

    /** How long the id before is good still, for requests that were under way when it changed. */
    Duration GRACE = Duration.ofMinutes(1);

    /** How many a person has at once; of more, the oldest ends. */
    int MOST = 100;

    /** @param id of the session to be; its holder is signed in from now on */
    void begin(Secret id, Credential.Valid who, Instant now);

    /** @return nothing when the session is not known, is over, or its token is worth nothing any more */
    Optional<Session> find(Secret id, Instant now);

    /**
     * Lets a session go on under another id.
     *
     * @return whether it does; not when it goes on under another already, or is over: then the fresh id is worth nothing
     */
    boolean rotate(Secret id, Secret fresh, Instant now);

    void end(Secret id);

    /** Ends all sessions of a person, in every browser. */
    void endAll(String personId);

    /** When each session that is kept of a person was begun, the first one first; some may be over. */
    List<Instant> begunBy(String personId);
}
