package org.muriel.storage.sql;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.muriel.access.Access;
import org.muriel.experiment.catalog.Catalog;
import org.muriel.testkit.SteppingClock;

/** A data folder and its storage, opened and closed together as a server does. */
final class OpenedFolder implements AutoCloseable {
    private static final AtomicLong LAST_ID = new AtomicLong();

    final DataFolder folder;
    final SqlStorage storage;

    OpenedFolder(Path path) {
        folder = DataFolder.open(path);
        try {
            storage = SqlStorage.open(folder);
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    Catalog catalog() {
        return catalog(SteppingClock.bySeconds());
    }

    Catalog catalog(InstantSource time) {
        return storage.catalog(time);
    }

    Access access() {
        return access(storage);
    }

    static Access access(SqlStorage storage) {
        return storage.access(SteppingClock.bySeconds(), () -> new UUID(1, LAST_ID.incrementAndGet()));
    }

    @Override
    public void close() {
        storage.close();
        folder.close();
    }
}
