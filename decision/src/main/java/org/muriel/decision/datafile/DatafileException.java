package org.muriel.decision.datafile;

/** Bytes that are no datafile. */
public final class DatafileException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String at;
    private final String expected;
    private final String found;

    public DatafileException(String at, String expected, String found) {
        super("datafile" + (at.isEmpty() ? "" : " at " + at) + ": expected " + expected + ", found " + found);
        this.at = at;
        this.expected = expected;
        this.found = found;
    }

    /** A JSON pointer to the member that is wrong or missing; empty for the whole document. */
    public String at() {
        return at;
    }

    public String expected() {
        return expected;
    }

    public String found() {
        return found;
    }
}
