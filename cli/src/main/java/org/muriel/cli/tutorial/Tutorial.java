package org.muriel.cli.tutorial;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Help.Ansi.Style;

/** Runs steps of the tutorial. Each method returns the exit status: 0 done, 1 stopped and said why. */
public final class Tutorial {
    /** Results over a long time may take a while to compute. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Up to thirteen digits: with the longest prefix and suffix still within the 64 characters of a key. */
    private static final long UNIQUE_BOUND = 10_000_000_000_000L;

    private final Terminal terminal;
    private final RandomGenerator random;
    private final Options options;

    /** @param random keeps the names of one run apart from those of another */
    public Tutorial(Terminal terminal, RandomGenerator random, Options options) {
        this.terminal = terminal;
        this.random = random;
        this.options = options;
    }

    /**
     * What the command line may choose.
     *
     * @param settings file with the values; must exist unless {@code save}
     * @param baseUrl goes before the settings' {@code base_url}
     * @param save whether new ids are written into the settings file
     */
    public record Options(Optional<Path> settings, Optional<String> baseUrl, boolean save) {}

    /** Runs one step with the settings' values. */
    public int run(Step step) {
        return guarded(() -> run(List.of(step), Settings.open(terminal, options)));
    }

    /** Runs all steps in a new project, each with what those before it made. */
    public int runAll(boolean withoutFeature) {
        return guarded(() ->
                run(List.of(Step.values()), Settings.open(terminal, options).forNewProject(withoutFeature)));
    }

    private void run(List<Step> steps, Settings settings) {
        try (Api api = new Api(settings.baseUrl(), settings.token(), terminal, PATIENCE)) {
            for (Step step : steps) {
                step.run(api, settings, Long.toString(random.nextLong(UNIQUE_BOUND)));
            }
        }
    }

    private int guarded(Runnable work) {
        try {
            work.run();
            return 0;
        } catch (CannotGoOn reason) {
            terminal.out().flush();
            terminal.err().println(terminal.paint(Style.fg_red, String.valueOf(reason.getMessage())));
            return 1;
        }
    }
}
