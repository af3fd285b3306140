package org.muriel.event;

import java.time.Instant;

/** Something that happened with a visitor at a moment. */
public sealed interface VisitorEvent permits Exposure, Conversion {
    /** Made once by the client and kept over repetitions: the same uuid is the same event. */
    String uuid();

    /** When it happened by the client's clock, to the millisecond; not when it arrived. */
    Instant at();
}
