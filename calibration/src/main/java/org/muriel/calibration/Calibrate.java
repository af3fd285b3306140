package org.muriel.calibration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.muriel.calibration.Scenario.Depth;
import org.muriel.calibration.Scenario.Observation;

/** The validation table (statistics specification, 13), and the program that runs it. */
public final class Calibrate {
    static final List<Scenario> TABLE = List.of(
            new Scenario("V1", NullScenarios::conversions),
            new Scenario("V2", NullScenarios::unevenConversions),
            new Scenario("V3", NullScenarios::revenue),
            new Scenario("V4", NullScenarios::naive),
            new Scenario("V5", CoverageScenarios::intervals),
            new Scenario("V6", PowerScenarios::stopping),
            new Scenario("V7", EpochScenarios::ramp),
            new Scenario("V8", EpochScenarios::bandit),
            new Scenario("V9", FamilyScenarios::families),
            new Scenario("V10", AdjustmentScenarios::cuped),
            new Scenario("V11", ExactScenarios::everyConversion),
            new Scenario("V12", MismatchScenarios::splits),
            new Scenario("V13", GrowingScenarios::openEnded),
            new Scenario("V14", FixedScenarios::oneLook),
            new Scenario("V15", FixedScenarios::beliefs),
            new Scenario("V16", ExactScenarios::brokenArm));

    private Calibrate() {}

    /**
     * Runs all at full depth, says how far it is, and ends with status 1 if a promise is broken.
     *
     * @param arguments the folder to write the two tables to, as Markdown
     */
    public static void main(String[] arguments) {
        Path folder = Path.of(arguments.length == 0 ? "." : arguments[0]);
        int broken = full(folder);
        System.out.println(broken == 0 ? "All promises were kept." : broken + " promises were broken.");
        System.exit(broken == 0 ? 0 : 1);
    }

    /**
     * Runs all at full depth and writes {@code calibration.md} and {@code side-by-side.md}.
     *
     * @return how many promises were broken
     */
    static int full(Path folder) {
        StringBuilder table = new StringBuilder("""
                | | Scenario | Promised | Observed | Runs | Seed |
                |---|---|---|---|---|---|
                """);
        List<Observation> broken = new ArrayList<>();
        long start = System.nanoTime();
        for (Scenario scenario : TABLE) {
            List<Observation> observations = scenario.observe(Depth.FULL);
            for (Observation it : observations) {
                table.append("| %s | %s | %s | %s%s | %,d | %d |%n"
                        .formatted(
                                scenario.id(),
                                it.scenario(),
                                it.promised(),
                                it.observed(),
                                it.held() ? "" : " **broken**",
                                it.trials().runs(),
                                it.trials().seed()));
            }
            observations.stream().filter(it -> !it.held()).forEach(broken::add);
            progress(
                    start,
                    "%s: %d of %d kept"
                            .formatted(
                                    scenario.id(),
                                    observations.stream()
                                            .filter(Observation::held)
                                            .count(),
                                    observations.size()));
        }
        write(folder.resolve("calibration.md"), table.toString());
        SideBySide sideBySide = SideBySide.run(Depth.FULL);
        write(folder.resolve("side-by-side.md"), sideBySide.table());
        progress(start, "side by side");
        broken.forEach(it -> System.out.println("broken: " + it));
        return broken.size() + sideBySide.broken().size();
    }

    private static void progress(long start, String what) {
        System.out.printf("  %4d s  %s%n", (System.nanoTime() - start) / 1_000_000_000L, what);
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
