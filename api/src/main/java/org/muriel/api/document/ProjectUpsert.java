package org.muriel.api.document;

import java.util.List;
import java.util.Optional;
import org.muriel.api.entity.EntityCodec;
import org.muriel.api.entity.SecretKeys;
import org.muriel.api.json.Fields;
import org.muriel.api.json.Json;
import org.muriel.api.project.DefaultEnvironments;
import org.muriel.experiment.catalog.Draft;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.entity.Entity;
import org.muriel.experiment.problem.Outcome;
import org.muriel.experiment.problem.Problem;
import org.muriel.experiment.problem.Violations;
import org.muriel.experiment.project.Environment;
import org.muriel.experiment.project.Project;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Finds or makes the project of a document, and makes it what its entry {@code project} says. */
final class ProjectUpsert {
    private static final String AT = "/" + ProjectEntry.WORD;

    /** What an update of the resource does not even look at: here it must not look as if it were obeyed. */
    private static final List<String> FIXED = List.of("platform", "sdks", "is_flags_enabled");

    private final EntityCodec<Project> codec;
    private final DefaultEnvironments defaultEnvironments;
    private final SecretKeys secretKeys;

    ProjectUpsert(EntityCodec<Project> codec, DefaultEnvironments defaultEnvironments, SecretKeys secretKeys) {
        this.codec = codec;
        this.defaultEnvironments = defaultEnvironments;
        this.secretKeys = secretKeys;
    }

    /** @param step what became of the project itself */
    record Result(Project project, boolean created, Plan.Step step) {}

    /**
     * @param projectId the project meant; absent: the one with the document's name, or a new one
     * @param violations takes what is wrong with the entry, when there is a project nevertheless
     */
    Outcome<Result> upsert(Draft draft, ObjectNode document, Optional<Long> projectId, Violations violations) {
        JsonNode sent = document.path(ProjectEntry.WORD);
        if (!sent.isMissingNode() && !sent.isObject()) {
            return Outcome.refused(Problem.Malformed.at(AT, "a map of members", Json.excerpt(sent)));
        }
        ObjectNode node = sent instanceof ObjectNode object ? object.deepCopy() : Json.object();
        Entry entry = new Entry(node, new Names(), draft.current());
        Identity identity = Identity.takenFrom(entry);
        if (!entry.violations().isEmpty()) {
            return Outcome.refused(new Problem.Malformed(
                    entry.violations().list().stream().map(it -> it.below(AT)).toList()));
        }
        return target(draft, document, node, identity, projectId)
                .then(current -> current.map(it -> Outcome.done(updated(draft, node, it, violations)))
                        .orElseGet(() -> created(draft, node, identity, document)));
    }

    /** The project meant; nothing when it is yet to be made. */
    private static Outcome<Optional<Project>> target(
            Draft draft, ObjectNode document, ObjectNode entry, Identity identity, Optional<Long> projectId) {
        Snapshot snapshot = draft.current();
        if (projectId.isPresent()) {
            Optional<Project> found = snapshot.find(Project.class, projectId.get());
            return found.isPresent()
                    ? Outcome.done(found)
                    : Outcome.refused(new Problem.NotFound(ProjectEntry.WORD, projectId.get()));
        }
        if (identity.id().isPresent()) {
            return byId(snapshot, document, identity.id().get());
        }
        JsonNode name = entry.path("name");
        List<Project> all = draft.current().projects().stream()
                .filter(it -> name.isString() && it.name().equals(name.stringValue()))
                .toList();
        List<Project> active = all.stream().filter(it -> !it.archived()).toList();
        List<Project> meant = active.isEmpty() ? all : active;
        if (meant.size() > 1) {
            return Outcome.refused(Problem.Malformed.at(
                    AT + "/name",
                    "a name that one project has, or the id of the one that is meant",
                    "'" + name.stringValue() + "', which projects "
                            + String.join(
                                    ", ",
                                    meant.stream()
                                            .map(it -> Long.toString(it.id()))
                                            .toList()) + " have"));
        }
        return Outcome.done(meant.stream().findFirst());
    }

    /** A project with the document's id is meant if they share an SDK key; else it is another that has the same number. */
    private static Outcome<Optional<Project>> byId(Snapshot snapshot, ObjectNode document, long id) {
        Optional<Entity> found = snapshot.find(Entity.class, id);
        if (found.isEmpty()) {
            return Outcome.done(Optional.empty());
        }
        for (JsonNode environment : document.path("environments")) {
            Optional<Environment> same =
                    Identity.bearer(snapshot, environment.path("sdk_key").asString(""));
            if (same.isPresent() && same.get().projectId() == id) {
                return Outcome.done(snapshot.find(Project.class, id));
            }
        }
        return Outcome.refused(Problem.Malformed.at(
                AT + "/id",
                "an id that nothing on this server has, or the id of the project that is meant besides",
                Identity.described(found.get())));
    }

    private Outcome<Result> created(Draft draft, ObjectNode entry, Identity identity, ObjectNode document) {
        Violations violations = new Violations();
        ProjectEntry.MEMBERS.check(entry, AT, violations);
        if (!entry.has("name")) {
            // one that comes from elsewhere may have an id and no name
            identity.id().ifPresent(it -> entry.put("name", "Project " + it));
        }
        Fields fields = Fields.of(entry, true);
        Project read = codec.read(fields, codec.blank(draft, 0), draft);
        fields.violations().list().forEach(it -> violations.add(it.below(AT)));
        JsonNode environments = document.path("environments");
        Project numbered = read.identified(
                identity.id().orElse(read.id()), identity.accountId().orElse(read.accountId()));
        identity.id().ifPresent(draft::keepForeign);
        return violations.orDone(numbered).then(draft::put).map(project -> {
            if (environments.isEmpty()) {
                defaultEnvironments.putInto(project, secretKeys, draft);
            } else if (environments instanceof ObjectNode named) {
                choosePrimary(named);
            }
            Plan.Named what = new Plan.Named("", project.name());
            ObjectNode after = ProjectEntry.write(project, draft.current(), codec);
            return new Result(project, true, new Plan.Step(what, Plan.Action.CREATE, Optional.of(after), List.of()));
        });
    }

    /** The first, if the document leaves it open. */
    private static void choosePrimary(ObjectNode environments) {
        boolean chosen = false;
        for (JsonNode environment : environments) {
            chosen |= environment.path(EnvironmentTranslation.PRIMARY).asBoolean(false);
        }
        String first = environments.propertyNames().iterator().next();
        if (!chosen && environments.get(first) instanceof ObjectNode object) {
            object.put(EnvironmentTranslation.PRIMARY, true);
        } else if (!chosen && environments.get(first).isNull()) {
            environments.putObject(first).put(EnvironmentTranslation.PRIMARY, true);
        }
    }

    private Result updated(Draft draft, ObjectNode entry, Project current, Violations violations) {
        ObjectNode before = ProjectEntry.write(current, draft.current(), codec);
        ProjectEntry.MEMBERS.check(entry, AT, violations);
        Fields fields = Fields.of(entry, false);
        Project read = codec.read(fields, current, draft);
        fields.violations().list().forEach(it -> violations.add(it.below(AT)));
        ObjectNode shown = (ObjectNode) codec.told(current, draft.current()).node();
        for (String member : FIXED) {
            if (entry.has(member) && !entry.get(member).equals(shown.path(member))) {
                violations.add(
                        AT + "/" + member,
                        Json.excerpt(shown.path(member)) + ": it is fixed when a project is created",
                        Json.excerpt(entry.get(member)));
            }
        }
        List<Difference> differences = Difference.between(before, ProjectEntry.write(read, draft.current(), codec));
        Project after = current;
        if (!differences.isEmpty() && violations.isEmpty()) {
            after = codec.modifiedAt(read, draft.now());
            draft.put(after); // projects have no name of their own to be taken
        }
        Plan.Action action = differences.isEmpty()
                ? Plan.Action.NOTHING
                : after.archived() && !current.archived() ? Plan.Action.ARCHIVE : Plan.Action.CHANGE;
        Plan.Named what = new Plan.Named("", after.name());
        return new Result(after, false, new Plan.Step(what, action, Optional.empty(), differences));
    }
}
