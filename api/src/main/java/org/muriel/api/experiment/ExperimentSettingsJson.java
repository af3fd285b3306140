package org.muriel.api.experiment;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.muriel.api.json.Fields;
import org.muriel.api.json.JsonObject;
import org.muriel.api.json.Member;
import org.muriel.api.json.Times;
import org.muriel.api.json.Words;
import org.muriel.experiment.Experiment;
import org.muriel.experiment.settings.ExperimentSettings;
import org.muriel.experiment.settings.ExperimentSettings.Difference;
import org.muriel.experiment.settings.ExperimentSettings.Engine;
import org.muriel.experiment.settings.ExperimentSettings.RelativeInterval;
import org.muriel.experiment.settings.ExperimentSettings.Variant;

/** How an experiment is judged: its {@code x_settings} (statistics specification, 16). */
final class ExperimentSettingsJson {
    static final Words<Engine> ENGINES = Words.of(Engine.class);
    static final Words<Variant> VARIANTS = Words.of(Variant.class);
    static final Words<Difference> DIFFERENCES = Words.of(Difference.class);
    static final Words<RelativeInterval> INTERVALS = Words.of(RelativeInterval.class);
    static final Words<Switch> SWITCHES = Words.of(Switch.class);
    private static final Set<String> MEMBERS = Set.of(
            "stats_engine",
            "sequential_variant",
            "n_star",
            "tau_squared",
            "planned_end",
            "difference_type",
            "relative_interval",
            "variance_guard");

    /** Plans of more visitors than there are people mean nothing. */
    static final long MOST_VISITORS = 10_000_000_000L;

    static final double LEAST_TAU_SQUARED = 1e-30;
    static final double MOST_TAU_SQUARED = 1e30;

    enum Switch {
        ON,
        OFF
    }

    private ExperimentSettingsJson() {}

    static Optional<ExperimentSettings> read(Fields in, Experiment experiment) {
        ExperimentSettings current = experiment.design().settings().orElse(ExperimentSettings.DEFAULT);
        Member<Fields> sent = in.object("x_settings");
        ExperimentSettings read = sent.map(it -> read(it, current)).or(current, ExperimentSettings.DEFAULT);
        if (sent.isMentioned() && experiment.confidence().isPresent()) {
            refuseFrozen(in, current, read);
        }
        return Optional.of(read);
    }

    private static ExperimentSettings read(Fields in, ExperimentSettings current) {
        in.rejectAllBut(MEMBERS);
        ExperimentSettings usual = ExperimentSettings.DEFAULT;
        ExperimentSettings read = new ExperimentSettings(
                in.word("stats_engine", ENGINES).or(current.engine(), usual.engine()),
                in.word("sequential_variant", VARIANTS).or(current.variant(), usual.variant()),
                visitors(in).orKeep(current.plannedVisitors()),
                in.number("tau_squared", LEAST_TAU_SQUARED, MOST_TAU_SQUARED).orKeep(current.tauSquared()),
                in.time("planned_end").orKeep(current.plannedEnd()),
                in.word("difference_type", DIFFERENCES).or(current.difference(), usual.difference()),
                in.word("relative_interval", INTERVALS).or(current.relativeInterval(), usual.relativeInterval()),
                in.word("variance_guard", SWITCHES).or(current.varianceGuard() ? Switch.ON : Switch.OFF, Switch.ON)
                        == Switch.ON);
        if (read.hasPlannedEnd()
                && read.plannedVisitors().isEmpty()
                && read.plannedEnd().isEmpty()) {
            in.reject(
                    "n_star",
                    "this or planned_end, when the test is made that the stats_engine "
                            + ENGINES.word(read.engine())
                            + " makes once",
                    "neither");
        }
        if (read.variant() == Variant.FIXED_TAU
                && read.isSequential()
                && read.tauSquared().isEmpty()) {
            in.reject("tau_squared", "the variance of the effects that fixed_tau expects", "nothing");
        }
        return read;
    }

    private static Member<Double> visitors(Fields in) {
        return in.wholeNumber("n_star", 2, MOST_VISITORS).map(Long::doubleValue);
    }

    private static void refuseFrozen(Fields in, ExperimentSettings was, ExperimentSettings now) {
        refuse(in, "stats_engine", ENGINES.word(was.engine()), ENGINES.word(now.engine()));
        refuse(in, "sequential_variant", VARIANTS.word(was.variant()), VARIANTS.word(now.variant()));
        refuse(in, "n_star", number(was.plannedVisitors()), number(now.plannedVisitors()));
        refuse(
                in,
                "tau_squared",
                was.tauSquared().map(String::valueOf).orElse("nothing"),
                now.tauSquared().map(String::valueOf).orElse("nothing"));
        refuse(in, "planned_end", time(was.plannedEnd()), time(now.plannedEnd()));
    }

    private static void refuse(Fields in, String member, String was, String now) {
        if (!was.equals(now)) {
            in.rejectWithin(
                    "x_settings",
                    "/" + member,
                    was + ", as it was when the experiment started; another needs another experiment",
                    now);
        }
    }

    private static String number(Optional<Double> visitors) {
        return visitors.map(it -> String.valueOf(it.longValue())).orElse("nothing");
    }

    private static String time(Optional<Instant> time) {
        return time.map(Times::write).orElse("nothing");
    }

    /** Every member, as it is in force; those without a default only where they are. */
    static JsonObject write(ExperimentSettings settings) {
        return new JsonObject()
                .put("stats_engine", settings.engine(), ENGINES)
                .put("sequential_variant", settings.variant(), VARIANTS)
                .putNumber("n_star", settings.plannedVisitors().map(Double::longValue))
                .putNumber("tau_squared", settings.tauSquared())
                .putTime("planned_end", settings.plannedEnd())
                .put("difference_type", settings.difference(), DIFFERENCES)
                .put("relative_interval", settings.relativeInterval(), INTERVALS)
                .put("variance_guard", settings.varianceGuard() ? Switch.ON : Switch.OFF, SWITCHES);
    }
}
