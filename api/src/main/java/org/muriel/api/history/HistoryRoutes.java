package org.muriel.api.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.muriel.access.Access;
import org.muriel.access.Roster;
import org.muriel.api.entity.Codecs;
import org.muriel.api.experiment.ExperimentWords;
import org.muriel.api.json.Json;
import org.muriel.api.route.Call;
import org.muriel.api.route.Parameter;
import org.muriel.api.route.Reply;
import org.muriel.api.route.Route;
import org.muriel.api.schema.Schema;
import org.muriel.experiment.Experiment;
import org.muriel.experiment.catalog.Catalog;
import org.muriel.experiment.catalog.ChangeQuery;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.entity.Entity;
import org.muriel.experiment.entity.Kind;
import org.muriel.experiment.problem.Outcome;
import org.muriel.experiment.problem.Problem;
import org.muriel.experiment.problem.Violations;
import org.muriel.experiment.project.Project;

/** The history of a project (REST specification, 17). */
public final class HistoryRoutes {
    /** Where changes come from. There is no other way yet. */
    static final String API = "api";

    private static final Map<String, Kind> KINDS =
            Arrays.stream(Kind.values()).collect(Collectors.toUnmodifiableMap(Kind::word, Function.identity()));

    /** Kinds of other products: known, and never found. */
    private static final Set<String> NOT_HERE = Set.of(
            "campaign",
            "extension",
            "flag",
            "list_attribute",
            "metrics",
            "page",
            "report",
            "rule",
            "ruleset",
            "section",
            "tag",
            "variation",
            "variable",
            "permission",
            "team",
            "metric",
            "metric_set",
            "custom_field");

    private static final String OF_TYPE = Kind.EXPERIMENT.word() + ":";

    private final Catalog catalog;
    private final Access access;
    private final Codecs codecs;

    public HistoryRoutes(Catalog catalog, Access access, Codecs codecs) {
        this.catalog = catalog;
        this.access = access;
        this.codecs = codecs;
    }

    public List<Route> routes() {
        return List.of(Route.of(
                        "GET",
                        "/v2/changes",
                        "list_change_history",
                        "Change History",
                        List.of(
                                Parameter.required("project_id", Parameter.Type.ID),
                                Parameter.optional("id", Parameter.Type.IDS),
                                Parameter.optional("start_time", Parameter.Type.TIME),
                                Parameter.optional("end_time", Parameter.Type.TIME),
                                Parameter.optional("user", Parameter.Type.TEXTS),
                                Parameter.someOf("entity_type", entityTypes()),
                                Parameter.optional("entity", Parameter.Type.TEXTS),
                                Parameter.optional("source", Parameter.Type.TEXT),
                                Parameter.paging().getFirst(),
                                Parameter.paging().getLast()),
                        Set.of(200, 400, 404),
                        this::list)
                .described("Lists what was changed in a project, the newest first")
                .answering(Schema.list(HistorySchema.CHANGE)));
    }

    private static Set<String> entityTypes() {
        Set<String> types = new HashSet<>(NOT_HERE);
        types.addAll(KINDS.keySet());
        ExperimentWords.types().forEach(it -> types.add(OF_TYPE + it));
        return types;
    }

    private Outcome<Reply> list(Call call) {
        long projectId = call.id("project_id");
        Snapshot snapshot = catalog.snapshot();
        if (snapshot.find(Project.class, projectId).isEmpty()) {
            return Outcome.refused(new Problem.NotFound("project", projectId));
        }
        Violations violations = new Violations();
        Optional<Set<Long>> entities = entities(call, snapshot, violations);
        Optional<String> source = call.text("source").map(it -> it.toLowerCase(Locale.ROOT));
        if (source.filter(it -> !Set.of("ui", API).contains(it)).isPresent()) {
            violations.add("source", "ui or api", "'" + Json.excerpt(source.get()) + "'");
        }
        Optional<Set<Long>> seqs =
                source.filter("ui"::equals).isPresent() ? Optional.of(Set.of()) : given(call.ids("id"));
        return violations.orDone(seqs).map(it -> page(call, snapshot, query(call, projectId, it, entities, snapshot)));
    }

    private Reply page(Call call, Snapshot snapshot, ChangeQuery query) {
        ChangeQuery.Page page = catalog.changes(query, call.skipped(), call.perPage());
        ChangeJson json = new ChangeJson(codecs, snapshot, access.roster(), call.origin());
        return call.page(page.total(), page.changes(), json::write);
    }

    private ChangeQuery query(
            Call call, long projectId, Optional<Set<Long>> seqs, Optional<Set<Long>> entities, Snapshot snapshot) {
        return new ChangeQuery(
                projectId,
                seqs,
                call.time("start_time"),
                call.time("end_time"),
                given(call.list("user")).map(this::actors),
                given(call.list("entity_type")).map(it -> types(it, projectId, snapshot)),
                entities);
    }

    private static <T, C extends Collection<T>> Optional<C> given(C values) {
        return values.isEmpty() ? Optional.empty() : Optional.of(values);
    }

    /** Those who have one of the addresses; what changes something by itself is asked for by its name. */
    private Set<String> actors(List<String> users) {
        Roster people = access.roster();
        return users.stream()
                .map(it -> people.findByEmail(it).map(person -> person.id()).orElse(it))
                .collect(Collectors.toSet());
    }

    private static ChangeQuery.Types types(List<String> words, long projectId, Snapshot snapshot) {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        Set<String> ofExperiments = new HashSet<>();
        for (String word : words) {
            Optional.ofNullable(KINDS.get(word)).ifPresent(kinds::add);
            if (word.startsWith(OF_TYPE)) {
                ofExperiments.add(word.substring(OF_TYPE.length()));
            }
        }
        Set<Long> ids = snapshot.list(Experiment.class, projectId).stream()
                .filter(it -> ofExperiments.contains(ExperimentWords.type(it.design())))
                .map(Experiment::id)
                .collect(Collectors.toSet());
        return new ChangeQuery.Types(kinds, ids);
    }

    /** Of what is written as {@code experiment:123}; an id of another kind names nothing. */
    private static Optional<Set<Long>> entities(Call call, Snapshot snapshot, Violations violations) {
        List<String> given = call.list("entity");
        if (given.isEmpty()) {
            return Optional.empty();
        }
        Set<Long> ids = new HashSet<>();
        List<String> known = new ArrayList<>(KINDS.keySet());
        known.addAll(NOT_HERE);
        for (String it : given) {
            String[] parts = it.split(":", -1);
            if (parts.length != 2 || !known.contains(parts[0]) || !parts[1].matches("[0-9]{1,16}")) {
                violations.add(
                        "entity", "a type, a colon and an id, such as experiment:123", "'" + Json.excerpt(it) + "'");
                continue;
            }
            snapshot.find(Entity.class, Long.parseLong(parts[1]))
                    .filter(entity -> entity.kind().word().equals(parts[0]))
                    .ifPresent(entity -> ids.add(entity.id()));
        }
        return Optional.of(ids);
    }
}
