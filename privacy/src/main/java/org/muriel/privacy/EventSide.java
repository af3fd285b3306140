package org.muriel.privacy;

import java.util.function.LongSupplier;
import org.muriel.event.intake.RecentEvents;
import org.muriel.event.loader.Erasure;

/**
 * Where events of visitors are.
 *
 * @param recent those in memory
 * @param end the position in the log that the next event gets
 * @param loaded the position before which everything is in the store
 */
public record EventSide(
        VisitorRecords records, Erasure erasure, RecentEvents recent, LongSupplier end, LongSupplier loaded) {}
