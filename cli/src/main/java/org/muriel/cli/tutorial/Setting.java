package org.muriel.cli.tutorial;

import java.util.Locale;
import java.util.Map;

/** The members of the settings file; the file and the prompts call them by {@link #key()}. */
enum Setting {
    TOKEN(String.class, "a personal token; the variable MURIEL_TOKEN may hold it too"),
    BASE_URL(String.class, "the address of the API"),
    PROJECT_ID(Long.class, "made by the step project"),
    CUSTOM_AUDIENCE_ATTRIBUTE(String.class, "the name of an attribute, made by the step attribute"),
    EVENT_ID(Long.class, "made by the step event"),
    AUDIENCE_ID(Long.class, "made by the step audience"),
    FEATURE_ID(Long.class, "made by the step feature; leave empty for no feature"),
    /** Variable key to a text, a number or a boolean. */
    VARIABLE_VALUES(Map.class, "variables of the feature and their values"),
    EXPERIMENT_ID(Long.class, "made by the step experiment");

    final Class<?> type;
    final String meaning;

    Setting(Class<?> type, String meaning) {
        this.type = type;
        this.meaning = meaning;
    }

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    String expected() {
        if (type == Map.class) {
            return "a list of pairs such as '- colour: red'";
        }
        return type == Long.class ? "a whole number" : "text";
    }
}
