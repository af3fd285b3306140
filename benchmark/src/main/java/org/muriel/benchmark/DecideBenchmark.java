package org.muriel.benchmark;

import com.launchdarkly.logging.Logs;
import com.launchdarkly.sdk.LDContext;
import com.launchdarkly.sdk.server.Components;
import com.launchdarkly.sdk.server.LDClient;
import com.launchdarkly.sdk.server.LDConfig;
import com.launchdarkly.sdk.server.integrations.FileData;
import com.optimizely.ab.Optimizely;
import com.optimizely.ab.OptimizelyUserContext;
import com.optimizely.ab.config.Variation;
import com.optimizely.ab.optimizelydecision.OptimizelyDecideOption;
import com.optimizely.ab.optimizelydecision.OptimizelyDecision;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import org.jspecify.annotations.NullUnmarked;
import org.muriel.decision.Decider;
import org.muriel.decision.Decision;
import org.muriel.decision.Ruleset;
import org.muriel.decision.Visitor;
import org.muriel.decision.bucketing.Bucketer;
import org.muriel.decision.bucketing.Range;
import org.muriel.decision.bucketing.Traffic;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Deciding, beside peers and beside the floor: the hash of a visitor id and the lookup of its range, without which
 * nobody decides. Visitors are made before; each call takes the next visitor and the next flag. Nothing is reported.
 */
@NullUnmarked // JMH calls the method that fills the fields.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class DecideBenchmark {
    @Param({"10", "100", "1000"})
    public int flags;

    private final Decider decider = new Decider();
    private final Map<String, Object> attributes = Map.of("plan", FlagWorkload.PLAN, "age", FlagWorkload.AGE);
    private String[] flagKeys;
    private String[] experimentKeys;
    private String[] visitorIds;
    private Visitor[] visitors;
    private Ruleset ruleset;
    private Bucketer[] bucketers;
    private Traffic traffic;
    private Optimizely optimizely;
    private OptimizelyUserContext[] users;
    private LDClient launchDarkly;
    private LDContext[] contexts;
    private int call;

    /** Makes every engine ready. */
    @Setup
    public void prepare() throws IOException {
        flagKeys = each(flags, FlagWorkload::flagKey, String[]::new);
        experimentKeys = each(flags, FlagWorkload::experimentKey, String[]::new);
        visitorIds = each(FlagWorkload.VISITORS, i -> "visitor-" + i, String[]::new);

        byte[] datafile = FlagWorkload.datafile(flags);
        ruleset = Ruleset.of(datafile);
        visitors = each(FlagWorkload.VISITORS, i -> Visitor.of(visitorIds[i], attributes), Visitor[]::new);
        bucketers = each(flags, i -> new Bucketer(FlagWorkload.experimentId(i)), Bucketer[]::new);
        traffic = Traffic.of(List.of(new Range("a", 5_000), new Range("b", 10_000)), List.of("a", "b"), it -> it);

        optimizely = Optimizely.builder()
                .withDatafile(new String(datafile, StandardCharsets.UTF_8))
                .withDefaultDecideOptions(List.of(OptimizelyDecideOption.DISABLE_DECISION_EVENT))
                .build();
        users = each(
                FlagWorkload.VISITORS,
                i -> optimizely.createUserContext(visitorIds[i], attributes),
                OptimizelyUserContext[]::new);

        launchDarkly = launchDarkly(flags);
        contexts = each(
                FlagWorkload.VISITORS,
                i -> LDContext.builder(visitorIds[i])
                        .set("plan", FlagWorkload.PLAN)
                        .set("age", FlagWorkload.AGE)
                        .build(),
                LDContext[]::new);
        check();
    }

    private static <T> T[] each(int count, IntFunction<T> value, IntFunction<T[]> array) {
        T[] all = array.apply(count);
        Arrays.setAll(all, value);
        return all;
    }

    private static LDClient launchDarkly(int flags) throws IOException {
        Path file = Files.createTempFile("flags", ".json");
        Files.writeString(file, FlagWorkload.launchDarklyFlags(flags));
        LDClient client = new LDClient(
                "benchmark",
                new LDConfig.Builder()
                        .dataSource(FileData.dataSource().filePaths(file))
                        .events(Components.noEvents())
                        .logging(Components.logging(Logs.none()))
                        .build());
        Files.delete(file);
        return client;
    }

    /** A wrong workload would be decided quickly: by all engines about half of the visitors are in either half. */
    private void check() {
        requireHalf("Muriel", () -> muriel().enabled());
        requireHalf("Optimizely, decide", () -> optimizelyDecide().getEnabled());
        requireHalf(
                "Optimizely, getVariation",
                () -> optimizelyGetVariation().getKey().equals("on"));
        requireHalf("LaunchDarkly", this::launchDarkly);
        requireHalf("the floor", () -> hashAndLookup() == 1);
    }

    private static void requireHalf(String engine, BooleanSupplier isOn) {
        int on = 0;
        for (int i = 0; i < FlagWorkload.VISITORS; i++) {
            on += isOn.getAsBoolean() ? 1 : 0;
        }
        if (Math.abs(on - FlagWorkload.VISITORS / 2) > FlagWorkload.VISITORS / 8) {
            throw new IllegalStateException(engine + " turned a flag on for " + on + " of " + FlagWorkload.VISITORS);
        }
    }

    /** Stops the peers' threads. */
    @TearDown
    public void close() throws IOException {
        launchDarkly.close();
        optimizely.close();
    }

    private int visitor() {
        return ++call & (FlagWorkload.VISITORS - 1);
    }

    private int flag() {
        return (call & Integer.MAX_VALUE) % flags;
    }

    @Benchmark
    public int hashAndLookup() {
        String visitorId = visitorIds[visitor()];
        return traffic.target(bucketers[flag()].bucket(visitorId));
    }

    @Benchmark
    public Decision muriel() {
        return decider.decide(ruleset, visitors[visitor()], flagKeys[flag()]);
    }

    @Benchmark
    public Decision murielNewVisitor() {
        return decider.decide(ruleset, Visitor.of(visitorIds[visitor()], attributes), flagKeys[flag()]);
    }

    @Benchmark
    public OptimizelyDecision optimizelyDecide() {
        return users[visitor()].decide(flagKeys[flag()]);
    }

    @Benchmark
    public Variation optimizelyGetVariation() {
        String visitorId = visitorIds[visitor()];
        return optimizely.getVariation(experimentKeys[flag()], visitorId, attributes);
    }

    @Benchmark
    public boolean launchDarkly() {
        LDContext context = contexts[visitor()];
        return launchDarkly.boolVariation(flagKeys[flag()], context, false);
    }

    @Benchmark
    public Map<String, Decision> murielAll() {
        return decider.decideAll(ruleset, visitors[visitor()], Set.of());
    }

    @Benchmark
    public Map<String, OptimizelyDecision> optimizelyAll() {
        return users[visitor()].decideAll();
    }

    @Benchmark
    public Object launchDarklyAll() {
        return launchDarkly.allFlagsState(contexts[visitor()]);
    }
}
