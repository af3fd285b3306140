package org.muriel.result;

import java.nio.file.Path;

/** The events behind the numbers, for whoever wants to recompute them. Thread-safe. */
public interface RawEvents {

    /** Both have the same columns and rows, in the order of time. */
    enum Format {
        /** RFC 4180, UTF-8, with a line of names. */
        CSV,
        PARQUET
    }

    /** How many events {@link #write} would write. */
    long count(long projectId, long experimentId, Window period);

    /**
     * Writes an experiment's decisions in a period, and in the same period the conversions of every visitor it was ever
     * decided for. Nothing is left out for what results leave out: what is a holdback, of another environment or outside
     * the running periods can be told from the columns. Duplicates were never kept.
     *
     * @param file is made; it is not read back into memory, so it may be of any size
     */
    void write(long projectId, long experimentId, Window period, Format format, Path file);
}
