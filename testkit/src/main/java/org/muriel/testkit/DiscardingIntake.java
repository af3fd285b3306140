package org.muriel.testkit;

import java.util.List;
import org.muriel.event.EventBatch;
import org.muriel.event.EventIntake;
import org.muriel.event.RefusedEvent;

/** Keeps nothing of what it takes. */
public final class DiscardingIntake implements EventIntake {
    @Override
    public void accept(EventBatch batch, List<RefusedEvent> refused) {}
}
