package org.muriel.api.search;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.muriel.api.experiment.ExperimentWords;
import org.muriel.api.json.JsonObject;
import org.muriel.experiment.Experiment;
import org.muriel.experiment.audience.Audience;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.eventtype.EventType;
import org.muriel.experiment.feature.Feature;
import org.muriel.experiment.feature.RolloutRule;
import org.muriel.experiment.project.Project;

/**
 * Something that can be found.
 *
 * @param type its kind on the wire
 * @param subType of experiments
 * @param status of experiments and projects
 * @param featureId the feature that an experiment varies
 * @param audienceIds the audiences it is for
 * @param furtherText what only a full search looks at
 */
record Hit(
        String type,
        long id,
        long projectId,
        Optional<String> ownName,
        Optional<String> key,
        boolean archived,
        Instant created,
        Instant lastModified,
        String description,
        Optional<String> subType,
        Optional<String> status,
        Optional<Long> featureId,
        Set<Long> audienceIds,
        List<String> furtherText) {

    static final String EXPERIMENT = "experiment";
    static final String FEATURE = "feature";
    static final String AUDIENCE = "audience";
    static final String EVENT = "event";
    static final String PROJECT = "project";

    /** @param environmentId whose status is shown */
    static Hit of(Experiment it, long environmentId) {
        List<String> texts = new ArrayList<>();
        it.design().variations().forEach(variation -> {
            texts.add(variation.key());
            variation.name().ifPresent(texts::add);
            texts.add(variation.description());
        });
        texts.addAll(it.design().whitelist().keySet());
        return new Hit(
                EXPERIMENT,
                it.id(),
                it.projectId(),
                it.design().name(),
                Optional.of(it.design().key()),
                it.archived(),
                it.created(),
                it.lastModified(),
                it.design().description(),
                Optional.of(ExperimentWords.type(it.design())),
                Optional.of(ExperimentWords.status(it, environmentId)),
                it.design().featureId(),
                it.design().targeting().audienceIds(),
                texts);
    }

    static Hit of(Feature it) {
        List<String> texts = new ArrayList<>();
        it.variables().forEach(variable -> {
            texts.add(variable.key());
            texts.add(variable.defaultValue());
        });
        Set<Long> audiences = it.rules().values().stream()
                .flatMap(List::stream)
                .map(RolloutRule::targeting)
                .flatMap(targeting -> targeting.audienceIds().stream())
                .collect(Collectors.toSet());
        return new Hit(
                FEATURE,
                it.id(),
                it.projectId(),
                Optional.of(it.name()),
                Optional.of(it.key()),
                it.archived(),
                it.created(),
                it.lastModified(),
                it.description(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                audiences,
                texts);
    }

    static Hit of(Audience it) {
        return plain(
                AUDIENCE,
                it.id(),
                it.projectId(),
                it.name(),
                Optional.empty(),
                it.archived(),
                it.created(),
                it.lastModified(),
                it.description(),
                Optional.empty());
    }

    static Hit of(EventType it) {
        return plain(
                EVENT,
                it.id(),
                it.projectId(),
                Optional.of(it.name()),
                Optional.of(it.key()),
                it.archived(),
                it.created(),
                it.lastModified(),
                it.description(),
                Optional.empty());
    }

    static Hit of(Project it) {
        return plain(
                PROJECT,
                it.id(),
                it.id(),
                Optional.of(it.name()),
                Optional.empty(),
                it.archived(),
                it.created(),
                it.lastModified(),
                it.description(),
                Optional.of(it.archived() ? "archived" : "active"));
    }

    private static Hit plain(
            String type,
            long id,
            long projectId,
            Optional<String> name,
            Optional<String> key,
            boolean archived,
            Instant created,
            Instant lastModified,
            String description,
            Optional<String> status) {
        return new Hit(
                type,
                id,
                projectId,
                name,
                key,
                archived,
                created,
                lastModified,
                description,
                Optional.empty(),
                status,
                Optional.empty(),
                Set.of(),
                List.of());
    }

    /** The key, when it has no name. */
    String name() {
        return ownName.or(() -> key).orElse("");
    }

    /**
     * @param text in lower case
     * @param full whether descriptions and what belongs to it are looked at as well
     */
    boolean contains(String text, boolean full) {
        return Long.toString(id).equals(text)
                || isIn(name(), text)
                || key.filter(it -> isIn(it, text)).isPresent()
                || (full && (isIn(description, text) || furtherText.stream().anyMatch(it -> isIn(it, text))));
    }

    private static boolean isIn(String whole, String lowerCase) {
        return whole.toLowerCase(Locale.ROOT).contains(lowerCase);
    }

    JsonObject summary(Project project) {
        return new JsonObject()
                .put("archived", archived)
                .put("created", created)
                .put("description", description)
                .putText("experiment_type", subType)
                .put("id", id)
                .put("last_modified", lastModified)
                .put("name", name())
                .put("project_id", projectId)
                .put("project_name", project.name())
                .putText("status", status)
                .put("type", type);
    }

    private JsonObject json() {
        return new JsonObject()
                .put("archived", archived)
                .put("created", created)
                .put("description", description)
                .put("id", id)
                .putText("key", key)
                .put("last_modified", lastModified)
                .put("name", name())
                .put("project_id", projectId)
                .putText("status", status)
                .put("type", type);
    }

    /** @param expand names of further members */
    JsonObject json(Snapshot snapshot, Set<String> expand) {
        JsonObject json = json();
        Optional<Feature> feature = type.equals(FEATURE)
                ? snapshot.find(Feature.class, id)
                : featureId.flatMap(it -> snapshot.find(Feature.class, it));
        if (expand.contains("project_name")) {
            json.put("project_name", snapshot.get(Project.class, projectId).name());
        }
        if (expand.contains("experiment_type")) {
            json.putText("experiment_type", subType);
        }
        if (expand.contains("feature_key")) {
            json.putText("feature_key", feature.map(Feature::key));
        }
        if (expand.contains("feature_name")) {
            json.putText("feature_name", feature.map(Feature::name));
        }
        return json;
    }
}
