package org.muriel.server;

import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of a store that cannot take events, such as on a full disk: at once, and then once a minute or so. */
final class LoadFailures implements Consumer<RuntimeException> {
    private static final Logger log = LoggerFactory.getLogger(LoadFailures.class);

    /** At ten attempts a second. */
    private static final int TOLD_EVERY = 600;

    private int failures;

    @Override
    public void accept(RuntimeException failure) {
        if (failures++ % TOLD_EVERY == 0) {
            log.error(
                    "events cannot be loaded into the store; they are safe in the log, and it is tried again", failure);
        }
    }
}
