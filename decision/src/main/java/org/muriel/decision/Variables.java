package org.muriel.decision;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.muriel.decision.datafile.Datafile.Flag;
import org.muriel.decision.datafile.Datafile.Variable;
import org.muriel.decision.datafile.Datafile.Variation;
import org.muriel.decision.datafile.VariableText;

/**
 * The variables of a flag in one variation, by their keys.
 *
 * @param invalid those whose text does not convert; their value is null
 */
record Variables(Map<String, @Nullable Object> values, List<Step> invalid) {
    private static final Variables NONE = new Variables(Map.of(), List.of());

    static Variables defaults(Flag flag) {
        return flag.variables().isEmpty() ? NONE : of(flag, Map.of());
    }

    /** These, which are a flag's defaults, unless the variation is enabled and has values of its own. */
    Variables in(Variation variation, Flag flag) {
        return variation.enabled()
                        && !variation.values().isEmpty()
                        && !flag.variables().isEmpty()
                ? of(flag, variation.values())
                : this;
    }

    private static Variables of(Flag flag, Map<String, String> texts) {
        Map<String, @Nullable Object> values =
                LinkedHashMap.newLinkedHashMap(flag.variables().size());
        List<Step> invalid = new ArrayList<>(0);
        for (Variable variable : flag.variables()) {
            String text = texts.getOrDefault(variable.id(), variable.defaultValue());
            Optional<Object> value = VariableText.value(variable.type(), text);
            if (value.isEmpty()) {
                invalid.add(new Step.InvalidVariable(variable.key()));
            }
            values.put(variable.key(), value.orElse(null));
        }
        return new Variables(Collections.unmodifiableMap(values), List.copyOf(invalid));
    }
}
