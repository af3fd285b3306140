package org.muriel.experiment.project;

import java.util.Optional;

/** Settings of the browser snippet, which is not served here: what was sent is kept and shown again. */
public record WebSnippet(
        boolean enableForceVariation,
        boolean excludeDisabledExperiments,
        boolean excludeNames,
        Optional<Boolean> includeJquery,
        boolean ipAnonymization,
        Optional<String> ipFilter,
        Optional<String> library,
        Optional<String> projectJavascript,
        Optional<String> visitorIdLocatorName,
        Optional<String> visitorIdLocatorType) {

    public static final WebSnippet DEFAULT = new WebSnippet(
            false,
            false,
            true,
            Optional.empty(),
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
}
