package org.muriel.api.export;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.muriel.api.json.Words;
import org.muriel.api.route.Call;
import org.muriel.api.route.Errors;
import org.muriel.api.route.Parameter;
import org.muriel.api.route.Reply;
import org.muriel.api.route.Route;
import org.muriel.api.schema.Schema;
import org.muriel.experiment.Experiment;
import org.muriel.experiment.catalog.Catalog;
import org.muriel.experiment.problem.Outcome;
import org.muriel.experiment.problem.Problem;
import org.muriel.result.RawEvents;
import org.muriel.result.RawEvents.Format;
import org.muriel.result.Window;

/** The events behind an experiment's results, for whoever wants to recompute them. */
public final class ExportRoutes {
    /** Some 20 GB as CSV, which lie on the disk meanwhile. More is had period by period. */
    static final long MOST_EVENTS = 50_000_000;

    private static final Window ALWAYS = new Window(Instant.EPOCH, Instant.parse("9999-12-31T23:59:59Z"));
    private static final Words<Format> FORMATS = Words.of(Format.class);

    private static final String PARQUET = "application/vnd.apache.parquet";

    private final Catalog catalog;
    private final RawEvents events;
    private final ExportFolder folder;

    public ExportRoutes(Catalog catalog, RawEvents events, ExportFolder folder) {
        this.catalog = catalog;
        this.events = events;
        this.folder = folder;
    }

    public List<Route> routes() {
        return List.of(Route.of(
                        "GET",
                        "/v2/x/experiments/{experiment_id}/events",
                        "export_experiment_events",
                        "Visitor events",
                        List.of(
                                Parameter.oneOf("format", Set.copyOf(FORMATS.all())),
                                Parameter.optional("start_time", Parameter.Type.TIME),
                                Parameter.optional("end_time", Parameter.Type.TIME)),
                        Set.of(200, 400, 404, 429),
                        this::export)
                .described("Exports the events behind the results of an experiment")
                .answering(Schema.file("text/csv", PARQUET)));
    }

    private Outcome<Reply> export(Call call) {
        long id = call.pathId("experiment_id");
        return catalog.snapshot()
                .find(Experiment.class, id)
                .map(it -> period(call).then(period -> export(call, it, period)))
                .orElseGet(() -> Outcome.refused(new Problem.NotFound("experiment", id)));
    }

    private static Outcome<Window> period(Call call) {
        Window period = new Window(
                call.time("start_time").orElse(ALWAYS.start()),
                call.time("end_time").orElse(ALWAYS.end()));
        return period.start().isBefore(period.end())
                ? Outcome.done(period)
                : Outcome.refused(Problem.Malformed.at(
                        "end_time",
                        "a time after start_time",
                        call.text("end_time").orElse("nothing, and a start_time far ahead")));
    }

    private Outcome<Reply> export(Call call, Experiment experiment, Window period) {
        Format format = call.text("format").flatMap(FORMATS::find).orElse(Format.CSV);
        long count = events.count(experiment.projectId(), experiment.id(), period);
        if (count > MOST_EVENTS) {
            return Outcome.refused(Problem.Malformed.at(
                    "start_time and end_time", "a period with at most " + MOST_EVENTS + " events", count + " events"));
        }
        Optional<ExportFolder.Sent> sent =
                folder.written(file -> events.write(experiment.projectId(), experiment.id(), period, format, file));
        return Outcome.done(sent.map(it -> reply(it, experiment, format))
                .orElseGet(() -> Errors.REST.tooMany("As many exports as may run at once are under way; try again when"
                        + " one of them has ended.")));
    }

    private static Reply reply(ExportFolder.Sent sent, Experiment experiment, Format format) {
        String name = "experiment-" + experiment.id() + "-events." + FORMATS.word(format);
        return new Reply.Stream(
                200,
                switch (format) {
                    case CSV -> "text/csv; charset=utf-8";
                    case PARQUET -> PARQUET;
                },
                sent,
                Map.of(
                        "Content-Length",
                        String.valueOf(sent.bytes()),
                        "Content-Disposition",
                        "attachment; filename=\"" + name + "\"",
                        "Cache-Control",
                        "no-store"));
    }
}
