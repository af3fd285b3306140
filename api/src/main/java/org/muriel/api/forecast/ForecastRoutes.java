package org.muriel.api.forecast;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.muriel.access.Right;
import org.muriel.api.json.Fields;
import org.muriel.api.json.JsonObject;
import org.muriel.api.route.Call;
import org.muriel.api.route.Reply;
import org.muriel.api.route.Route;
import org.muriel.api.schema.Schema;
import org.muriel.api.schema.Shape;
import org.muriel.experiment.catalog.Catalog;
import org.muriel.experiment.problem.Outcome;
import org.muriel.experiment.problem.Problem;
import org.muriel.experiment.project.Project;
import org.muriel.statistics.estimate.Level;
import org.muriel.statistics.sequential.Tuning;

/** Plans an experiment: smallest effect, time and traffic against each other, and what it costs to look at any time. */
public final class ForecastRoutes {
    private static final double LARGEST = 1e12;

    private static final Shape BASELINE = Shape.of("ForecastBaseline", "What is known of the metric as it is now.")
            .required("kind", Schema.word("rate", "value"), "A share of visitors, or a value of each.")
            .optional("rate", Schema.number(0, 1), "Of a rate.")
            .optional("mean", Schema.number(-LARGEST, LARGEST), "Of a value: its average, not 0.")
            .optional("sd", Schema.number(0, LARGEST), "Of a value: its standard deviation, above 0.");

    private static final Shape QUESTION = Shape.of("ForecastQuestion", "An experiment that is planned.")
            .required("baseline", BASELINE, "")
            .required("visitors_per_day", Schema.number(1, LARGEST), "Who pass the audience.")
            .optional("traffic", Schema.number(1, 10_000), "Basis points of them who take part; all unless given.")
            .optional("variations", Schema.integer(2, 10), "The baseline included; 2 unless given.")
            .optional("alpha", Schema.number(1e-6, 0.5), "Errors allowed, 0.05 unless given.")
            .optional("power", Schema.number(0.01, 0.9999), "Chance to find what is there, 0.8 unless given.")
            .optional(
                    "n_star",
                    Schema.number(2, 1e10),
                    "Visitors that the sequential test is planned for, 10 000 unless given.")
            .optional(
                    "mde",
                    Schema.number(-1, 1e6),
                    "The smallest effect to be found, relative to the baseline; or else `days`.")
            .optional("days", Schema.number(1, 3_650), "How long it runs; or else `mde`.");

    private static final Shape COURSE = Shape.of("ForecastCourse", "What one kind of test finds.")
            .readOnlyIfAny("mde", Schema.number(), "Relative to the baseline.")
            .readOnlyIfAny("days", Schema.number(), "Missing: more than ten years.")
            .readOnlyIfAny("visitors", Schema.number(), "Of all variations.");

    private static final Shape DAY = Shape.of("ForecastDay", "The smallest effect found after so many days.")
            .readOnly("days", Schema.number(), "")
            .readOnlyIfAny("fixed", Schema.number(), "")
            .readOnlyIfAny("always_valid", Schema.number(), "");

    private static final Shape FORECAST = Shape.of("Forecast", "What is to be expected of an experiment.")
            .readOnly("fixed", COURSE, "By a test that is made once, at the end.")
            .readOnly("always_valid", COURSE, "By the test that may be looked at any time.")
            .readOnlyIfAny("cost_of_peeking", Schema.number(), "The second over the first.")
            .readOnly("curve", Schema.list(DAY), "");

    private final Catalog catalog;

    public ForecastRoutes(Catalog catalog) {
        this.catalog = catalog;
    }

    public List<Route> routes() {
        return List.of(Route.of(
                        "POST",
                        "/v2/x/projects/{project_id}/forecast",
                        "forecast_experiment",
                        "Experiments",
                        List.of(),
                        Set.of(200, 400, 404),
                        this::forecast)
                .needing(Right.VIEW)
                .described("Tells what is to be expected of an experiment that is planned")
                .taking(QUESTION)
                .answering(FORECAST));
    }

    private Outcome<Reply> forecast(Call call) {
        long id = call.pathId("project_id");
        if (catalog.snapshot().find(Project.class, id).isEmpty()) {
            return Outcome.refused(new Problem.NotFound("project", id));
        }
        return call.fields(true).then(ForecastRoutes::read);
    }

    private static Outcome<Reply> read(Fields in) {
        in.rejectAllBut(Set.of(
                "baseline", "visitors_per_day", "traffic", "variations", "alpha", "power", "n_star", "mde", "days"));
        double perDay = in.number("visitors_per_day", 1, LARGEST).required(1.0);
        double traffic = in.number("traffic", 1, 10_000).or(10_000.0, 10_000.0);
        int variations = in.integer("variations", 2, 10).or(2, 2);
        double alpha = in.number("alpha", 1e-6, 0.5).or(0.05, 0.05);
        double power = in.number("power", 0.01, 0.9999).or(0.8, 0.8);
        double planned = in.number("n_star", 2, 1e10).or(Tuning.DEFAULT_UNITS, Tuning.DEFAULT_UNITS);
        Optional<Double> effect = in.number("mde", -1, 1e6).value();
        Optional<Double> days = in.number("days", 1, 3_650).value();
        if (effect.isPresent() == days.isPresent()) {
            in.reject("mde", "this or days", effect.isPresent() ? "both" : "neither");
        }
        if (effect.filter(it -> it == 0).isPresent()) {
            in.reject("mde", "a number that is not 0", "0");
        }
        Fields baseline = in.object("baseline").required(in.none());
        boolean rate = !baseline.isText("kind", "value");
        if (rate && !baseline.isText("kind", "rate")) {
            in.rejectWithin("baseline", "/kind", "rate or value", "something else");
        }
        double mean = rate
                ? baseline.number("rate", 1e-9, 1 - 1e-9).required(0.5)
                : baseline.number("mean", -LARGEST, LARGEST).required(1.0);
        double deviation = rate ? 0 : baseline.number("sd", 1e-9, LARGEST).required(1.0);
        if (mean == 0) {
            in.rejectWithin("baseline", "/mean", "a number that is not 0", "0");
        }
        return in.violations()
                .orDone(new Plan(
                        mean,
                        rate ? mean * (1 - mean) : deviation * deviation,
                        rate,
                        perDay * traffic / 10_000,
                        variations,
                        new Level(alpha),
                        power,
                        planned))
                .map(plan -> {
                    JsonObject answer = effect.map(plan::ofEffect).orElseGet(() -> plan.ofDays(days.orElseThrow()));
                    return Reply.ok(answer);
                });
    }
}
