package org.muriel.event.loader;

/**
 * The log no longer has what the store lacks, or has never had what the store holds: one of them is of another time or
 * another server. To go on would lose events, or drop new ones as loaded.
 */
public final class NotOfOnePiece extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotOfOnePiece(long loaded, long begin, long end) {
        super("the log and the store of events do not belong together: the store has everything before position "
                + loaded + ", the log has positions " + begin + " to " + end);
    }
}
