package org.muriel.cli.project;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.muriel.cli.tutorial.CannotGoOn;
import org.muriel.cli.tutorial.Connection;
import org.muriel.cli.tutorial.Terminal;
import picocli.CommandLine.Help.Ansi.Style;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What the commands for whole projects do. Each returns the exit status: 0 done, 1 not done and said why. */
public final class Projects {
    private static final int PAGE = 100;

    private final Terminal terminal;
    private final Where where;

    /**
     * @param settings the settings file; absent: {@code .settings.yaml}, if there is one
     * @param baseUrl goes before that of the settings
     */
    public record Where(Optional<Path> settings, Optional<String> baseUrl) {}

    /**
     * How to apply.
     *
     * @param project id or name of the project meant; absent: the document's
     * @param dryRun shows the plan and does nothing
     * @param yes asks nobody
     */
    public record How(Optional<String> project, boolean dryRun, boolean yes, boolean archivingAbsent) {}

    public Projects(Terminal terminal, Where where) {
        this.terminal = terminal;
        this.where = where;
    }

    /** Plans what a file says, shows it, and applies it. */
    public int apply(Path path, How how) {
        return guarded(server -> {
            ProjectFile file = ProjectFile.read(path.toString(), text(path));
            return apply(server, file, how);
        });
    }

    /**
     * How to export.
     *
     * @param project id or name; may be left out where there is only one
     * @param output absent: the standard output
     * @param withIds also ids and buckets
     */
    public record Export(Optional<String> project, Optional<Path> output, boolean withIds) {}

    /** Writes a project as YAML. */
    public int export(Export wanted) {
        return guarded(server -> {
            long id = project(server, wanted.project());
            String yaml = ProjectYaml.write(server.get("/x/projects/" + id + "/document?ids=" + wanted.withIds())
                    .good());
            return written(yaml, wanted.output());
        });
    }

    /**
     * How to import.
     *
     * @param source a file, or an address that begins with http
     * @param name what the project is to be called
     * @param output writes the document there instead of applying it
     */
    public record Import(
            String source, Optional<String> name, Optional<Path> output, boolean acceptingLosses, How how) {}

    /** Builds a project from a datafile of another server. */
    public int importDatafile(Import wanted) {
        return guarded(server -> {
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            ObjectNode datafile = Datafiles.read(wanted.source(), terminal.directory());
            body.set("datafile", datafile);
            wanted.name().ifPresent(it -> body.put("name", it));
            Server.Answer answer = server.post("/x/datafiles/document", body);
            if (answer.status() == 400 && !answer.messages().isEmpty()) {
                List<String> sentences =
                        ProjectFile.of(wanted.source(), datafile).sentences(answer.messages());
                throw new CannotGoOn(String.join("\n", sentences) + "\nNothing was imported.");
            }
            JsonNode converted = answer.good();
            list("Otherwise than in the datafile, and without a decision being so:", converted.path("notes"));
            list(
                    "What cannot be represented, so that some visitors may be decided otherwise:",
                    converted.path("losses"));
            if (!converted.path("losses").isEmpty() && !wanted.acceptingLosses()) {
                throw new CannotGoOn("Nothing was imported; with --accept-losses the rest is.");
            }
            JsonNode document = converted.path("document");
            return wanted.output().isPresent()
                    ? written(ProjectYaml.write(document), wanted.output())
                    : apply(server, ProjectFile.of(wanted.source(), document.asObject()), wanted.how());
        });
    }

    private void list(String title, JsonNode texts) {
        if (!texts.isEmpty()) {
            terminal.out().println(title);
            texts.forEach(it -> terminal.out().println("  - " + it.asString()));
        }
    }

    private int written(String yaml, Optional<Path> output) {
        if (output.isEmpty()) {
            terminal.out().print(yaml);
            terminal.out().flush();
        } else {
            write(output.get(), yaml);
        }
        return 0;
    }

    private int apply(Server server, ProjectFile file, How how) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("document", file.document());
        body.put("archive_absent", how.archivingAbsent());
        if (how.project().isPresent()) {
            body.put("project_id", project(server, how.project()));
        }
        JsonNode plan = accepted(server.post("/x/projects/plan", body), file);
        boolean anything = new PlanText(terminal).show(plan);
        if (how.dryRun() || !anything) {
            return 0;
        }
        if (!how.yes() && !confirmed()) {
            terminal.err().println("Nothing was applied.");
            return 1;
        }
        body.put("plan", plan.path("plan").asString());
        JsonNode applied = accepted(server.post("/x/projects/apply", body), file);
        terminal.out()
                .println("Applied. The id of the project is "
                        + applied.path("project_id").asString() + ".");
        return 0;
    }

    private JsonNode accepted(Server.Answer answer, ProjectFile file) {
        if (answer.status() != 400 || answer.messages().isEmpty()) {
            return answer.good();
        }
        List<String> sentences = file.sentences(answer.messages());
        throw new CannotGoOn(String.join("\n", sentences) + "\nNothing was applied.");
    }

    private boolean confirmed() {
        terminal.out().flush();
        terminal.err().print("Apply this? [y/N] ");
        terminal.err().flush();
        try {
            String answer = terminal.in().readLine();
            if (answer == null) {
                terminal.err().println();
                throw new CannotGoOn("The input ended before anybody agreed: say --yes to apply without being asked");
            }
            return answer.strip().matches("(?i)y|yes");
        } catch (IOException e) {
            throw new CannotGoOn("Cannot read the answer: " + e.getMessage());
        }
    }

    /** The id of the project meant, by id or by name; the only one there is when nobody says which. */
    private long project(Server server, Optional<String> wanted) {
        if (wanted.isPresent() && wanted.get().matches("[1-9]\\d{0,15}")) {
            return Long.parseLong(wanted.get());
        }
        List<JsonNode> found = new ArrayList<>();
        int size = PAGE;
        for (int page = 1; size == PAGE; page++) {
            JsonNode projects =
                    server.get("/projects?per_page=" + PAGE + "&page=" + page).good();
            size = projects.size();
            projects.forEach(it -> {
                boolean active = it.path("status").asString("active").equals("active");
                if (wanted.isEmpty() ? active : it.path("name").asString("").equals(wanted.get())) {
                    found.add(it);
                }
            });
        }
        if (found.size() == 1) {
            return found.getFirst().path("id").longValue();
        }
        String which = wanted.map(it -> found.size() + " projects are called " + it)
                .orElse("there are " + found.size() + " projects");
        String ids = found.isEmpty()
                ? ""
                : ": "
                        + String.join(
                                ", ",
                                found.stream()
                                        .limit(20)
                                        .map(it -> it.path("id").asString() + " "
                                                + it.path("name").asString())
                                        .toList());
        throw new CannotGoOn("Say which project is meant with --project ID: " + which + ids);
    }

    private String text(Path path) {
        try {
            return Files.readString(terminal.directory().resolve(path));
        } catch (CharacterCodingException e) {
            throw new CannotGoOn(path + " is not text in UTF-8");
        } catch (NoSuchFileException e) {
            throw new CannotGoOn("There is no file " + path);
        } catch (IOException e) {
            throw new CannotGoOn("Cannot read " + path + ": " + e);
        }
    }

    private void write(Path path, String text) {
        try {
            Files.writeString(terminal.directory().resolve(path), text);
        } catch (IOException e) {
            throw new CannotGoOn("Cannot write " + path + ": " + e);
        }
    }

    private interface Work {
        int with(Server server);
    }

    private int guarded(Work work) {
        try (Server server = new Server(Connection.find(terminal, where.settings(), where.baseUrl()))) {
            return work.with(server);
        } catch (CannotGoOn reason) {
            terminal.out().flush();
            terminal.err().println(terminal.paint(Style.fg_red, String.valueOf(reason.getMessage())));
            return 1;
        }
    }
}
