package org.muriel.storage.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.muriel.access.Person;
import org.muriel.access.PersonalToken;
import org.muriel.experiment.catalog.Catalog;
import org.muriel.experiment.problem.Outcome;
import org.muriel.experiment.project.Project;
import org.muriel.testkit.Entities;

class SqlStorageTest {
    private static final PersonalToken TOKEN =
            PersonalToken.parse("2:the-token-of-this-test").orElseThrow();

    @TempDir
    Path temporary;

    @Test
    void the_account_and_the_entities_share_one_sequence_of_ids() {
        try (OpenedFolder opened = new OpenedFolder(temporary)) {
            Catalog catalog = opened.catalog();
            long before = creates(catalog);
            Person owner = opened.access().setUp(TOKEN);
            long after = creates(catalog);

            assertThat(owner.accountId()).isGreaterThan(before).isLessThan(after);
        }
    }

    @Test
    void the_catalog_is_opened_by_one_only() {
        try (OpenedFolder opened = new OpenedFolder(temporary);
                SqlStorage beside = SqlStorage.join(temporary)) {
            opened.catalog();

            assertThatThrownBy(opened::catalog).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> beside.catalog(() -> Entities.CREATED)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void joining_needs_a_database_of_this_version() throws SQLException {
        assertThatThrownBy(() -> SqlStorage.join(temporary))
                .isInstanceOf(DataFolderUnusable.class)
                .hasMessageContainingAll("no", "catalog.db", "start the server");
        assertThat(temporary).isEmptyDirectory();

        sql("CREATE TABLE unrelated (id INTEGER)");
        assertThatThrownBy(() -> SqlStorage.join(temporary)).isInstanceOf(DataFolderUnusable.class);
    }

    @Test
    void a_database_of_a_newer_version_is_left_alone() throws SQLException {
        new OpenedFolder(temporary).close();
        sql("""
                INSERT INTO flyway_schema_history
                SELECT 99, '99', 'of the future', type, 'V99__of_the_future.sql', 1, installed_by, installed_on, 1, success
                FROM flyway_schema_history WHERE version = '1'""");

        assertThatThrownBy(() -> new OpenedFolder(temporary))
                .isInstanceOf(DataFolderUnusable.class)
                .hasMessageContainingAll("catalog.db", "newer version of Muriel");
        assertThatThrownBy(() -> SqlStorage.join(temporary))
                .isInstanceOf(DataFolderUnusable.class)
                .hasMessageContaining("not of this version of Muriel");
    }

    @Test
    void a_new_database_is_of_the_version_that_every_start_asks_for() {
        new OpenedFolder(temporary).close();

        SqlStorage.join(temporary).close();
    }

    @Test
    void a_database_of_something_else_is_not_used() throws SQLException {
        sql("CREATE TABLE entity (id INTEGER)");

        assertThatThrownBy(() -> new OpenedFolder(temporary))
                .isInstanceOf(DataFolderUnusable.class)
                .hasMessageContainingAll("catalog.db", "not a database of Muriel");
    }

    @Test
    void a_file_that_is_no_database_is_not_used() throws IOException {
        String text = "Dear diary, ".repeat(1_000);
        Files.writeString(temporary.resolve("catalog.db"), text);

        assertThatThrownBy(() -> new OpenedFolder(temporary))
                .isInstanceOf(DataFolderUnusable.class)
                .hasMessageContainingAll("catalog.db", "not a database of Muriel");
        assertThat(temporary.resolve("catalog.db")).hasContent(text);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({"journal_mode, wal", "synchronous, 2", "foreign_keys, 1", "busy_timeout, 5000"})
    void commits_are_synced_to_the_disk_and_writers_wait_for_each_other(String pragma, String value) {
        try (OpenedFolder opened = new OpenedFolder(temporary)) {
            String found = opened.storage.read(handle ->
                    handle.createQuery("PRAGMA " + pragma).mapTo(String.class).one());

            assertThat(found).isEqualTo(value);
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no POSIX permissions")
    void files_are_their_owners_alone_even_in_a_folder_open_to_all() throws IOException {
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));

        try (OpenedFolder opened = new OpenedFolder(temporary);
                Stream<Path> files = Files.list(opened.folder.path())) {
            opened.access().setUp(TOKEN);

            assertThat(files.toList())
                    .hasSizeGreaterThan(2)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    private static long creates(Catalog catalog) {
        return switch (catalog.write("somebody", draft -> draft.put(Entities.aProject(draft.nextId())))) {
            case Outcome.Done<Catalog.Committed<Project>>(var committed) ->
                committed.value().id();
            case Outcome.Refused<Catalog.Committed<Project>>(var problem) -> throw new AssertionError(problem);
        };
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + temporary.resolve("catalog.db"));
                Statement sent = connection.createStatement()) {
            sent.execute(statement);
        }
    }
}
