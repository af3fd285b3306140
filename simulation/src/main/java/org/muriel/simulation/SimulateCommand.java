package org.muriel.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.muriel.simulation.rest.CannotGoOn;
import org.muriel.simulation.rest.Experiment;
import org.muriel.simulation.rest.Experiments;
import org.muriel.simulation.rest.Figures;
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
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "simulate",
        description = {
            "Send made-up visitors into an experiment and compare what was planted with what is found.",
            "The official SDK decides for each on the server's datafile. Equal seeds make equal visitors."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class SimulateCommand implements Callable<Integer> {
    private static final int MOST_VISITORS = 10_000_000;
    private static final int MOST_DAYS = 366;

    /** What the results say of all who come with times in the past. */
    private static final String ALWAYS_LATE = "late_events";

    private final InstantSource clock;

    @Option(names = "--experiment", required = true, paramLabel = "KEY", description = "Key of the experiment.")
    private String experiment;

    @Option(
            names = "--project",
            paramLabel = "ID",
            description = "Its project; needed only if several projects have an experiment of this key.")
    private @Nullable Long project;

    @Option(
            names = "--visitors",
            paramLabel = "N",
            defaultValue = "10000",
            description = "How many come, 1 to " + MOST_VISITORS + " (default: ${DEFAULT-VALUE}).")
    private int visitors;

    @Option(
            names = "--event",
            paramLabel = "KEY",
            description = "What a conversion is; by default the event of the first metric that has one.")
    private @Nullable String event;

    @Option(
            names = "--rate",
            paramLabel = "SHARE",
            defaultValue = "0.10",
            description = "Share of the baseline's visitors who convert (default: ${DEFAULT-VALUE}).")
    private double rate;

    @Option(
            names = "--lift",
            paramLabel = "LIFT",
            split = ",",
            defaultValue = "0",
            description = "By how much more often those of the other variations do: 0.1 is ten percent more. One for"
                    + " each, separated by commas; the last holds for the rest (default: ${DEFAULT-VALUE}).")
    private List<Double> lifts;

    @Option(
            names = "--revenue",
            paramLabel = "CENTS",
            description = "Mean revenue of a conversion; without it conversions have none.")
    private @Nullable Long revenue;

    @Option(
            names = "--revenue-lift",
            paramLabel = "LIFT",
            defaultValue = "0",
            description = "By how much more a conversion is worth outside the baseline (default: ${DEFAULT-VALUE}).")
    private double revenueLift;

    @Option(
            names = "--days",
            defaultValue = "14",
            description = "Over how many days they come, up to now (default: ${DEFAULT-VALUE}); not before the start of"
                    + " an experiment that runs.")
    private int days;

    @Option(
            names = "--seed",
            description = "Where all chance begins; by default another one each time, which is printed.")
    private @Nullable Long seed;

    @Option(
            names = "--attribute",
            paramLabel = "KEY=VALUES",
            description = "Further attribute of the visitors, with values separated by |, each as frequent.")
    private Map<String, String> attributes = new LinkedHashMap<>();

    @Option(
            names = "--duplicates",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "Fault: share of the events that are sent twice.")
    private double duplicates;

    @Option(
            names = "--late",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "Fault: share of the visitors whose decision arrives after everything else.")
    private double late;

    @Option(
            names = "--srm",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "Fault: share of the visitors outside the baseline of whom nothing arrives, so that the"
                    + " variations' sample ratio is not the planned one.")
    private double lost;

    @Option(
            names = "--bots",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "Fault: share of the visitors who are robots and never convert.")
    private double bots;

    @Mixin
    private Connection connection;

    @Spec
    private CommandSpec spec;

    SimulateCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        check();
        Screen screen = Screen.of(spec);
        try (RestApi api = connection.open(spec)) {
            Experiments experiments = new Experiments(api);
            Experiment started = running(experiments);
            Experiments.Event counted = Optional.ofNullable(event)
                    .map(it -> experiments.eventByKey(started.projectId(), it))
                    .orElseGet(() -> experiments.countedEvent(started));
            Effects effects = new Effects(
                    rate, lifts, revenue == null ? OptionalLong.empty() : OptionalLong.of(revenue), revenueLift);
            send(api, experiments, started, counted, effects, screen);
            Figures.Answer found = new Figures(api).results(started, clock.instant());
            screen.heading("Planted and found");
            Comparison.of(started, counted, effects, found).lines().forEach(screen::line);
            List<String> warnings = found.warnings().stream()
                    .filter(it -> !it.equals(ALWAYS_LATE))
                    .toList();
            if (!warnings.isEmpty()) {
                screen.line("");
                screen.line("The results warn: " + String.join(", ", warnings));
            }
        }
        return 0;
    }

    private void send(
            RestApi api,
            Experiments experiments,
            Experiment started,
            Experiments.Event counted,
            Effects effects,
            Screen screen) {
        Instant now = clock.instant();
        Instant start = started.firstStart().orElse(now);
        Instant from = start.isAfter(earliest(now)) ? start : earliest(now);
        if (!from.isBefore(now)) {
            throw new CannotGoOn("The experiment started this moment; try again in a second");
        }
        long chance = seed == null ? now.toEpochMilli() % 1_000_000 : seed;
        screen.line("Experiment " + started.key() + ": " + Numbers.whole(visitors) + " visitors from "
                + from.truncatedTo(ChronoUnit.SECONDS) + " to " + now.truncatedTo(ChronoUnit.SECONDS) + ", seed "
                + chance);
        Population population =
                new Population("sim-" + chance + "-", visitors, chance, from, now, Traits.with(values()), bots);
        Visits visits = new Visits(started, counted.key(), effects, new Faults(duplicates, late, lost, bots), now);
        String datafile = experiments.datafile(started.projectId());
        try (Outbox outbox = new Outbox(api)) {
            Visits.Tally tally;
            try (ProgressBar bar = new ProgressBar(screen, "Visitors", visitors, clock)) {
                tally = visits.send(population, datafile, outbox, bar::advanceTo);
                outbox.flush();
            }
            experiments.awaitCounted(started.projectId());
            tell(screen, tally, outbox, Duration.between(now, clock.instant()));
        }
    }

    private static void tell(Screen screen, Visits.Tally tally, Outbox outbox, Duration took) {
        double seconds = Math.max(took.toMillis(), 1) / 1000.0;
        screen.line(String.format(
                Locale.ROOT,
                "%s events in %s bodies; sent and counted in %.1f s, %s/s",
                Numbers.whole(outbox.events()),
                Numbers.whole(outbox.bodies()),
                seconds,
                Numbers.whole(Math.round(outbox.events() / seconds))));
        screen.line(Numbers.whole(tally.inExperiment()) + " visitors were in the experiment, "
                + Numbers.whole(tally.converted()) + " converted");
        String faults = faults(tally);
        if (!faults.isEmpty()) {
            screen.line("Faults: " + faults);
        }
    }

    private static String faults(Visits.Tally tally) {
        Map<String, Integer> all = new LinkedHashMap<>();
        all.put("duplicate events", tally.duplicates());
        all.put("late decisions", tally.late());
        all.put("lost visitors", tally.lost());
        all.put("robots", tally.robots());
        return String.join(
                ", ",
                all.entrySet().stream()
                        .filter(it -> it.getValue() > 0)
                        .map(it -> Numbers.whole(it.getValue()) + " " + it.getKey())
                        .toList());
    }

    /** The experiment, started as long ago as visitors are to come if that is possible. */
    private Experiment running(Experiments experiments) {
        Experiment found = experiments.byKey(experiment, Optional.ofNullable(project));
        if (found.status().equals("running")) {
            return found;
        }
        if (found.status().equals("not_started") && experiments.isSimulated(found.projectId())) {
            return experiments.start(found, Optional.of(earliest(clock.instant())));
        }
        throw new CannotGoOn(
                "The experiment \"" + experiment + "\" is " + found.status().replace('_', ' ')
                        + ", expected a running one; start it first. In a project made with"
                        + " \"x_settings\": {\"simulated\": true} one that was never started is started here, in the past");
    }

    private Instant earliest(Instant now) {
        return now.minus(Duration.ofDays(days)).truncatedTo(ChronoUnit.SECONDS);
    }

    private Map<String, List<String>> values() {
        Map<String, List<String>> values = new LinkedHashMap<>();
        attributes.forEach((key, text) -> values.put(key, List.of(text.split("\\|"))));
        return values;
    }

    private void check() {
        within("--visitors", visitors, 1, MOST_VISITORS);
        within("--rate", rate, 0, 1);
        within("--days", days, 1, MOST_DAYS);
        for (double lift : lifts) {
            within("--lift", lift, -1, rate > 0 ? 1 / rate - 1 : 1);
        }
        within("--revenue-lift", revenueLift, -1, 100);
        within("--duplicates", duplicates, 0, 1);
        within("--late", late, 0, 1);
        within("--srm", lost, 0, 1);
        within("--bots", bots, 0, 1);
        if (revenue != null) {
            within("--revenue", revenue, 1, 100_000_000);
        }
    }

    private void within(String option, double value, double low, double high) {
        if (!(value >= low && value <= high)) {
            throw new ParameterException(
                    spec.commandLine(),
                    option + ": expected " + plain(low) + " to " + plain(high) + ", found " + plain(value));
        }
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
