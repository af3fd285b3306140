package org.muriel.storage.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.muriel.testkit.Entities.aFeature;
import static org.muriel.testkit.Entities.aProject;
import static org.muriel.testkit.Entities.anAttribute;
import static org.muriel.testkit.Entities.anEnvironment;
import static org.muriel.testkit.Entities.described;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muriel.experiment.attribute.Attribute;
import org.muriel.experiment.catalog.Catalog;
import org.muriel.experiment.catalog.Change;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.catalog.StorageException;
import org.muriel.experiment.entity.Entity;
import org.muriel.experiment.feature.Feature;
import org.muriel.experiment.problem.Outcome;
import org.muriel.testkit.CatalogContract;
import org.muriel.testkit.SteppingClock;

class SqliteCatalogTest extends CatalogContract {
    private static final Feature FEATURE = aFeature(5, 1, "checkout");

    @TempDir
    Path temporary;

    private @Nullable OpenedFolder opened;

    @Override
    protected Catalog reopen(InstantSource time) {
        close();
        opened = new OpenedFolder(temporary.resolve("data"));
        return opened.catalog(time);
    }

    @AfterEach
    void close() {
        if (opened != null) {
            opened.close();
        }
        opened = null;
    }

    @Test
    void reads_send_no_statement() {
        Catalog catalog = reopen();
        put(catalog, FEATURE);
        long sent = storage().statements();
        assertThat(sent).isPositive();

        Snapshot snapshot = catalog.snapshot();
        snapshot.entities().forEach(it -> snapshot.find(Feature.class, it.id()));
        snapshot.list(Feature.class, 1);
        snapshot.environmentOf("none", Instant.EPOCH);

        assertThat(storage().statements()).isEqualTo(sent);
    }

    @Test
    void a_full_disk_refuses_writes_changes_nothing_and_is_forgotten_when_there_is_space_again() {
        Catalog catalog = reopen();
        put(catalog, FEATURE);
        Snapshot before = catalog.snapshot();
        List<Change> journal = catalog.changesAfter(0, 100);
        Feature large = described(FEATURE, "x".repeat(100_000));

        pagesAtMost(1); // SQLite keeps what there is and grows no further
        for (int attempt = 0; attempt < 3; attempt++) {
            assertThatThrownBy(() -> catalog.write("somebody", draft -> draft.put(large)))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("full");
            assertThat(catalog.snapshot().entities()).containsExactlyInAnyOrderElementsOf(before.entities());
            assertThat(catalog.snapshot().datafileRevisions()).isEqualTo(before.datafileRevisions());
            assertThat(catalog.changesAfter(0, 100)).isEqualTo(journal);
        }

        pagesAtMost(1_000_000);
        put(catalog, large);
        assertThat(reopen().snapshot().find(Feature.class, FEATURE.id())).contains(large);
    }

    @Test
    void a_commit_that_fails_changes_nothing_and_the_next_write_works() {
        Catalog catalog = reopen();
        put(catalog, FEATURE);
        Snapshot before = catalog.snapshot();
        Attribute ofNoProject = anAttribute(8, 999, "plan");

        // the project's existence is checked at the commit
        assertThatThrownBy(() -> catalog.write("somebody", draft -> draft.put(ofNoProject)))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("FOREIGN KEY");

        assertThat(catalog.snapshot().entities()).containsExactlyInAnyOrderElementsOf(before.entities());
        put(catalog, described(FEATURE, "changed"));
        assertThat(reopen().snapshot().find(Attribute.class, 8)).isEmpty();
    }

    @Test
    void the_revision_of_an_entity_counts_the_writes_that_changed_it() {
        Catalog catalog = reopen();
        put(catalog, FEATURE);
        put(catalog, FEATURE);
        put(catalog, described(FEATURE, "changed"));

        assertThat(revision(FEATURE.id())).isEqualTo(2);
        assertThat(revision(1)).isEqualTo(1);
    }

    @Test
    void the_database_itself_refuses_a_key_borne_twice() {
        Catalog catalog = reopen();
        put(catalog, FEATURE);
        put(catalog, aFeature(6, 1, "search"));

        assertThatThrownBy(() -> sql("UPDATE entity SET key = 'checkout' WHERE id = 6"))
                .isInstanceOf(StorageException.class);
        assertThatThrownBy(() -> sql("UPDATE entity SET key = 'production' WHERE id = 3"))
                .isInstanceOf(StorageException.class);
    }

    @Test
    void a_document_that_cannot_be_read_stops_the_opening_and_is_named() {
        put(reopen(), FEATURE);
        sql(
                "UPDATE entity SET body = replace(body, '{\"archived\"', '{\"inventedLater\":1,\"archived\"') WHERE id = 5");

        assertThatThrownBy(this::reopenAgain)
                .isInstanceOf(StorageException.class)
                .hasMessageContainingAll("FEATURE 5", "inventedLater");
    }

    /** Opens a catalog with project 1 and its environments 2 and 3. */
    private Catalog reopen() {
        Catalog catalog = reopenAgain();
        put(catalog, aProject(1));
        put(catalog, anEnvironment(2, 1, "production"));
        put(catalog, anEnvironment(3, 1, "development"));
        return catalog;
    }

    private Catalog reopenAgain() {
        return reopen(SteppingClock.bySeconds());
    }

    private SqlStorage storage() {
        if (opened == null) {
            throw new IllegalStateException("nothing is open");
        }
        return opened.storage;
    }

    private long revision(long id) {
        return storage()
                .read(handle -> handle.createQuery("SELECT revision FROM entity WHERE id = ?")
                        .bind(0, id)
                        .mapTo(Long.class)
                        .one());
    }

    private void sql(String statement) {
        storage().write(handle -> handle.execute(statement));
    }

    /** Limits the size of the database in every connection of the pool. */
    private void pagesAtMost(int pages) {
        pagesAtMost(pages, SqlStorage.CONNECTIONS);
    }

    private void pagesAtMost(int pages, int connections) {
        storage().read(handle -> {
            if (connections > 1) {
                pagesAtMost(pages, connections - 1); // on another one, while this one is taken
            }
            return handle.createQuery("PRAGMA max_page_count = " + pages)
                    .mapToMap()
                    .list();
        });
    }

    private static void put(Catalog catalog, Entity entity) {
        assertThat(catalog.write("somebody", draft -> draft.put(entity))).isInstanceOf(Outcome.Done.class);
    }
}
