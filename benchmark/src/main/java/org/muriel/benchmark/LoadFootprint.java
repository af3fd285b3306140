package org.muriel.benchmark;

import com.optimizely.ab.config.parser.ConfigParseException;
import com.optimizely.ab.config.parser.DefaultConfigParser;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.muriel.decision.Ruleset;

/**
 * What a loaded datafile of 1000 flags keeps of the heap: many are loaded, and what the heap holds more after a
 * collection is shared out among them. And what the very first load of a process costs, before anything is compiled,
 * which is what a service sees when it starts.
 */
public final class LoadFootprint {
    private static final int FLAGS = 1000;
    private static final int COPIES = 40;

    private LoadFootprint() {}

    /** @param arguments {@code muriel} or {@code optimizely}; one process each, so that the first load is one */
    public static void main(String[] arguments) {
        String engine = arguments.length == 0 ? "muriel" : arguments[0];
        byte[] datafile = FlagWorkload.datafile(FLAGS);
        Supplier<Object> load = switch (engine) {
            case "muriel" -> () -> Ruleset.of(datafile);
            case "optimizely" -> () -> optimizely(datafile);
            default -> throw new IllegalArgumentException("muriel or optimizely expected, found " + engine);
        };
        long start = System.nanoTime();
        Object first = load.get();
        double milliseconds = (System.nanoTime() - start) / 1e6;

        Object[] kept = new Object[COPIES];
        long before = used();
        for (int i = 0; i < COPIES; i++) {
            kept[i] = load.get();
        }
        long each = (used() - before) / COPIES;
        System.out.printf(
                "%s: first load %.1f ms, %,d bytes kept, of a datafile of %,d bytes (%d %s)%n",
                engine,
                milliseconds,
                each,
                datafile.length,
                kept.length,
                first.getClass().getSimpleName());
    }

    private static Object optimizely(byte[] datafile) {
        try {
            return DefaultConfigParser.getInstance().parseProjectConfig(new String(datafile, StandardCharsets.UTF_8));
        } catch (ConfigParseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 4; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
