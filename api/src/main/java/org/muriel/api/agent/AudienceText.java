package org.muriel.api.agent;

import java.util.List;
import java.util.stream.Collectors;
import org.muriel.decision.Ruleset;
import org.muriel.decision.audience.Audience;
import org.muriel.decision.audience.Condition;

/** Whom a rule is for, in words such as {@code "us" OR ("female" AND "adult")} (SDK contract, 6.3). */
final class AudienceText {
    private AudienceText() {}

    /** @return empty when it is for everyone; an audience that is not there is told by its id */
    static String of(Condition condition, Ruleset ruleset) {
        return switch (condition) {
            case Condition.And(List<Condition> operands) -> joined(operands, " AND ", ruleset);
            case Condition.Or(List<Condition> operands) -> joined(operands, " OR ", ruleset);
            case Condition.Not(Condition operand) -> "NOT " + operand(operand, ruleset);
            case Condition.Of(Audience audience) -> quoted(audience.name());
            case Condition.Named(String id) ->
                quoted(ruleset.audience(id).map(Audience::name).orElse(id));
            case Condition.Test _, Condition.Nothing _ -> "";
        };
    }

    private static String joined(List<Condition> operands, String operator, Ruleset ruleset) {
        return operands.size() == 1
                ? of(operands.getFirst(), ruleset)
                : operands.stream().map(it -> operand(it, ruleset)).collect(Collectors.joining(operator));
    }

    private static String operand(Condition condition, Ruleset ruleset) {
        String text = of(condition, ruleset);
        boolean several = switch (condition) {
            case Condition.And(List<Condition> operands) -> operands.size() > 1;
            case Condition.Or(List<Condition> operands) -> operands.size() > 1;
            case Condition.Not _, Condition.Of _, Condition.Named _, Condition.Test _, Condition.Nothing _ -> false;
        };
        return several ? "(" + text + ")" : text;
    }

    private static String quoted(String name) {
        return "\"" + name + "\"";
    }
}
