package org.muriel.experiment.entity;

import java.util.Locale;

/** The kinds of configured things. Their names are stored: rename none. */
public enum Kind {
    PROJECT,
    ENVIRONMENT,
    ATTRIBUTE,
    EVENT,
    AUDIENCE,
    FEATURE,
    EXPERIMENT,
    GROUP,
    WEBHOOK;

    /** The word for messages, such as {@code experiment}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
