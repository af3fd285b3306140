package org.muriel.api.document;

import java.util.Optional;
import org.muriel.experiment.catalog.Draft;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.project.Environment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Environments: a new project's primary one is chosen by its document, and for good. */
final class EnvironmentTranslation implements Translation<Environment> {
    static final String PRIMARY = "is_primary";

    /** The resource demands a name; in a document the key will do. */
    @Override
    public void toBody(Entry entry, Optional<Environment> current) {
        if (current.isEmpty() && !entry.node().has("name")) {
            entry.node().set("name", entry.node().path("key"));
        }
    }

    @Override
    public Optional<Environment> finish(Environment read, ObjectNode sent, Entry entry, Draft draft) {
        JsonNode wanted = sent.path(PRIMARY);
        if (wanted.isMissingNode() || wanted.isNull()) {
            return Optional.of(read);
        }
        if (!wanted.isBoolean()) {
            entry.reject("/" + PRIMARY, "true or false", wanted);
            return Optional.empty();
        }
        boolean isFree = draft.current().list(Environment.class, read.projectId()).stream()
                .noneMatch(Environment::primary);
        if (wanted.booleanValue() && !read.primary() && isFree) {
            return Optional.of(read.identified(read.id(), read.sdkKey(), true));
        }
        if (wanted.booleanValue() != read.primary()) {
            entry.reject("/" + PRIMARY, read.primary() + ": a project keeps its one primary environment", wanted);
            return Optional.empty();
        }
        return Optional.of(read);
    }

    @Override
    public Environment numbered(Environment made, Numbering numbering) {
        return numbering.number(made);
    }

    @Override
    public void putIds(ObjectNode entry, Environment environment, Snapshot snapshot, Names names) {
        entry.put("sdk_key", environment.sdkKey());
    }

    @Override
    public void toEntry(ObjectNode json, Environment environment, Snapshot snapshot, Names names) {
        if (!environment.primary()) {
            json.remove(PRIMARY);
        }
        if (!environment.restricted()) {
            json.remove("has_restricted_permissions");
        }
    }
}
