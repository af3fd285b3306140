package org.muriel.api.agent;

import java.util.ArrayList;
import java.util.LinkedHashSet;
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
import org.muriel.decision.Ruleset;
import org.muriel.decision.Source;
import org.muriel.decision.Visitor;
import org.muriel.decision.datafile.Datafile;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v1/activate}: experiments and features by the older calls (SDK contract, 4.5 and 6.5). */
final class Activating {
    private final AgentDialect dialect;
    private final Reporting reporting;
    private final Notifications notifications;

    Activating(AgentDialect dialect, Reporting reporting, Notifications notifications) {
        this.dialect = dialect;
        this.reporting = reporting;
        this.notifications = notifications;
    }

    Reply activate(Call call, ServedEnvironment environment) throws Refused {
        Visitor visitor = Payload.of(call).visitor();
        Ruleset ruleset = environment.ruleset();
        Set<String> experiments = keys(call, "experimentKey");
        Set<String> features = keys(call, "featureKey");
        for (String type : call.texts("type")) {
            switch (type) {
                case "experiment" -> experiments.addAll(experimentKeys(ruleset));
                case "feature" -> ruleset.flags().forEach(it -> features.add(it.key()));
                default -> throw new Refused(400, "type \"" + Json.excerpt(type) + "\" not supported");
            }
        }
        Optional<Boolean> enabled = enabled(call);
        Set<DecideOption> options =
                call.text("disableTracking").filter("true"::equals).isPresent()
                        ? Set.of(DecideOption.DISABLE_DECISION_EVENT)
                        : Set.of();
        List<Decision> exposures = new ArrayList<>();
        Decider decider =
                dialect.decider(call, environment).withExposures((rules, who, decision) -> exposures.add(decision));
        List<ObjectNode> elements = new ArrayList<>();
        List<Decision> decisions = new ArrayList<>();
        for (String key : experiments) {
            if (ruleset.experiment(key).isPresent()) {
                Decision decision = decider.decideExperiment(ruleset, visitor, key, options);
                decisions.add(decision);
                elements.add(experiment(visitor, key, decision));
            } else {
                elements.add(unknown(visitor, "experimentKey", key));
            }
        }
        for (String key : features) {
            if (ruleset.flag(key).isPresent()) {
                Decision decision = decider.decide(ruleset, visitor, key, options);
                decisions.add(decision);
                elements.add(feature(visitor, decision));
            } else {
                elements.add(unknown(visitor, "featureKey", key));
            }
        }
        reporting.exposures(ruleset, visitor, exposures);
        notifications.decided(environment, visitor, decisions, exposures);
        ArrayNode answer = Json.array();
        elements.stream()
                .filter(it -> enabled.isEmpty() || it.get("enabled").booleanValue() == enabled.get())
                .forEach(answer::add);
        return Reply.json(200, answer);
    }

    private static Set<String> keys(Call call, String parameter) {
        Set<String> keys = new LinkedHashSet<>();
        call.texts(parameter).forEach(it -> keys.add(Values.text(it)));
        return keys;
    }

    private static List<String> experimentKeys(Ruleset ruleset) {
        List<String> keys = new ArrayList<>();
        ruleset.datafile().experiments().forEach(it -> keys.add(it.key()));
        ruleset.datafile().groups().stream()
                .map(Datafile.Group::experiments)
                .flatMap(List::stream)
                .forEach(it -> keys.add(it.key()));
        return keys;
    }

    private static Optional<Boolean> enabled(Call call) throws Refused {
        String word = call.text("enabled").orElse("");
        return switch (word) {
            case "" -> Optional.empty();
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> throw new Refused(400, "enabled: expected true or false, found \"" + Json.excerpt(word) + "\"");
        };
    }

    private static ObjectNode experiment(Visitor visitor, String key, Decision decision) {
        return Json.object()
                .put("userId", visitor.id())
                .put("experimentKey", key)
                .put("featureKey", "")
                .put("variationKey", decision.variationKey().orElse(""))
                .put("type", "experiment")
                .put("enabled", decision.variationKey().isPresent());
    }

    private static ObjectNode feature(Visitor visitor, Decision decision) {
        // rules of rollouts have keys, which this call has never told
        boolean tested = decision.source() == Source.FEATURE_TEST;
        ObjectNode node = Json.object()
                .put("userId", visitor.id())
                .put("experimentKey", tested ? decision.ruleKey().orElse("") : "")
                .put("featureKey", decision.flagKey())
                .put("variationKey", tested ? decision.variationKey().orElse("") : "")
                .put("type", "feature")
                .put("enabled", decision.enabled());
        if (!decision.variables().isEmpty()) {
            node.set("variables", Values.object(decision.variables()));
        }
        return node;
    }

    private static ObjectNode unknown(Visitor visitor, String parameter, String key) {
        return Json.object()
                .put("userId", visitor.id())
                .put("experimentKey", parameter.equals("experimentKey") ? key : "")
                .put("featureKey", parameter.equals("featureKey") ? key : "")
                .put("variationKey", "")
                .put("type", "")
                .put("enabled", false)
                .put("error", parameter + " not found");
    }
}
