package org.muriel.api.agent;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.muriel.api.decision.Reporting;
import org.muriel.api.decision.ServedEnvironment;
import org.muriel.api.json.Json;
import org.muriel.api.json.Values;
import org.muriel.api.route.Call;
import org.muriel.api.route.Reply;
import org.muriel.api.stream.Broadcast;
import org.muriel.api.stream.Notice;
import org.muriel.decision.Decision;
import org.muriel.decision.Source;
import org.muriel.decision.Visitor;
import org.muriel.decision.datafile.Datafile;
import org.muriel.event.VisitorAttribute;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The stream of notifications (SDK contract, 6.8), with member names as clients of Go's know them. */
final class Notifications {
    private static final String DECISION = "decision";
    private static final String TRACK = "track";
    private static final String CHANGE = "project_config_update";

    private final Broadcast broadcast;

    Notifications(Broadcast broadcast) {
        this.broadcast = broadcast;
    }

    Reply stream(Call call, ServedEnvironment environment) throws Refused {
        Set<String> kinds = kinds(call);
        boolean raw = call.text("raw").isPresent();
        Optional<Reply.Source> source = raw
                ? broadcast.lines(environment.topic(), environment.admitted(), it -> text(it, kinds))
                : broadcast.events(environment.topic(), environment.admitted(), it -> text(it, kinds));
        return source.<Reply>map(it -> new Reply.Stream(
                        200, raw ? "text/plain" : "text/event-stream", it, Map.of("Cache-Control", "no-cache")))
                .orElseGet(() -> AgentDialect.error(503, "too many streams are open; try again later")
                        .with("Retry-After", "60"));
    }

    private static Set<String> kinds(Call call) throws Refused {
        Set<String> all = Set.of(DECISION, TRACK, CHANGE);
        Set<String> kinds = new HashSet<>();
        for (String list : call.texts("filter")) {
            kinds.addAll(List.of(list.split(",")));
        }
        kinds.remove("");
        if (!all.containsAll(kinds)) {
            throw new Refused(
                    400,
                    "filter: expected " + DECISION + ", " + TRACK + " or " + CHANGE + ", found "
                            + Json.excerpt(String.join(",", call.texts("filter"))));
        }
        return kinds.isEmpty() ? all : kinds;
    }

    private static Optional<String> text(Notice notice, Set<String> kinds) {
        return switch (notice) {
            case Notice.Changed(long revision)
            when kinds.contains(CHANGE) ->
                Optional.of(Json.object()
                        .put("Type", CHANGE)
                        .put("Revision", Long.toString(revision))
                        .toString());
            case Notice.Decided(ObjectNode json) when kinds.contains(DECISION) -> Optional.of(json.toString());
            case Notice.Tracked(ObjectNode json) when kinds.contains(TRACK) -> Optional.of(json.toString());
            case Notice.Changed _, Notice.Decided _, Notice.Tracked _ -> Optional.empty();
        };
    }

    /** @param exposures those of the decisions that were reported */
    void decided(
            ServedEnvironment environment, Visitor visitor, Collection<Decision> decisions, List<Decision> exposures) {
        if (broadcast.isHeard(environment.topic())) {
            Set<Decision> reported = Collections.newSetFromMap(new IdentityHashMap<>());
            reported.addAll(exposures);
            decisions.forEach(it -> broadcast.publish(
                    environment.topic(),
                    () -> new Notice.Decided(decisionJson(environment, visitor, it, reported.contains(it)))));
        }
    }

    void tracked(ServedEnvironment environment, Visitor visitor, Datafile.Event event, Map<String, Object> tags) {
        broadcast.publish(environment.topic(), () -> new Notice.Tracked(trackJson(environment, visitor, event, tags)));
    }

    private static ObjectNode decisionJson(
            ServedEnvironment environment, Visitor visitor, Decision decision, boolean dispatched) {
        ObjectNode node = Json.object();
        node.set("UserContext", userContext(visitor));
        ObjectNode info = node.putObject("DecisionInfo");
        if (decision.source() == Source.EXPERIMENT) {
            boolean ofFlag = decision.ruleId()
                    .filter(id -> environment.ruleset().datafile().flags().stream()
                            .anyMatch(it -> it.experimentIds().contains(id)))
                    .isPresent();
            node.put("Type", ofFlag ? "feature-test" : "ab-test");
            info.put("experimentKey", decision.ruleKey().orElse(""))
                    .put("variationKey", decision.variationKey().orElse(""));
        } else {
            node.put("Type", "flag");
            info.put("flagKey", decision.flagKey())
                    .put("enabled", decision.enabled())
                    .put("variationKey", decision.variationKey().orElse(""))
                    .put("ruleKey", decision.ruleKey().orElse(""))
                    .put("decisionEventDispatched", dispatched)
                    .put("experimentId", decision.ruleId().orElse(""))
                    .put("variationId", decision.variationId().orElse(""));
            info.set("variables", Values.object(decision.variables()));
            ArrayNode reasons = info.putArray("reasons");
            decision.reasonTexts().forEach(reasons::add);
        }
        return node;
    }

    private static ObjectNode trackJson(
            ServedEnvironment environment, Visitor visitor, Datafile.Event event, Map<String, Object> tags) {
        ObjectNode node = Json.object().put("EventKey", event.key());
        node.set("UserContext", userContext(visitor));
        node.set("EventTags", Values.object(tags));
        ObjectNode conversion =
                node.putObject("ConversionEvent").put("entity_id", event.id()).put("key", event.key());
        conversion.set("tags", Values.object(tags));
        Reporting.revenue(tags).ifPresent(it -> conversion.put("revenue", it));
        Reporting.value(tags).ifPresent(it -> conversion.put("value", it));
        ArrayNode attributes = conversion.putArray("Attributes");
        for (VisitorAttribute attribute : Reporting.attributes(environment.ruleset(), visitor)) {
            attributes
                    .addObject()
                    .put("entityId", attribute.id().orElse(""))
                    .put("key", attribute.key())
                    .put("type", "custom")
                    .set("value", Values.node(plain(attribute.value())));
        }
        return node;
    }

    private static Object plain(VisitorAttribute.Value value) {
        return switch (value) {
            case VisitorAttribute.Value.Text(String text) -> text;
            case VisitorAttribute.Value.Numeric(double number) -> number;
            case VisitorAttribute.Value.Truth(boolean truth) -> truth;
        };
    }

    private static ObjectNode userContext(Visitor visitor) {
        ObjectNode context = Json.object().put("ID", visitor.id());
        context.set("Attributes", Values.object(visitor.attributes()));
        context.putArray("QualifiedSegments");
        return context;
    }
}
