package org.muriel.benchmark;

import com.optimizely.ab.config.ProjectConfig;
import com.optimizely.ab.config.parser.ConfigParseException;
import com.optimizely.ab.config.parser.DefaultConfigParser;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.muriel.decision.Ruleset;
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
import org.openjdk.jmh.annotations.Warmup;

/** Making a datafile ready to decide, from its bytes on. */
@NullUnmarked // JMH calls the method that fills the fields.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class LoadBenchmark {
    @Param({"10", "100", "1000"})
    public int flags;

    private byte[] datafile;

    @Setup
    public void prepare() {
        datafile = FlagWorkload.datafile(flags);
    }

    @Benchmark
    public Ruleset muriel() {
        return Ruleset.of(datafile);
    }

    @Benchmark
    public ProjectConfig optimizely() throws ConfigParseException {
        return DefaultConfigParser.getInstance().parseProjectConfig(new String(datafile, StandardCharsets.UTF_8));
    }
}
