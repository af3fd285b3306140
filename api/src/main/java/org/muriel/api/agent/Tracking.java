package org.muriel.api.agent;

import java.util.Map;
import java.util.Optional;
import org.muriel.api.decision.Reporting;
import org.muriel.api.decision.ServedEnvironment;
import org.muriel.api.json.Json;
import org.muriel.api.json.Values;
import org.muriel.api.route.Call;
import org.muriel.api.route.Reply;
import org.muriel.decision.Visitor;
import org.muriel.decision.datafile.Datafile;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v1/track} (SDK contract, 6.2). */
final class Tracking {
    private final Reporting reporting;
    private final Notifications notifications;

    Tracking(Reporting reporting, Notifications notifications) {
        this.reporting = reporting;
        this.notifications = notifications;
    }

    Reply track(Call call, ServedEnvironment environment) throws Refused {
        String eventKey = Values.text(call.text("eventKey").orElse(""));
        if (eventKey.isEmpty()) {
            throw new Refused(400, "missing required path parameter: eventKey");
        }
        Payload payload = Payload.of(call);
        Visitor visitor = payload.visitor();
        Map<String, Object> tags = payload.values("eventTags");
        ObjectNode answer = Json.object().put("userId", visitor.id()).put("eventKey", eventKey);
        Optional<Datafile.Event> event = environment.ruleset().event(eventKey);
        if (event.isEmpty()) {
            return Reply.json(200, answer.put("error", "event with key \"" + eventKey + "\" not found"));
        }
        reporting.conversion(environment.ruleset(), visitor, event.get(), tags);
        notifications.tracked(environment, visitor, event.get(), tags);
        return Reply.json(200, answer);
    }
}
