package org.muriel.architecture.wrong.result;

import java.security.SecureRandom;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** Randomness out of nowhere. */
final class RollsDice {
    private RollsDice() {}

    static double fraction() {
        return Math.random();
    }

    static int die() {
        return ThreadLocalRandom.current().nextInt(6);
    }

    static Supplier<Random> dice() {
        return Random::new;
    }

    static SecureRandom secret() {
        return new SecureRandom();
    }

    static void shuffle(List<?> cards) {
        Collections.shuffle(cards);
    }
}
