package org.muriel.event;

/**
 * Events cannot be taken at the moment: more of them wait than may, or the disk is full. Nothing of the batch was
 * taken, and the same batch may be taken a moment later. Without a stack trace, because it is thrown when there is
 * least time to spare; whoever refuses has logged why, once.
 */
public final class IntakeUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public IntakeUnavailable(String message) {
        super(message, null, false, false);
    }
}
