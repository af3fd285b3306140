package org.muriel.experiment.feature;

/**
 * A parameter of a feature.
 *
 * @param defaultValue text, whatever the type; parses as the type
 */
public record Variable(long id, String key, Type type, String defaultValue, String description, boolean archived) {

    public enum Type {
        BOOLEAN,
        STRING,
        DOUBLE,
        INTEGER,
        JSON
    }
}
