package org.muriel.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.muriel.simulation.rest.CannotGoOn;
import org.muriel.simulation.rest.Experiment;
import org.muriel.simulation.rest.Experiments;
import org.muriel.simulation.rest.Figures;
import org.muriel.simulation.rest.Json;
import org.muriel.simulation.rest.RestApi;
import org.muriel.simulation.sending.Outbox;
import org.muriel.simulation.sending.Visits;
import org.muriel.simulation.terminal.LiftChart;
import org.muriel.simulation.terminal.ProgressBar;
import org.muriel.simulation.terminal.Screen;
import org.muriel.simulation.visitor.Effects;
import org.muriel.simulation.visitor.Faults;
import org.muriel.simulation.visitor.Population;
import org.muriel.simulation.visitor.Traits;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "demo",
        description = {
            "Start a server, run the tutorial's steps, send visitors, and show what comes of it.",
            "Everything is real but the visitors: HTTP, the official SDK, the stores, the statistics."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class DemoCommand implements Callable<Integer> {
    private static final int DAYS = 14;

    /** Enough for the planted effect to be found in most runs, and for the first days to leave it open. */
    private static final Effects EFFECTS = new Effects(0.10, List.of(0.12), OptionalLong.of(4500), 0);

    private final InstantSource clock;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The server's folder; by default a temporary one, which is removed at the end.")
    private @Nullable Path data;

    @Option(
            names = "--port",
            defaultValue = "8080",
            description = "Port to listen on, 0 for any free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--visitors",
            paramLabel = "N",
            defaultValue = "60000",
            description = "How many come, 1000 to 1000000 (default: ${DEFAULT-VALUE}).")
    private int visitors;

    @Option(names = "--exit", description = "Stop the server at the end instead of serving on.")
    private boolean exit;

    @Spec
    private CommandSpec spec;

    DemoCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        if (port < 0 || port > 65_535) {
            throw new ParameterException(spec.commandLine(), "--port: expected 0 to 65535, found " + port);
        }
        if (visitors < 1000 || visitors > 1_000_000) {
            throw new ParameterException(spec.commandLine(), "--visitors: expected 1000 to 1000000, found " + visitors);
        }
        Screen screen = Screen.of(spec);
        try (OwnServer server = data == null ? OwnServer.inTemporaryFolder(port) : OwnServer.in(data, port);
                RestApi api = server.api()) {
            screen.line("Server: " + server.origin() + ", in "
                    + (data == null
                            ? "a temporary folder"
                            : data.toAbsolutePath().normalize()));
            show(api, server, screen);
            if (!exit) {
                screen.line("");
                screen.line("Serving until Ctrl-C" + (data == null ? ", which removes everything." : "."));
                server.await();
            }
        }
        return 0;
    }

    private void show(RestApi api, OwnServer server, Screen screen) {
        Instant now = clock.instant();
        screen.heading("Steps of the tutorial");
        AtomicInteger step = new AtomicInteger();
        Experiment experiment = new DemoShop(api, (name, what) -> tell(screen, step.incrementAndGet(), name, what))
                .open(now, Duration.ofDays(DAYS));
        Experiments experiments = new Experiments(api);
        Experiments.Event event = experiments.countedEvent(experiment);
        send(api, experiments, experiment, now, screen);
        Figures figures = new Figures(api);
        Figures.Answer series = figures.timeSeries(experiment);
        Comparison comparison = Comparison.of(experiment, event, EFFECTS, figures.results(experiment, clock.instant()));
        tell(screen, step.incrementAndGet(), "result", "GET /v2/experiments/" + experiment.id() + "/results");

        screen.heading("Results: what was planted, and what was found");
        comparison.lines().forEach(screen::line);
        screen.heading("Lift of two_pages in purchases, day by day: ○ not yet significant, ● significant, │ "
                + Math.round(100 * series.confidence()) + " % interval");
        chart(series).lines(series.start(), screen.columns()).forEach(screen::line);
        screen.line("");
        screen.line("The interval holds at every moment, so one may look at any time and stop when it is convincing.");
        whereToLook(api, server, experiment, screen);
    }

    private void send(RestApi api, Experiments experiments, Experiment experiment, Instant now, Screen screen) {
        long seed = experiment.id();
        Instant start = experiment.firstStart().orElseThrow();
        Population population =
                new Population("visitor-", visitors, seed, start, now, Traits.with(Map.of()), Faults.NONE.bots());
        Visits visits = new Visits(experiment, DemoShop.EVENT, EFFECTS, Faults.NONE, now);
        screen.heading("Visitors of two weeks: the official Java SDK decides for each, and events go over HTTP");
        try (Outbox outbox = new Outbox(api);
                ProgressBar bar = new ProgressBar(screen, "Visitors", visitors, clock)) {
            visits.send(population, experiments.datafile(experiment.projectId()), outbox, bar::advanceTo);
            outbox.flush();
        }
        experiments.awaitCounted(experiment.projectId());
    }

    private static LiftChart chart(Figures.Answer series) {
        return new LiftChart(series.metrics().getFirst().variations().stream()
                .filter(it -> !it.isBaseline())
                .findFirst()
                .orElseThrow(() -> new CannotGoOn("The results have no variation beside the baseline"))
                .course()
                .stream()
                .flatMap(it -> point(it).stream())
                .toList());
    }

    private static Optional<LiftChart.Point> point(Figures.At at) {
        return at.figure()
                .lift()
                .flatMap(lift -> lift.value()
                        .flatMap(value -> lift.interval()
                                .map(it -> new LiftChart.Point(
                                        at.time(), value, it.low(), it.high(), lift.significant()))));
    }

    private void whereToLook(RestApi api, OwnServer server, Experiment experiment, Screen screen) {
        String csv = "/v2/export/experiments/" + experiment.id() + "/results/csv";
        Path file = save(api.text(csv));
        String shared = Json.text(api.get("/v2/experiments/" + experiment.id() + "/results/share"), "url");
        screen.heading("Look further");
        screen.line("CSV         " + file);
        if (!exit) {
            screen.line("Console     " + server.origin() + "/, with the token below");
            screen.line("Results     " + shared);
            screen.line("REST API    " + server.origin() + "/v2");
            screen.line("Token       export MURIEL_TOKEN=" + server.token());
            screen.line("More        ./muriel simulate --experiment " + experiment.key() + " --project "
                    + experiment.projectId() + " --base-url " + server.origin() + "/v2 --visitors 100000 --lift 0.05");
        }
    }

    private Path save(String csv) {
        try {
            Path file = data == null
                    ? Files.createTempFile("muriel-demo-", ".csv")
                    : data.resolve("demo-results.csv").toAbsolutePath().normalize();
            return Files.writeString(file, csv);
        } catch (IOException e) {
            throw new CannotGoOn("The CSV could not be written: " + e);
        }
    }

    private static void tell(Screen screen, int step, String name, String what) {
        List<String> lines = what.lines().toList();
        screen.line(String.format(Locale.ROOT, "%d  %-11s %s", step, name, lines.getFirst()));
        lines.stream().skip(1).forEach(it -> screen.line(" ".repeat(15) + it));
    }
}
