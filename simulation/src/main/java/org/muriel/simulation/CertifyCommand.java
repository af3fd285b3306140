package org.muriel.simulation;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.muriel.simulation.rest.Experiment;
import org.muriel.simulation.rest.Experiments;
import org.muriel.simulation.rest.Figures;
import org.muriel.simulation.rest.Json;
import org.muriel.simulation.rest.RestApi;
import org.muriel.simulation.sending.Outbox;
import org.muriel.simulation.sending.Visits;
import org.muriel.simulation.terminal.Numbers;
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
        name = "certify",
        description = {
            "Run many experiments without any effect through the whole path, look at each again and again, and",
            "count in how many a difference is ever called significant. Exits with 1 when that is more than promised.",
            "A server of its own does it, in a temporary folder that is removed at the end."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class CertifyCommand implements Callable<Integer> {
    private static final String EVENT = "purchase";

    /** One after the other in bodies of their own, so that a project's datafile stays small. */
    private static final int MOST_EXPERIMENTS = 2000;

    private final InstantSource clock;

    @Option(
            names = "--experiments",
            paramLabel = "N",
            defaultValue = "300",
            description = "How many, 1 to " + MOST_EXPERIMENTS + " (default: ${DEFAULT-VALUE}).")
    private int experiments;

    @Option(
            names = "--visitors",
            paramLabel = "M",
            defaultValue = "2000",
            description = "Visitors of each, 100 to 1000000 (default: ${DEFAULT-VALUE}).")
    private int visitors;

    @Option(
            names = "--looks",
            paramLabel = "K",
            defaultValue = "14",
            description = "How often each is looked at, once a day, 1 to 50 (default: ${DEFAULT-VALUE}).")
    private int looks;

    @Option(
            names = "--rate",
            paramLabel = "SHARE",
            defaultValue = "0.10",
            description = "Share of the visitors who convert, whatever they see (default: ${DEFAULT-VALUE}).")
    private double rate;

    @Option(
            names = "--seed",
            description = "Where all chance begins; by default another one each time, which is printed.")
    private @Nullable Long seed;

    @Spec
    private CommandSpec spec;

    CertifyCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        within("--experiments", experiments, 1, MOST_EXPERIMENTS);
        within("--visitors", visitors, 100, 1_000_000);
        within("--looks", looks, 1, 50);
        if (!(rate > 0 && rate < 1)) {
            throw new ParameterException(
                    spec.commandLine(), "--rate: expected more than 0 and less than 1, found " + rate);
        }
        Screen screen = Screen.of(spec);
        Instant now = clock.instant();
        long chance = seed == null ? now.toEpochMilli() % 1_000_000 : seed;
        try (OwnServer server = OwnServer.inTemporaryFolder(0);
                RestApi api = server.api()) {
            screen.line(Numbers.whole(experiments) + " experiments without any effect, each with "
                    + Numbers.whole(visitors) + " visitors and looked at " + looks + " times, seed " + chance);
            List<Experiment> all = start(api, now, screen);
            send(api, all, now, chance, screen);
            return tell(look(api, all, screen), screen);
        }
    }

    private List<Experiment> start(RestApi api, Instant now, Screen screen) {
        Experiments made = new Experiments(api);
        long project = Json.number(
                api.post(
                        "/v2/projects",
                        Json.object("name", "A/A", "platform", "custom", "x_settings", Json.object("simulated", true))),
                "id");
        long event =
                Json.number(api.post("/v2/projects/" + project + "/custom_events", Json.object("key", EVENT)), "id");
        Instant begin = now.minus(Duration.ofDays(looks)).truncatedTo(ChronoUnit.SECONDS);
        List<Experiment> all = new ArrayList<>();
        try (ProgressBar bar = new ProgressBar(screen, "Experiments", experiments, clock)) {
            for (int i = 0; i < experiments; i++) {
                JsonObject body = Json.object(
                        "project_id",
                        project,
                        "key",
                        "aa-" + i,
                        "metrics",
                        Json.array(Json.object("event_id", event, "aggregator", "unique")),
                        "variations",
                        Json.array(
                                Json.object("key", "a", "weight", 5000), Json.object("key", "also_a", "weight", 5000)));
                all.add(made.start(made.create(body), Optional.of(begin)));
                bar.advanceTo(i + 1);
            }
        }
        return all;
    }

    private void send(RestApi api, List<Experiment> all, Instant now, long chance, Screen screen) {
        Experiments asked = new Experiments(api);
        long project = all.getFirst().projectId();
        String datafile = asked.datafile(project);
        Effects none = new Effects(rate, List.of(), OptionalLong.empty(), 0);
        try (Outbox outbox = new Outbox(api);
                ProgressBar bar = new ProgressBar(screen, "Visitors   ", (long) experiments * visitors, clock)) {
            for (int i = 0; i < all.size(); i++) {
                Experiment experiment = all.get(i);
                long before = (long) i * visitors;
                Population population = new Population(
                        experiment.key() + "-",
                        visitors,
                        chance + i,
                        experiment.firstStart().orElseThrow(),
                        now,
                        Traits.with(Map.of()),
                        Faults.NONE.bots());
                new Visits(experiment, EVENT, none, Faults.NONE, now)
                        .send(population, datafile, outbox, done -> bar.advanceTo(before + done));
            }
            outbox.flush();
        }
        asked.awaitCounted(project);
    }

    private FalseAlarms look(RestApi api, List<Experiment> all, Screen screen) {
        Figures figures = new Figures(api);
        FalseAlarms alarms = FalseAlarms.NONE;
        try (ProgressBar bar = new ProgressBar(screen, "Looked at  ", all.size(), clock)) {
            for (int i = 0; i < all.size(); i++) {
                alarms = alarms.with(figures.timeSeries(all.get(i)), looks);
                bar.advanceTo(i + 1);
            }
        }
        return alarms;
    }

    private static int tell(FalseAlarms alarms, Screen screen) {
        screen.heading("Experiments without an effect in which one was called significant, at any look");
        alarms.lines().forEach(screen::line);
        screen.line("");
        screen.line(
                alarms.keepsPromise()
                        ? "The promise is kept."
                        : "The promise is broken: even the lower bound of what was found is above it.");
        return alarms.keepsPromise() ? 0 : 1;
    }

    private void within(String option, long value, long low, long high) {
        if (value < low || value > high) {
            throw new ParameterException(
                    spec.commandLine(), option + ": expected " + low + " to " + high + ", found " + value);
        }
    }
}
