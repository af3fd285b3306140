package org.muriel.statistics.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every bit of every finding, with whatever collector, number of processors or compiler Java runs: no random numbers, no
 * sums in varying order, no function whose last digit the platform may choose (statistics specification, 14).
 */
class SameBitsTest {
    private static final int COURSES = 2;

    @Test
    void repeated_runs_give_the_same_bits() {
        assertThat(digest()).isEqualTo(digest());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "-XX:+UseSerialGC -XX:ActiveProcessorCount=1",
                "-XX:+UseParallelGC -XX:ActiveProcessorCount=2",
                "-XX:+UseZGC -XX:ActiveProcessorCount=2 -XX:TieredStopAtLevel=1",
                "-XX:+UseG1GC -Xint"
            })
    void another_java_gives_the_same_bits(String options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options.split(" ", -1)));
        command.addAll(List.of("-Xmx256m", "-cp", System.getProperty("java.class.path"), Digest.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(printed).isZero();
        assertThat(printed.strip()).endsWith(digest());
    }

    /** What the other Java runs. */
    static final class Digest {
        private Digest() {}

        public static void main(String[] args) {
            System.out.println(digest());
        }
    }

    /** Of all findings of all engines, over some courses. */
    private static String digest() {
        MessageDigest digest = sha256();
        for (Engine engine : Engines.ALL.values()) {
            for (Scale scale : Scale.values()) {
                for (int seed = 0; seed < COURSES; seed++) {
                    Course course = Course.madeUp(new SplittableRandom(seed), 3, 6);
                    Numbers.each(
                            course.overTime(Engines.plan(engine, Engines.DEFAULT_POLICY, scale)),
                            "",
                            (_, number) -> digest.update(ByteBuffer.allocate(Double.BYTES)
                                    .putDouble(number)
                                    .flip()));
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
