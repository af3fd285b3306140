package org.muriel.simulation.rest;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** What a simulation asks of experiments over the REST API. */
public final class Experiments {
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(50);

    private final RestApi api;

    public Experiments(RestApi api) {
        this.api = api;
    }

    /**
     * Finds an experiment by its key.
     *
     * @param projectId where to look; without one, everywhere, and there must be only one of this key
     */
    public Experiment byKey(String key, Optional<Long> projectId) {
        Stream<Long> projects = projectId
                .map(Stream::of)
                .orElseGet(() -> api.all("/v2/projects").stream()
                        .filter(it -> !Json.text(it, "status").equals("archived"))
                        .map(it -> Json.number(it, "id")));
        List<Experiment> found = projects.flatMap(id -> api.all("/v2/experiments?project_id=" + id).stream())
                .filter(it -> Json.text(it, "key").equals(key))
                .map(Experiment::of)
                .toList();
        if (found.size() == 1) {
            return found.getFirst();
        }
        String nowhere = projectId.map(it -> "project " + it + " does not have").orElse("no project has");
        throw new CannotGoOn(
                found.isEmpty()
                        ? "--experiment: expected the key of an experiment, found \"" + key + "\", which " + nowhere
                        : "--experiment: \"" + key + "\" is the key of an experiment in projects "
                                + String.join(
                                        " and ",
                                        found.stream()
                                                .map(it -> Long.toString(it.projectId()))
                                                .toList())
                                + "; say which with --project");
    }

    public Experiment create(JsonObject body) {
        return Experiment.of(api.post("/v2/experiments", body));
    }

    /** Starts it now; with a time, as of then, which only a project with made-up visitors allows. */
    public Experiment start(Experiment experiment, Optional<Instant> startedAt) {
        String path = "/v2/experiments/" + experiment.id() + "?action=start"
                + startedAt.map(it -> "&x_started_at=" + it).orElse("");
        return Experiment.of(api.patch(path, new JsonObject()));
    }

    public boolean isSimulated(long projectId) {
        return Json.find(api.get("/v2/projects/" + projectId), "x_settings")
                .flatMap(it -> Json.find(it.getAsJsonObject(), "simulated"))
                .map(it -> it.getAsBoolean())
                .orElse(false);
    }

    /** Its conversion event that is counted first of all. */
    public Event countedEvent(Experiment experiment) {
        return experiment.metrics().stream()
                .flatMap(it -> Json.find(it, "event_id").stream())
                .findFirst()
                .map(it -> event(it.getAsLong()))
                .orElseThrow(() -> new CannotGoOn("The experiment \"" + experiment.key()
                        + "\" has no metric that counts an event; give it one, or say the event with --event"));
    }

    public Event eventByKey(long projectId, String key) {
        return api.all("/v2/events?project_id=" + projectId).stream()
                .filter(it -> Json.text(it, "key").equals(key))
                .findFirst()
                .map(it -> new Event(Json.number(it, "id"), key))
                .orElseThrow(() -> new CannotGoOn(
                        "--event: expected the key of an event of project " + projectId + ", found \"" + key + "\""));
    }

    /** What visitors do that is counted. */
    public record Event(long id, String key) {}

    private Event event(long id) {
        return new Event(id, Json.text(api.get("/v2/events/" + id), "key"));
    }

    /** The datafile of the project's primary environment, whose visitors count. */
    public String datafile(long projectId) {
        return api.all("/v2/environments?project_id=" + projectId).stream()
                .filter(it -> it.get("is_primary").getAsBoolean())
                .findFirst()
                .map(it -> api.text("/v2/environments/" + Json.number(it, "id") + "/datafile"))
                .orElseThrow(() -> new CannotGoOn("The project " + projectId + " has no primary environment"));
    }

    /** Waits until every event of the project that was taken is counted, a duplicate or rejected. */
    public void awaitCounted(long projectId) {
        while (api.list("/v2/x/ledger?project_id=" + projectId).stream()
                .anyMatch(it -> Json.number(it, "pending") > 0)) {
            LockSupport.parkNanos(BETWEEN_QUESTIONS.toNanos());
        }
    }
}
