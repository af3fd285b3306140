package org.muriel.api.agent;

/** Why a call gets no other answer, in the words that clients of this dialect know. */
public final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String reason;

    public Refused(int status, String reason) {
        super(reason, null, false, false);
        this.status = status;
        this.reason = reason;
    }

    int status() {
        return status;
    }

    String reason() {
        return reason;
    }
}
