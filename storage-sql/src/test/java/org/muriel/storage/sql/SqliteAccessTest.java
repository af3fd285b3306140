package org.muriel.storage.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muriel.access.Access;
import org.muriel.access.PersonalToken;
import org.muriel.testkit.AccessContract;

class SqliteAccessTest extends AccessContract {
    @TempDir
    Path temporary;

    /** The last one opened is the first to be closed. */
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    @Override
    protected Access reopen() {
        close();
        OpenedFolder opened = new OpenedFolder(temporary);
        open.push(opened);
        return opened.access();
    }

    @Override
    protected Access openBeside() {
        SqlStorage storage = SqlStorage.join(temporary);
        open.push(storage);
        return OpenedFolder.access(storage);
    }

    @AfterEach
    void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    void a_token_found_once_is_found_without_the_database() {
        close();
        OpenedFolder opened = new OpenedFolder(temporary);
        open.push(opened);
        Access access = opened.access();
        PersonalToken token = aToken("known");
        access.setUp(token);

        access.find(token, NOW);
        long sent = opened.storage.statements();
        access.find(token, NOW);
        assertThat(opened.storage.statements()).isEqualTo(sent);

        access.find(aToken("guessed"), NOW);
        access.find(aToken("guessed"), NOW);
        assertThat(opened.storage.statements()).isEqualTo(sent + 2);
    }

    @Test
    void the_secret_is_in_none_of_the_files() throws IOException {
        PersonalToken token = aToken("secret");
        reopen().setUp(token);

        for (boolean closed : List.of(false, true)) {
            if (closed) {
                close();
            }
            StringBuilder all = new StringBuilder();
            for (Path file : files()) {
                all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
            assertThat(all.toString()).contains(token.hash()).doesNotContain("secret-token");
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            return files.toList();
        }
    }
}
