package org.muriel.simulation.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class ProgressBarTest {
    private final StringWriter written = new StringWriter();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-02T00:00:00Z"));

    @Test
    void a_person_sees_the_line_drawn_over_ten_times_a_second() {
        try (ProgressBar bar = new ProgressBar(screen(true), "Visitors", 10, now::get)) {
            for (int i = 1; i <= 10; i++) {
                now.set(now.get().plusMillis(50));
                bar.advanceTo(i);
            }
        }

        assertThat(written.toString().split("\r", -1)).hasSize(7);
        assertThat(written.toString().stripTrailing())
                .endsWith("Visitors ██████████████████████████████ 100 %  10 of 10  20/s");
    }

    @Test
    void a_file_gets_only_how_it_ended() {
        try (ProgressBar bar = new ProgressBar(screen(false), "Visitors", 10, now::get)) {
            bar.advanceTo(5);
        }

        assertThat(written.toString())
                .hasLineCount(1)
                .startsWith("Visitors ███████████████░")
                .contains("50 %");
    }

    private Screen screen(boolean interactive) {
        PrintWriter writer = new PrintWriter(written);
        return new Screen(writer, writer, 80, interactive, Ansi.OFF);
    }
}
