package org.muriel.api.arrival;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.muriel.api.datafile.Fetches;
import org.muriel.api.explain.AudienceTrial;
import org.muriel.api.json.JsonObject;
import org.muriel.decision.audience.Truth;
import org.muriel.event.VisitorAttribute;
import org.muriel.event.intake.RecentEvents;
import org.muriel.experiment.Experiment;
import org.muriel.experiment.Run;
import org.muriel.experiment.audience.Condition;
import org.muriel.experiment.audience.Targeting;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.project.Environment;
import org.muriel.result.Arrivals;

/** Looks for the first thing that keeps an experiment from having results. */
final class Doctor {
    /** Without an event for that long, something is wrong. */
    private static final Duration LATELY = Duration.ofDays(1);

    private final ArrivalRoutes.Arriving arriving;
    private final Fetches fetches;

    Doctor(ArrivalRoutes.Arriving arriving, Fetches fetches) {
        this.arriving = arriving;
        this.fetches = fetches;
    }

    private enum State {
        PASSED,
        FAILED,
        UNKNOWN
    }

    private record Step(String name, State state, String words, JsonObject detail) {
        JsonObject json() {
            return new JsonObject()
                    .put("step", name)
                    .put("state", state.name().toLowerCase(Locale.ROOT))
                    .put("words", words)
                    .put("detail", detail);
        }
    }

    JsonObject look(Experiment experiment, Snapshot snapshot, Instant now) {
        Environment environment = snapshot.primaryEnvironment(experiment.projectId());
        Run run = experiment.runIn(environment.id());
        Arrivals.Meeting meeting = arriving.stored()
                .meeting(
                        experiment.projectId(),
                        experiment.id(),
                        countsAll(experiment) ? Set.of() : experiment.design().eventIds(),
                        run.earliest().orElse(Instant.EPOCH));
        List<Step> steps = new ArrayList<>();
        steps.add(key(experiment, environment, meeting));
        steps.add(running(experiment, environment, run));
        steps.add(audience(experiment, snapshot, meeting));
        steps.add(events(run, meeting, now));
        steps.add(ids(meeting));
        Optional<Step> failing =
                steps.stream().filter(it -> it.state() == State.FAILED).findFirst();
        JsonObject out = new JsonObject()
                .put("experiment_id", experiment.id())
                .put("healthy", failing.isEmpty())
                .putObjects("steps", steps, Step::json);
        failing.ifPresent(it -> out.put("failing", it.name()));
        return out;
    }

    private static boolean countsAll(Experiment experiment) {
        return experiment.design().metrics().stream()
                .anyMatch(it -> it.eventIds().isEmpty());
    }

    private Step key(Experiment experiment, Environment environment, Arrivals.Meeting meeting) {
        Optional<Instant> fetched = fetches.last(environment.id());
        boolean sent = meeting.converted() > 0
                || !arriving.recent().of(experiment.projectId(), 0, 1).isEmpty();
        JsonObject detail = new JsonObject().put("environment", environment.key());
        fetched.ifPresent(it -> detail.put("datafile_fetched", it));
        if (fetched.isPresent() || meeting.exposed() > 0) {
            return new Step(
                    "key",
                    State.PASSED,
                    "Services use the SDK key of " + environment.key()
                            + (fetched.isPresent() ? ", and fetch its datafile." : ": visitors were decided by it."),
                    detail);
        }
        return sent
                ? new Step(
                        "key",
                        State.UNKNOWN,
                        "Events of this project come, but nobody has fetched the datafile of " + environment.key()
                                + " since the server was started: do services have the key of another environment?",
                        detail)
                : new Step(
                        "key",
                        State.FAILED,
                        "Nobody has fetched the datafile of " + environment.key()
                                + " since the server was started, and no event has come: give your services its SDK key.",
                        detail);
    }

    private static Step running(Experiment experiment, Environment environment, Run run) {
        int traffic = experiment.design().traffic().basisPoints();
        JsonObject detail = new JsonObject()
                .put("environment", environment.key())
                .put("status", run.status().name().toLowerCase(Locale.ROOT))
                .put("traffic_allocation", traffic);
        if (experiment.archived() || run.status() != Run.Status.RUNNING) {
            return new Step(
                    "running", State.FAILED, "It does not run in " + environment.key() + ": start it there.", detail);
        }
        return traffic == 0
                ? new Step("running", State.FAILED, "Its traffic is 0 %, so nobody enters.", detail)
                : new Step("running", State.PASSED, "It runs in " + environment.key() + ".", detail);
    }

    private Step audience(Experiment experiment, Snapshot snapshot, Arrivals.Meeting meeting) {
        if (!(experiment.design().targeting() instanceof Targeting.Audiences(Condition<Long> condition))) {
            return new Step("audience", State.PASSED, "Everybody qualifies.", new JsonObject());
        }
        AudienceTrial trial = AudienceTrial.of(condition, snapshot);
        long seen = 0;
        long qualified = 0;
        for (RecentEvents.Seen it : arriving.recent().of(experiment.projectId(), 0, RecentEvents.MOST)) {
            if (it.event().isPresent()) {
                seen++;
                qualified += trial.of(values(it.attributes())).truth() == Truth.TRUE ? 1 : 0;
            }
        }
        JsonObject detail = new JsonObject().put("seen", seen).put("qualified", qualified);
        if (meeting.exposed() > 0 || qualified > 0) {
            return new Step(
                    "audience",
                    State.PASSED,
                    seen == 0
                            ? "Visitors have qualified."
                            : qualified + " of the last " + seen + " events are of visitors who qualify.",
                    detail);
        }
        return seen == 0
                ? new Step("audience", State.UNKNOWN, "No visitor has been seen lately, so nobody can tell.", detail)
                : new Step(
                        "audience",
                        State.FAILED,
                        "None of the last " + seen
                                + " events is of a visitor who qualifies: look whether services send the"
                                + " attributes that the audience asks for.",
                        detail);
    }

    private static Map<String, Object> values(List<VisitorAttribute> attributes) {
        Map<String, Object> values = new HashMap<>();
        attributes.forEach(it -> values.put(
                it.key(),
                switch (it.value()) {
                    case VisitorAttribute.Value.Text(String text) -> text;
                    case VisitorAttribute.Value.Numeric(double number) -> number;
                    case VisitorAttribute.Value.Truth(boolean truth) -> truth;
                }));
        return values;
    }

    private static Step events(Run run, Arrivals.Meeting meeting, Instant now) {
        JsonObject detail = new JsonObject().put("exposed", meeting.exposed()).put("converted", meeting.converted());
        meeting.lastDecision().ifPresent(it -> detail.put("last_decision", it));
        meeting.lastConversion().ifPresent(it -> detail.put("last_conversion", it));
        if (run.earliest().isEmpty()) {
            return new Step("events", State.UNKNOWN, "It has never been started.", detail);
        }
        if (meeting.exposed() == 0) {
            return new Step(
                    "events",
                    State.FAILED,
                    "No decision has come: either services do not ask for the experiment, or they do not send events here.",
                    detail);
        }
        if (meeting.converted() == 0) {
            return new Step(
                    "events",
                    State.FAILED,
                    "Decisions come, and not one conversion that its metrics count: look whether services track these events.",
                    detail);
        }
        boolean lately = meeting.lastDecision()
                .filter(it -> it.isAfter(now.minus(LATELY)))
                .isPresent();
        return lately
                ? new Step("events", State.PASSED, "Decisions and conversions come.", detail)
                : new Step("events", State.FAILED, "They came, and no decision has for more than a day.", detail);
    }

    private static Step ids(Arrivals.Meeting meeting) {
        JsonObject detail = new JsonObject()
                .put("exposed", meeting.exposed())
                .put("converted", meeting.converted())
                .put("both", meeting.both());
        if (meeting.exposed() == 0 || meeting.converted() == 0) {
            return new Step("ids", State.UNKNOWN, "Without both there is nothing to compare.", detail);
        }
        return meeting.both() > 0
                ? new Step(
                        "ids",
                        State.PASSED,
                        meeting.both() + " of " + meeting.converted()
                                + " visitors who converted were in the experiment.",
                        detail)
                : new Step(
                        "ids",
                        State.FAILED,
                        "Not one visitor who converted was in the experiment: decisions and conversions are sent under different"
                                + " visitor ids.",
                        detail);
    }
}
