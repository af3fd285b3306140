package org.muriel.api.datafile;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.muriel.experiment.project.Environment;

/** Where a datafile can be had without a token. */
public enum DatafileAddresses {
    /** Only by its SDK key, which nobody guesses. */
    KEY,

    /** That of a project's primary environment also by the project's id, which anybody can guess. */
    PROJECT;

    static final String BY_KEY = "/datafiles/{sdk_key}.json";
    static final String BY_PROJECT = "/json/{project_id}.json";

    private static final Pattern ID = Pattern.compile("[0-9]{1,16}");

    public static String byKey(Environment environment, String origin) {
        return origin + BY_KEY.replace("{sdk_key}", environment.sdkKey());
    }

    /** Addresses of the same document beside {@link #byKey}. */
    public List<String> others(Environment environment, String origin) {
        return this == PROJECT && environment.primary()
                ? List.of(origin + BY_PROJECT.replace("{project_id}", Long.toString(environment.projectId())))
                : List.of();
    }

    static Optional<Long> projectId(String text) {
        return ID.matcher(text).matches() ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }
}
