package org.muriel.api.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.muriel.access.Person;
import org.muriel.access.Right;
import org.muriel.access.Role;
import org.muriel.api.json.Fields;
import org.muriel.api.json.Json;
import org.muriel.experiment.catalog.Draft;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.entity.Entity;
import org.muriel.experiment.entity.Kind;
import org.muriel.experiment.problem.Outcome;
import org.muriel.experiment.problem.Problem;
import org.muriel.experiment.problem.Violations;
import org.muriel.experiment.project.Environment;
import org.muriel.experiment.project.Project;
import org.muriel.experiment.traffic.Range;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes a project what a document says, in one draft: all of it or nothing. Each entry becomes the body that its
 * resource would get, and the resource's codec reads it. What the document does not speak of stays as it is. Used once.
 */
final class Upsert {
    private final Draft draft;
    private final Snapshot before;
    private final Sections sections;
    private final ProjectUpsert projects;
    private final ObjectNode document;
    private final boolean archivingAbsent;
    private final Violations violations = new Violations();

    /** Section → names of the entries that are there, in their order. */
    private final Map<Section<?>, Set<String>> spoken = new LinkedHashMap<>();

    private Names names = new Names();

    /** @param archivingAbsent archives what the project has and a section that the document has does not name */
    Upsert(Draft draft, Sections sections, ProjectUpsert projects, ObjectNode document, boolean archivingAbsent) {
        this.draft = draft;
        this.before = draft.current();
        this.sections = sections;
        this.projects = projects;
        this.document = document;
        this.archivingAbsent = archivingAbsent;
    }

    /** @param projectId the project to change; absent: the one with the document's name, or a new one */
    Outcome<Plan> run(Optional<Long> projectId, Person caller) {
        checkMembers();
        return projects.upsert(draft, document, projectId, violations)
                .then(it -> mayChange(caller, it))
                .then(this::run);
    }

    /** Nobody learns by a plan what they could not see otherwise. What each change needs is asked when it is kept. */
    private static Outcome<ProjectUpsert.Result> mayChange(Person caller, ProjectUpsert.Result result) {
        if (result.created()
                ? caller.administrator()
                : caller.may(Right.EDIT, result.project().id())) {
            return Outcome.done(result);
        }
        return Outcome.refused(
                result.created()
                        ? new Problem.NotPermitted("create a project", "an administrator of the account", "none")
                        : new Problem.NotPermitted(
                                "change project " + result.project().id(),
                                Role.granting(Right.EDIT).stream()
                                        .map(Role::word)
                                        .collect(Collectors.joining(", ")),
                                caller.roleIn(result.project().id())
                                        .map(Role::word)
                                        .orElse("nobody there")));
    }

    private Outcome<Plan> run(ProjectUpsert.Result result) {
        Project project = result.project();
        names = Names.of(draft.current(), project.id(), sections);
        upsertAll(sections.environments(), project);
        if (draft.current().list(Environment.class, project.id()).stream().noneMatch(Environment::primary)) {
            return violations.orDone(project).then(it -> {
                throw new IllegalStateException("nothing was wrong, and there is no primary environment");
            });
        }
        sections.all().stream().skip(1).forEach(it -> upsertAll(it, project));
        orderExperiments();
        if (archivingAbsent && violations.isEmpty()) {
            sections.all().reversed().forEach(it -> archiveAbsent(it, project));
        }
        return violations.orDone(project).map(it -> plan(it, result));
    }

    private void checkMembers() {
        List<String> known = new ArrayList<>(List.of(Documents.FORMAT, ProjectEntry.WORD));
        sections.all().forEach(it -> known.add(it.word()));
        for (String member : document.propertyNames()) {
            if (!known.contains(member)) {
                violations.add("/" + Entry.escaped(member), "one of " + String.join(", ", known), "another name");
            }
        }
        JsonNode format = document.path(Documents.FORMAT);
        if (!format.isMissingNode() && !format.equals(Json.object().numberNode(Documents.FORMAT_NUMBER))) {
            violations.add("/" + Documents.FORMAT, Integer.toString(Documents.FORMAT_NUMBER), Json.excerpt(format));
        }
    }

    private <T extends Entity> void upsertAll(Section<T> section, Project project) {
        JsonNode entries = document.path(section.word());
        if (entries.isMissingNode()) {
            return;
        }
        Set<String> names = spoken.computeIfAbsent(section, it -> new LinkedHashSet<>());
        if (entries instanceof ObjectNode map) {
            map.forEachEntry((name, entry) -> {
                names.add(name);
                upsert(section, project, name, entry);
            });
        } else if (!entries.isNull()) {
            violations.add("/" + section.word(), "a map from names to what they mean", Json.excerpt(entries));
        }
    }

    private <T extends Entity> void upsert(Section<T> section, Project project, String name, JsonNode sent) {
        String at = "/" + section.word() + "/" + Entry.escaped(name);
        if (!(sent instanceof ObjectNode) && !sent.isNull()) {
            violations.add(at, "a map of members", Json.excerpt(sent));
            names.breaks(section.kind(), name);
            return;
        }
        ObjectNode node = sent instanceof ObjectNode object ? object : Json.object();
        Entry entry = new Entry(node.deepCopy(), names, draft.current());
        Optional<T> current = names.find(section.kind(), name).map(it -> entry.get(section.type(), it));
        Optional<T> wanted = read(section, project, name, node, entry, current);
        if (wanted.isEmpty() || !entry.violations().isEmpty()) {
            entry.violations().list().forEach(it -> violations.add(it.below(at)));
            names.breaks(section.kind(), name);
            return;
        }
        if (put(section, current, wanted.get(), name, at) && current.isEmpty()) {
            names.add(section.kind(), name, wanted.get().id());
        }
    }

    /** What the entry makes of what is there; nothing when it cannot be. */
    private <T extends Entity> Optional<T> read(
            Section<T> section, Project project, String name, ObjectNode node, Entry entry, Optional<T> current) {
        Identity identity = Identity.takenFrom(entry);
        section.members().check(entry.node(), "", entry.violations());
        if (current.isEmpty() && !entry.node().has(section.nameMember())) {
            entry.node().put(section.nameMember(), name);
        }
        section.translation().toBody(entry, current);
        Fields body = Fields.of(entry.node(), current.isEmpty());
        T start = current.orElseGet(() -> section.codec().blank(draft, project.id()));
        T read = section.codec().read(body, start, draft);
        entry.reportAll(body.violations().list());
        identity.check(entry, draft.current(), current);
        if (!entry.violations().isEmpty() || entry.isIncomplete()) {
            return Optional.empty();
        }
        Numbering numbering = new Numbering(identity, entry, draft);
        Optional<T> finished = section.translation().finish(read, node, entry, draft);
        if (current.isPresent() && identity.ranges().isPresent()) {
            finished.ifPresent(it -> checkRanges(section, entry, current.get(), it, numbering));
        }
        return current.isPresent()
                ? finished
                : finished.map(it -> section.translation().numbered(it, numbering));
    }

    /** Buckets can be given to something new alone: of what is there they may only tell how it is, or will be. */
    private static <T extends Entity> void checkRanges(
            Section<T> section, Entry entry, T before, T after, Numbering numbering) {
        Translation<T> translation = section.translation();
        List<Range> told = Numbering.merged(translation.ranges(translation.numbered(after, numbering)));
        if (!told.equals(Numbering.merged(translation.ranges(before)))
                && !told.equals(Numbering.merged(translation.ranges(after)))) {
            entry.violations().add("/ranges", "none, or those of the one that is there", "other ones");
        }
    }

    /**
     * What a document would say just as before has not changed.
     *
     * @return whether it is in the draft now
     */
    private <T extends Entity> boolean put(Section<T> section, Optional<T> current, T wanted, String name, String at) {
        if (current.isPresent() && same(section, current.get(), wanted)) {
            return true;
        }
        Outcome<T> put = draft.put(section.codec().modifiedAt(wanted, draft.now()));
        if (put instanceof Outcome.Refused<T>(var problem)) {
            Problems.violations(problem, at).forEach(violations::add);
            names.breaks(section.kind(), name);
            return false;
        }
        return true;
    }

    private <T extends Entity> boolean same(Section<T> section, T one, T other) {
        Snapshot snapshot = draft.current();
        return one.equals(other)
                || Difference.same(
                        section.write(one, snapshot, names),
                        section.write(other, snapshot.with(List.of(other), Map.of()), names));
    }

    /** Features say which of their experiments is asked first, once those are there. */
    private void orderExperiments() {
        var features = sections.features();
        document.path(features.word()).forEachEntry((name, entry) -> {
            Optional<Long> id = names.find(Kind.FEATURE, name);
            JsonNode order = entry.path(FeatureTranslation.ORDER);
            if (id.isEmpty() || order.isMissingNode() || names.isBroken(Kind.FEATURE, name)) {
                return;
            }
            String at = "/" + features.word() + "/" + Entry.escaped(name);
            Entry body = new Entry(Json.object(), names, draft.current());
            body.movedFrom("/" + FeatureTranslation.ORDER, "/x_experiment_order");
            ArrayNode ids = body.node().putArray("x_experiment_order");
            for (int i = 0; i < order.size(); i++) {
                body.id(order.get(i), "/" + FeatureTranslation.ORDER + "/" + i, Kind.EXPERIMENT)
                        .ifPresent(ids::add);
            }
            Fields fields = Fields.of(body.node(), false);
            var current = body.get(features.type(), id.get());
            var ordered = features.codec().read(fields, current, draft);
            body.reportAll(fields.violations().list());
            body.violations().list().forEach(it -> violations.add(it.below(at)));
            if (body.violations().isEmpty() && !body.isIncomplete()) {
                put(features, Optional.of(current), ordered, name, at);
            }
        });
    }

    private <T extends Entity> void archiveAbsent(Section<T> section, Project project) {
        for (T entity : absent(section, project, draft.current())) {
            ObjectNode archived = Json.object().put("archived", true);
            upsert(section, project, names.of(entity.id()), archived);
        }
    }

    /** What the document has a section for and does not name. The primary environment always stays. */
    private <T extends Entity> List<T> absent(Section<T> section, Project project, Snapshot snapshot) {
        Set<String> there = spoken.get(section);
        if (there == null) {
            return List.of();
        }
        return snapshot.list(section.type(), project.id()).stream()
                .filter(it -> !it.archived())
                .filter(it -> !(it instanceof Environment environment && environment.primary()))
                .filter(it -> there.stream()
                        .noneMatch(name -> names.find(section.kind(), name).equals(Optional.of(it.id()))))
                .toList();
    }

    private Plan plan(Project project, ProjectUpsert.Result result) {
        List<Plan.Step> steps = new ArrayList<>();
        List<Plan.Named> absent = new ArrayList<>();
        steps.add(result.step());
        for (Section<?> section : sections.all()) {
            steps(section, project, steps);
            absent(section, project, draft.current())
                    .forEach(it -> absent.add(new Plan.Named(section.word(), names.of(it.id()))));
        }
        return new Plan(project, result.created(), steps, absent);
    }

    private <T extends Entity> void steps(Section<T> section, Project project, List<Plan.Step> steps) {
        Snapshot after = draft.current();
        Set<Long> named = new LinkedHashSet<>();
        spoken.getOrDefault(section, Set.of())
                .forEach(it -> names.find(section.kind(), it).ifPresent(named::add));
        draft.changed().stream()
                .filter(it -> it.kind() == section.kind() && it.projectId() == project.id())
                .forEach(it -> named.add(it.id()));
        for (long id : named) {
            T entity = after.get(section.type(), id);
            Optional<T> was = before.find(section.type(), id);
            Plan.Named what = new Plan.Named(section.word(), names.of(id));
            ObjectNode entry = section.write(entity, after, names);
            if (was.isEmpty()) {
                steps.add(new Plan.Step(what, Plan.Action.CREATE, Optional.of(entry), List.of()));
                continue;
            }
            List<Difference> differences = Difference.between(section.write(was.get(), before, names), entry);
            Plan.Action action = differences.isEmpty()
                    ? Plan.Action.NOTHING
                    : entity.archived() && !was.get().archived() ? Plan.Action.ARCHIVE : Plan.Action.CHANGE;
            steps.add(new Plan.Step(what, action, Optional.empty(), differences));
        }
    }
}
