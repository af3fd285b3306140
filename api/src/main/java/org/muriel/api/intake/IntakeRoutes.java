package org.muriel.api.intake;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.muriel.api.route.Call;
import org.muriel.api.route.CrossOrigin;
import org.muriel.api.route.Dialect;
import org.muriel.api.route.Errors;
import org.muriel.api.route.Reply;
import org.muriel.api.route.Route;
import org.muriel.event.EventIntake;
import org.muriel.event.RefusedEvent;
import org.muriel.event.intake.Screening;
import org.muriel.experiment.problem.Outcome;
import org.muriel.experiment.problem.Problem;
import org.muriel.experiment.problem.Violation;

/** Where SDKs send what visitors did (SDK contract, 5). */
public final class IntakeRoutes {
    /** The documented limit of what a client may send at once, counted after decompression. */
    private static final int MOST_BODY_BYTES = 3_500_000;

    private static final Dialect EVENTS = new Dialect(Errors.REST, true, MOST_BODY_BYTES, CrossOrigin::openToBeacons);

    private static final String STRICT = "X-Optimizely-Strict";

    /** Of the events that a strict request is refused for, as many are named. */
    private static final int MOST_NAMED = 100;

    private final EventIntake intake;
    private final InstantSource clock;

    public IntakeRoutes(EventIntake intake, InstantSource clock) {
        this.intake = intake;
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(new Route(
                List.of("POST"),
                "/v1/events",
                "send_events",
                "Visitor events",
                Route.Allows.ANYBODY,
                List.of(),
                Set.of(204, 400, 413, 503),
                EVENTS,
                this::accept));
    }

    /** The answer is 204 even when no event could be kept: Go, and so every Agent, would repeat anything else. */
    private Outcome<Reply> accept(Call call) {
        try {
            Decoded decoded = BatchDecoder.decode(call.body());
            if (call.header(STRICT).filter(it -> it.equalsIgnoreCase("true")).isPresent()) {
                List<Violation> violations = violations(decoded);
                if (!violations.isEmpty()) {
                    return Outcome.refused(new Problem.Malformed(violations));
                }
            }
            intake.accept(decoded.batch(), decoded.refused());
            return Outcome.done(Reply.noContent());
        } catch (NotABatch e) {
            return Outcome.refused(new Problem.Malformed(List.of(e.violation())));
        }
    }

    private List<Violation> violations(Decoded decoded) {
        List<RefusedEvent> refused = new ArrayList<>(decoded.refused());
        // a robot's events are left out, but there is nothing wrong with them
        refused.addAll(Screening.of(decoded.batch(), clock.instant(), Optional.of(false))
                .refused());
        return refused.stream().limit(MOST_NAMED).map(IntakeRoutes::violation).toList();
    }

    /** Details are written as place, what was expected, what was found; where the place is but a name, the uuid is told. */
    private static Violation violation(RefusedEvent refused) {
        String detail = refused.detail();
        int expected = detail.indexOf(": expected ");
        int found = detail.lastIndexOf(", found ");
        String of = detail.startsWith("/")
                ? ""
                : refused.uuid().map(it -> ", in the event " + it).orElse("");
        return new Violation(
                detail.substring(0, expected),
                detail.substring(expected + ": expected ".length(), found),
                detail.substring(found + ", found ".length()) + of);
    }
}
