package org.muriel.openfeature;

import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.ImmutableMetadata;
import dev.openfeature.sdk.ProviderEvaluation;
import dev.openfeature.sdk.Reason;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.muriel.decision.Decider;
import org.muriel.decision.Decision;
import org.muriel.decision.Ruleset;
import org.muriel.decision.Visitor;
import org.muriel.decision.audience.Condition;
import org.muriel.decision.datafile.Datafile.Experiment;
import org.muriel.decision.datafile.Datafile.Flag;
import org.muriel.decision.datafile.Datafile.Variable;

/**
 * Decisions as evaluations. What can be refused without deciding is refused before, because a decision may be reported as
 * an exposure, and a visitor who is given the fallback has seen nothing.
 */
record Evaluations(Decider decider, Ruleset ruleset) {
    private static final String EVERYONE_ELSE = "default-";

    <T> ProviderEvaluation<T> evaluation(String key, T fallback, EvaluationContext context, Kind<T> kind) {
        String visitorId = context.getTargetingKey();
        if (visitorId == null || visitorId.isEmpty()) {
            return failure(fallback, ErrorCode.TARGETING_KEY_MISSING, "the context has no targeting key");
        }
        int dot = key.indexOf('.'); // keys of flags have none
        Optional<Flag> flag = ruleset.flag(dot < 0 ? key : key.substring(0, dot));
        if (flag.isEmpty()) {
            return failure(fallback, ErrorCode.FLAG_NOT_FOUND, "the datafile has no flag for the key " + key);
        }
        Visitor visitor = Visitor.of(visitorId, Values.attributes(context));
        if (dot < 0) {
            return flag(flag.get(), fallback, visitor, kind);
        }
        String variableKey = key.substring(dot + 1);
        return flag.get().variables().stream()
                .filter(it -> it.key().equals(variableKey))
                .findFirst()
                .map(it -> variable(flag.get(), it, fallback, visitor, kind))
                .orElseGet(() -> failure(
                        fallback,
                        ErrorCode.FLAG_NOT_FOUND,
                        "the flag " + flag.get().key() + " has no variable " + variableKey));
    }

    private <T> ProviderEvaluation<T> flag(Flag flag, T fallback, Visitor visitor, Kind<T> kind) {
        boolean anObject = kind.types().contains("json");
        if (!anObject && !kind.types().contains("boolean")) {
            return mismatch(fallback, kind, "a flag, which is a boolean, or an object of its variables");
        }
        Decision decision = decider.decide(ruleset, visitor, flag.key());
        return read(anObject ? decision.variables() : decision.enabled(), decision, fallback, kind);
    }

    private <T> ProviderEvaluation<T> variable(
            Flag flag, Variable variable, T fallback, Visitor visitor, Kind<T> kind) {
        if (!kind.types().contains(variable.type())) {
            return mismatch(fallback, kind, "a variable of type " + variable.type());
        }
        Decision decision = decider.decide(ruleset, visitor, flag.key());
        return read(decision.variables().get(variable.key()), decision, fallback, kind);
    }

    private <T> ProviderEvaluation<T> read(@Nullable Object value, Decision decision, T fallback, Kind<T> kind) {
        if (value == null) {
            return failure(fallback, ErrorCode.GENERAL, "the text of the variable is none of its type");
        }
        return kind.reading()
                .apply(value)
                .map(it -> success(it, decision))
                .orElseGet(() -> mismatch(fallback, kind, value.toString()));
    }

    private <T> ProviderEvaluation<T> success(T value, Decision decision) {
        ImmutableMetadata.ImmutableMetadataBuilder metadata = ImmutableMetadata.builder()
                .addString("flagKey", decision.flagKey())
                .addString("revision", ruleset.revision());
        decision.ruleKey().ifPresent(it -> metadata.addString("ruleKey", it));
        decision.ruleId().ifPresent(it -> metadata.addString("experimentId", it));
        return ProviderEvaluation.<T>builder()
                .value(value)
                .variant(decision.variationKey().orElse(null))
                .reason(reason(decision).name())
                .flagMetadata(metadata.build())
                .build();
    }

    private static <T> ProviderEvaluation<T> mismatch(T fallback, Kind<T> kind, String found) {
        return failure(fallback, ErrorCode.TYPE_MISMATCH, "expected " + kind.name() + ", found " + found);
    }

    static <T> ProviderEvaluation<T> failure(T fallback, ErrorCode code, String message) {
        return ProviderEvaluation.<T>builder()
                .value(fallback)
                .reason(Reason.ERROR.name())
                .errorCode(code)
                .errorMessage(message)
                .build();
    }

    /** The words of OFREP. SDK contract, 7. */
    private static Reason reason(Decision decision) {
        if (decision.rule().isEmpty()) {
            return decision.variation().isEmpty() ? Reason.DISABLED : Reason.TARGETING_MATCH;
        }
        return switch (decision.source()) {
            case EXPERIMENT, FEATURE_TEST, HOLDOUT -> Reason.SPLIT;
            case ROLLOUT -> delivered(decision.rule().get());
        };
    }

    private static Reason delivered(Experiment rule) {
        if (rule.key().startsWith(EVERYONE_ELSE)) {
            return Reason.STATIC;
        }
        return rule.targeting().equals(Condition.EVERYONE) ? Reason.SPLIT : Reason.TARGETING_MATCH;
    }
}
