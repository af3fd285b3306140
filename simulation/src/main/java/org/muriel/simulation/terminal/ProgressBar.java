package org.muriel.simulation.terminal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/**
 * A bar that fills while something goes on. Drawn over itself when a person looks; otherwise it is left out, but for
 * its last state. Not for several threads.
 */
public final class ProgressBar implements AutoCloseable {
    private static final int CELLS = 30;
    private static final Duration BETWEEN_DRAWINGS = Duration.ofMillis(100);

    private final Screen screen;
    private final String what;
    private final long total;
    private final InstantSource clock;
    private final Instant begun;
    private Instant drawn = Instant.EPOCH;
    private long done;

    /** @param what is counted, such as Visitors */
    public ProgressBar(Screen screen, String what, long total, InstantSource clock) {
        this.screen = screen;
        this.what = what;
        this.total = total;
        this.clock = clock;
        this.begun = clock.instant();
    }

    public void advanceTo(long newDone) {
        done = newDone;
        if (!screen.interactive()) {
            return;
        }
        Instant now = clock.instant();
        if (Duration.between(drawn, now).compareTo(BETWEEN_DRAWINGS) >= 0) {
            drawn = now;
            screen.err().print("\r" + text(now) + " ");
            screen.err().flush();
        }
    }

    /** Leaves the bar as it is and goes to the next line. */
    @Override
    public void close() {
        screen.err().println((screen.interactive() ? "\r" : "") + text(clock.instant()) + " ");
        screen.err().flush();
    }

    private String text(Instant now) {
        double share = total == 0 ? 1 : (double) done / total;
        int full = (int) (share * CELLS);
        double seconds = Math.max(Duration.between(begun, now).toMillis(), 1) / 1000.0;
        return String.format(
                Locale.ROOT,
                "%s %s%s %3.0f %%  %s of %s  %s/s",
                what,
                "█".repeat(full),
                "░".repeat(CELLS - full),
                100 * share,
                Numbers.whole(done),
                Numbers.whole(total),
                Numbers.whole(Math.round(done / seconds)));
    }
}
