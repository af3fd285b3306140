package org.muriel.api.intake;

import java.util.List;
import org.muriel.event.EventBatch;
import org.muriel.event.RefusedEvent;

/** @param refused events of the body that could not be read */
record Decoded(EventBatch batch, List<RefusedEvent> refused) {}
