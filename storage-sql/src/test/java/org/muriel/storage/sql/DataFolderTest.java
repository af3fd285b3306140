package org.muriel.storage.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    Path temporary;

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no POSIX permissions")
    void a_folder_made_here_is_open_to_its_owner_alone() throws IOException {
        try (DataFolder folder = DataFolder.open(temporary.resolve("new/data"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.path())))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void a_second_holder_is_refused_with_the_path_until_the_first_has_closed() {
        DataFolder first = DataFolder.open(temporary);

        assertThatThrownBy(() -> DataFolder.open(temporary.resolve("../" + temporary.getFileName())))
                .isInstanceOf(DataFolderInUse.class)
                .hasMessageContaining(first.path().toString());

        first.close();
        DataFolder.open(temporary).close();
    }

    @Test
    void what_is_no_folder_is_refused() throws IOException {
        Path file = Files.createFile(temporary.resolve("file"));

        assertThatThrownBy(() -> DataFolder.open(file))
                .isInstanceOf(DataFolderUnusable.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void another_process_is_refused_even_after_a_refused_attempt_in_the_holder() throws Exception {
        try (DataFolder first = DataFolder.open(temporary)) {
            assertThatThrownBy(() -> DataFolder.open(temporary)).isInstanceOf(DataFolderInUse.class);

            assertThat(new OtherProcess(first.path()).says()).isEqualTo("in use");
        }
        try (OtherProcess other = new OtherProcess(temporary)) {
            assertThat(other.says()).isEqualTo("held");
        }
    }

    @Test
    void a_process_that_is_killed_gives_the_folder_back() throws Exception {
        try (OtherProcess other = new OtherProcess(temporary)) {
            assertThat(other.says()).isEqualTo("held");
            assertThatThrownBy(() -> DataFolder.open(temporary)).isInstanceOf(DataFolderInUse.class);
        }

        DataFolder.open(temporary).close();
    }

    /** Tries to hold a folder until it is killed. */
    static final class OtherProcess implements AutoCloseable {
        private final Process process;

        OtherProcess(Path folder) throws IOException {
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            OtherProcess.class.getName(),
                            folder.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        }

        String says() throws IOException {
            return process.inputReader(StandardCharsets.UTF_8).readLine();
        }

        @Override
        public void close() {
            process.destroyForcibly().onExit().join();
        }

        /** Says whether it holds the folder and waits for its end: nobody writes to its standard input. */
        static void main(String[] arguments) throws IOException {
            try {
                DataFolder.open(Path.of(arguments[0]));
                System.out.println("held");
                System.in.read();
            } catch (DataFolderInUse e) {
                System.out.println("in use");
            }
        }
    }
}
