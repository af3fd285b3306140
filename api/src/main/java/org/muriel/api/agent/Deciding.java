package org.muriel.api.agent;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.muriel.api.decision.Reporting;
import org.muriel.api.decision.ServedEnvironment;
import org.muriel.api.json.Json;
import org.muriel.api.json.Values;
import org.muriel.api.route.Call;
import org.muriel.api.route.Reply;
import org.muriel.decision.DecideOption;
import org.muriel.decision.Decider;
import org.muriel.decision.Decision;
import org.muriel.decision.ForcedDecision;
import org.muriel.decision.Visitor;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v1/decide} (SDK contract, 6.4). */
final class Deciding {
    private static final String EVERYONE_ELSE = "default-";

    private final AgentDialect dialect;
    private final Reporting reporting;
    private final Notifications notifications;

    Deciding(AgentDialect dialect, Reporting reporting, Notifications notifications) {
        this.dialect = dialect;
        this.reporting = reporting;
        this.notifications = notifications;
    }

    Reply decide(Call call, ServedEnvironment environment) throws Refused {
        Payload payload = Payload.of(call);
        Visitor visitor = payload.visitor().forced(forced(payload.objects("forcedDecisions")));
        Set<DecideOption> options = options(payload.texts("decideOptions"));
        if (payload.truth("fetchSegments")) {
            throw new Refused(500, "failed to fetch qualified segments");
        }
        List<Decision> exposures = new ArrayList<>();
        Decider decider =
                dialect.decider(call, environment).withExposures((ruleset, who, decision) -> exposures.add(decision));
        List<String> keys =
                call.texts("keys").stream().map(Values::text).distinct().toList();
        Collection<Decision> decisions = switch (keys.size()) {
            case 0 -> decider.decideAll(environment.ruleset(), visitor, options).values();
            case 1 -> List.of(decider.decide(environment.ruleset(), visitor, keys.getFirst(), options));
            default ->
                decider.decideForKeys(environment.ruleset(), visitor, keys, options)
                        .values();
        };
        reporting.exposures(environment.ruleset(), visitor, exposures);
        notifications.decided(environment, visitor, decisions, exposures);
        return keys.size() == 1
                ? Reply.json(200, write(visitor, decisions.iterator().next()))
                : Reply.json(200, all(visitor, decisions));
    }

    private static List<ForcedDecision> forced(List<Payload> payloads) throws Refused {
        List<ForcedDecision> decisions = new ArrayList<>(payloads.size());
        for (Payload payload : payloads) {
            decisions.add(new ForcedDecision(
                    payload.text("flagKey"),
                    Optional.of(payload.text("ruleKey")).filter(it -> !it.isEmpty()),
                    payload.text("variationKey")));
        }
        return decisions;
    }

    private static Set<DecideOption> options(List<String> words) throws Refused {
        Set<DecideOption> options = EnumSet.noneOf(DecideOption.class);
        for (String word : words) {
            try {
                options.add(DecideOption.valueOf(word));
            } catch (IllegalArgumentException e) {
                throw new Refused(400, "invalid option: " + Json.excerpt(word));
            }
        }
        return options;
    }

    private static ArrayNode all(Visitor visitor, Collection<Decision> decisions) {
        ArrayNode array = Json.array();
        decisions.forEach(it -> array.add(write(visitor, it)));
        return array;
    }

    private static ObjectNode write(Visitor visitor, Decision decision) {
        ObjectNode node = Json.object()
                .put("flagKey", decision.flagKey())
                .put("ruleKey", decision.ruleKey().orElse(""))
                .put("variationKey", decision.variationKey().orElse(""))
                .put("enabled", decision.enabled())
                .put("isEveryoneElseVariation", isEveryoneElse(decision));
        node.putObject("userContext")
                .put("userId", visitor.id())
                .set("attributes", Values.object(visitor.attributes()));
        ArrayNode reasons = node.putArray("reasons");
        decision.reasonTexts().forEach(reasons::add);
        if (!decision.variables().isEmpty()) {
            node.set("variables", Values.object(decision.variables()));
        }
        return node;
    }

    /** The last rule of a rollout is told by its name. */
    private static boolean isEveryoneElse(Decision decision) {
        return decision.rule()
                .filter(it -> it.key().equals(it.id()) && it.key().startsWith(EVERYONE_ELSE))
                .isPresent();
    }
}
