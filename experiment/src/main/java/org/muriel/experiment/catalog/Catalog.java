package org.muriel.experiment.catalog;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.muriel.experiment.problem.Outcome;

/**
 * The configuration, kept. Thread-safe: reads take {@link #snapshot()} and never wait; writes happen one after
 * another, each seeing the one before it.
 */
public interface Catalog {
    /** How long a receipt is kept at least: who sends a request again does so within minutes, a batch job within a day. */
    int RECEIPT_HOURS = 24;

    /** The present configuration, including every write that was answered. */
    Snapshot snapshot();

    /**
     * Makes one write. When this returns {@link Outcome.Done}, the write is durable and in {@link #snapshot()}; on
     * {@link Outcome.Refused}, or when {@code change} throws, nothing has changed.
     *
     * @param actor id of the person who writes, or the name of what writes by itself; for the journal
     * @param change makes its changes in the draft it is given; it is called once and must not keep the draft
     */
    <T> Outcome<Committed<T>> write(String actor, Function<Draft, Outcome<T>> change);

    /**
     * Waits until the configuration is no longer the one seen, and returns it; several writes may lie between the two.
     * How everybody learns of changes who is to hold up no write: each waits on a thread of its own.
     */
    Snapshot awaitOtherThan(Snapshot seen) throws InterruptedException;

    /** Journal entries after {@code seq} (0 for all), oldest first, at most {@code limit}. */
    List<Change> changesAfter(long seq, int limit);

    /** All journal entries of one entity, the oldest first. */
    List<Change> changesOf(long entityId);

    /** Journal entries of one project, the newest first, after the first {@code skip}; at most {@code limit}. */
    ChangeQuery.Page changes(ChangeQuery query, long skip, int limit);

    /**
     * Every revision of a datafile that journal entries after {@code seq} published, the oldest first: those of the
     * next {@code limit} such entries. A revision may be named by several entries of one write.
     */
    List<DatafileEdition> editionsAfter(long seq, int limit);

    /** What answers a request whose receipt a write left, within the last {@value #RECEIPT_HOURS} hours or more. */
    Optional<byte[]> receipt(String id);

    /**
     * Takes a visitor out of all forced variations that the journal tells of, as if nobody had ever forced one on them.
     * Of the present configuration nothing changes: a write does that first.
     */
    void forgetForced(String visitorId);

    /**
     * @param value what the change returned
     * @param snapshot the configuration as that write left it
     */
    record Committed<T>(T value, Snapshot snapshot) {}
}
