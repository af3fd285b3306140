package org.muriel.api.environment;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.muriel.api.entity.Limits;
import org.muriel.api.json.Fields;
import org.muriel.api.json.Json;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.project.Environment;

/** The member {@code environments} of features and experiments: environment key → what is said of it there. */
public final class NamedEnvironments {
    public static final String MEMBER = "environments";

    private NamedEnvironments() {}

    /**
     * What the body says of each environment it names, in its order. Keys are matched without regard to case; one that
     * is no environment's, or names one a second time, is reported.
     */
    public static Map<Environment, Fields> read(Fields in, long projectId, Snapshot snapshot) {
        Map<Environment, Fields> named = new LinkedHashMap<>();
        in.objectsByName(MEMBER, Limits.ENVIRONMENTS).value().orElse(Map.of()).forEach((key, object) -> {
            Optional<Environment> environment = snapshot.environment(projectId, key);
            if (environment.isEmpty()) {
                in.reject(MEMBER, "keys of the project's environments", "'" + Json.excerpt(key) + "'");
            } else if (named.putIfAbsent(environment.get(), object) != null) {
                in.reject(MEMBER, "each environment once", "'" + key + "' again");
            }
        });
        return named;
    }
}
