package org.muriel.event;

import java.util.List;
import java.util.Optional;

/**
 * What happened with one visitor.
 *
 * @param visitorId who is measured; may be empty
 * @param sessionId hardly any client sends one
 * @param attributes of the visitor, at the time of these events
 */
public record VisitorEvents(
        String visitorId, Optional<String> sessionId, List<VisitorAttribute> attributes, List<VisitorEvent> events) {

    public VisitorEvents {
        attributes = List.copyOf(attributes);
        events = List.copyOf(events);
    }
}
