package org.muriel.event.log;

import java.time.Instant;
import java.util.Optional;
import org.muriel.event.RefusedEvent;

/** An event that was not kept, as the log lists it. */
public record Refusal(Instant received, RefusedEvent.Reason reason, Optional<String> uuid, String detail) {}
