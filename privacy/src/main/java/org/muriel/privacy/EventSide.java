package org.muriel.privacy;

import java.util.function.LongSupplier;
import org.muriel.event.loader.Erasure;

/**
 * Where events of visitors are.
 *
 * @param end the position in the log that the next event gets
 * @param loaded the position before which everything is in the store
 */
public record EventSide(VisitorRecords records, Erasure erasure, LongSupplier end, LongSupplier loaded) {}
