package org.muriel.cli;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.muriel.cli.project.Projects;
import org.muriel.cli.tutorial.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The commands for whole projects. Exit status: 0 done, 1 something stood in the way (it says what), 2 when the command
 * line was wrong.
 */
public final class ProjectCommands {
    private ProjectCommands() {}

    /** Adds them, on the terminal of this process. */
    public static CommandLine addTo(CommandLine muriel) {
        return addTo(muriel, Terminal.system());
    }

    /** Adds them, on some terminal. */
    public static CommandLine addTo(CommandLine muriel, Terminal terminal) {
        CommandLine imports = new CommandLine(new Imports());
        imports.addSubcommand("datafile", new ImportDatafile(terminal));
        return muriel.addSubcommand("apply", new Apply(terminal))
                .addSubcommand("export", new Export(terminal))
                .addSubcommand("import", imports);
    }

    /** Where the server is. */
    static final class Where {
        @Option(
                names = "--settings",
                paramLabel = "FILE",
                description = "Where token and base_url are; by default .settings.yaml, if there is one.")
        private @Nullable Path settings;

        @Option(
                names = {"--url", "--base-url"},
                paramLabel = "URL",
                description = "Where the API answers; goes before base_url in the settings.")
        private @Nullable String url;

        @Option(
                names = {"-h", "--help"},
                usageHelp = true,
                description = "Show this help.")
        @SuppressWarnings("UnusedVariable") // picocli acts on it by itself
        private boolean help;

        Projects projects(Terminal terminal) {
            return new Projects(terminal, new Projects.Where(Optional.ofNullable(settings), Optional.ofNullable(url)));
        }
    }

    /** How a plan is applied. */
    static final class How {
        @Option(
                names = "--project",
                paramLabel = "ID|NAME",
                description = "The project to change; by default the one with the name in the file, or a new one.")
        private @Nullable String project;

        @Option(names = "--dry-run", description = "Show what would change, and change nothing.")
        private boolean dryRun;

        @Option(
                names = {"-y", "--yes"},
                description = "Apply without asking.")
        private boolean yes;

        @Option(names = "--archive-absent", description = "Archive what a section of the file does not name.")
        private boolean archiveAbsent;

        Projects.How how() {
            return new Projects.How(Optional.ofNullable(project), dryRun, yes, archiveAbsent);
        }
    }

    @Command(name = "apply", description = "Make a project what a file says, and show beforehand what that changes.")
    static final class Apply implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private Where where = new Where();

        @Mixin
        private How how = new How();

        @Parameters(paramLabel = "FILE", description = "The project as YAML; './muriel export' writes one.")
        private @Nullable Path file;

        Apply(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            return where.projects(terminal).apply(Objects.requireNonNull(file), how.how());
        }
    }

    @Command(name = "export", description = "Write a project as YAML.")
    static final class Export implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private Where where = new Where();

        @Option(
                names = "--project",
                paramLabel = "ID|NAME",
                description = "The project to write; may be left out where there is only one.")
        private @Nullable String project;

        @Option(
                names = {"-o", "--output"},
                paramLabel = "FILE",
                description = "Where to write it; by default to the standard output.")
        private @Nullable Path output;

        @Option(
                names = "--ids",
                description =
                        "Also ids, SDK keys and buckets: where such a file is applied, visitors see what they saw.")
        private boolean ids;

        Export(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            return where.projects(terminal)
                    .export(new Projects.Export(Optional.ofNullable(project), Optional.ofNullable(output), ids));
        }
    }

    @Command(
            name = "import",
            description = "Build a project from what another server has.",
            synopsisSubcommandLabel = "WHAT")
    static final class Imports {
        @Option(
                names = {"-h", "--help"},
                usageHelp = true,
                description = "Show this help.")
        @SuppressWarnings("UnusedVariable") // picocli acts on it by itself
        private boolean help;
    }

    @Command(
            name = "datafile",
            description = "Build a project from a datafile, by which every visitor is decided as by the datafile.")
    static final class ImportDatafile implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private Where where = new Where();

        @Mixin
        private How how = new How();

        @Parameters(paramLabel = "FILE|URL", description = "The datafile, version 4.")
        private @Nullable String source;

        @Option(names = "--name", paramLabel = "NAME", description = "What the project is to be called.")
        private @Nullable String name;

        @Option(names = "--accept-losses", description = "Go on although something cannot be represented.")
        private boolean acceptLosses;

        @Option(
                names = {"-o", "--output"},
                paramLabel = "FILE",
                description = "Write the project as YAML instead of applying it.")
        private @Nullable Path output;

        ImportDatafile(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            return where.projects(terminal)
                    .importDatafile(new Projects.Import(
                            Objects.requireNonNull(source),
                            Optional.ofNullable(name),
                            Optional.ofNullable(output),
                            acceptLosses,
                            how.how()));
        }
    }
}
