package org.muriel.api.search;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.muriel.access.Right;
import org.muriel.api.experiment.ExperimentWords;
import org.muriel.api.project.PlatformWords;
import org.muriel.api.route.Call;
import org.muriel.api.route.Parameter;
import org.muriel.api.route.Reply;
import org.muriel.api.route.Route;
import org.muriel.api.schema.Schema;
import org.muriel.experiment.Experiment;
import org.muriel.experiment.audience.Audience;
import org.muriel.experiment.catalog.Catalog;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.eventtype.EventType;
import org.muriel.experiment.feature.Feature;
import org.muriel.experiment.problem.Outcome;
import org.muriel.experiment.problem.Problem;
import org.muriel.experiment.project.Environment;
import org.muriel.experiment.project.Project;

/** Search, and summaries of experiments (REST specification, 16). */
public final class SearchRoutes {
    private static final String ARCHIVED = "archived";

    /** Those of browser and flags-first projects are known and never found. */
    private static final Set<String> TYPES = Set.of(
            Hit.EXPERIMENT,
            Hit.FEATURE,
            Hit.AUDIENCE,
            Hit.EVENT,
            Hit.PROJECT,
            "campaign",
            "page",
            "flag",
            "rule",
            "extension");

    private static final Set<String> STATUSES =
            Set.of("running", "paused", ARCHIVED, "not_started", "campaign_paused", "concluded");

    private final Catalog catalog;

    public SearchRoutes(Catalog catalog) {
        this.catalog = catalog;
    }

    public List<Route> routes() {
        return List.of(
                Route.of(
                                "GET",
                                "/v2/search",
                                "get_search_results",
                                "Search",
                                List.of(
                                        Parameter.required("query", Parameter.Type.TEXT),
                                        Parameter.optional("project_id", Parameter.Type.IDS),
                                        Parameter.someOf("type", TYPES),
                                        Parameter.someOf("type_expand", typesExpanded()),
                                        Parameter.someOf("project_type", PlatformWords.all()),
                                        Parameter.someOf("expand", SearchSchema.EXPANDED),
                                        Parameter.optional(ARCHIVED, Parameter.Type.TRUTH),
                                        Parameter.optional("fullsearch", Parameter.Type.TRUTH),
                                        Parameter.someOf("status", STATUSES),
                                        Parameter.oneOf("sort", Order.words()),
                                        Parameter.oneOf("order", Set.of("asc", "desc")),
                                        Parameter.optional("environment_key", Parameter.Type.TEXTS),
                                        Parameter.optional("audience_id", Parameter.Type.IDS),
                                        Parameter.paging().getFirst(),
                                        Parameter.paging().getLast()),
                                Set.of(200, 400, 403),
                                this::search)
                        .described("Finds experiments, features, audiences, events and projects by name, key or id")
                        .answering(Schema.list(SearchSchema.HIT))
                        .about(Route.Scope.CALLER),
                Route.of(
                                "GET",
                                "/v2/experiment_summaries",
                                "get_experiment_summaries",
                                "ExperimentSummary",
                                List.of(
                                        Parameter.required("project_id", Parameter.Type.ID),
                                        Parameter.optional(ARCHIVED, Parameter.Type.TRUTH),
                                        Parameter.oneOf("status", Set.of("running", "paused", ARCHIVED, "not_started")),
                                        Parameter.oneOf("sort", Set.of("name", "last_modified")),
                                        Parameter.oneOf("order", Set.of("asc", "desc")),
                                        Parameter.paging().getFirst(),
                                        Parameter.paging().getLast()),
                                Set.of(200, 400, 404),
                                this::summaries)
                        .described("Lists the experiments of a project in short")
                        .answering(Schema.list(SearchSchema.SUMMARY)));
    }

    /** Of experiments; those of campaigns are known and never found. */
    private static Set<String> typesExpanded() {
        Set<String> types = new HashSet<>(ExperimentWords.types());
        types.add("other");
        return types;
    }

    private Outcome<Reply> search(Call call) {
        Snapshot snapshot = catalog.snapshot();
        Set<Long> asked = call.ids("project_id");
        Optional<Long> unseen =
                asked.stream().filter(it -> !call.caller().may(Right.VIEW, it)).findFirst();
        if (unseen.isPresent()) {
            return Outcome.refused(
                    new Problem.NotPermitted("see project " + unseen.get(), "somebody who may see it", "nobody there"));
        }
        Set<String> types = Set.copyOf(call.list("type"));
        Set<String> platforms = Set.copyOf(call.list("project_type"));
        List<Hit> found = snapshot.projects().stream()
                .filter(it -> asked.isEmpty() ? call.caller().may(Right.VIEW, it.id()) : asked.contains(it.id()))
                .filter(it -> platforms.isEmpty() || platforms.contains(PlatformWords.of(it)))
                .flatMap(it -> hits(call, snapshot, it, types))
                .filter(filter(call))
                .sorted(order(call, "last_modified", true))
                .toList();
        Set<String> expand = Set.copyOf(call.list("expand"));
        return Outcome.done(call.page(found, it -> it.json(snapshot, expand)));
    }

    /** What of a project is of the types, and has the environment if one is asked for. */
    private static Stream<Hit> hits(Call call, Snapshot snapshot, Project project, Set<String> types) {
        List<String> keys = call.list("environment_key");
        Optional<Environment> environment = keys.isEmpty()
                ? Optional.of(snapshot.primaryEnvironment(project.id()))
                : keys.stream()
                        .flatMap(it -> snapshot.environment(project.id(), it).stream())
                        .findFirst();
        if (environment.isEmpty()) {
            return Stream.empty();
        }
        long environmentId = environment.get().id();
        Stream<Hit> experiments = of(types, Hit.EXPERIMENT, snapshot.list(Experiment.class, project.id()))
                .map(it -> Hit.of(it, environmentId));
        Stream<Hit> features = of(types, Hit.FEATURE, snapshot.list(Feature.class, project.id()))
                .map(Hit::of);
        Stream<Hit> audiences = of(types, Hit.AUDIENCE, snapshot.list(Audience.class, project.id()))
                .map(Hit::of);
        Stream<Hit> events = of(types, Hit.EVENT, snapshot.list(EventType.class, project.id()))
                .map(Hit::of);
        Stream<Hit> projects = of(types, Hit.PROJECT, List.of(project)).map(Hit::of);
        return Stream.of(experiments, features, audiences, events, projects).flatMap(it -> it);
    }

    private static <T> Stream<T> of(Set<String> types, String type, List<T> entities) {
        return types.isEmpty() || types.contains(type) ? entities.stream() : Stream.empty();
    }

    private static Predicate<Hit> filter(Call call) {
        String text = call.text("query").orElse("").strip().toLowerCase(Locale.ROOT);
        boolean full = call.truth("fullsearch").orElse(false);
        boolean archived = call.truth(ARCHIVED).orElse(false);
        Set<String> statuses = Set.copyOf(call.list("status"));
        Set<String> subTypes = Set.copyOf(call.list("type_expand"));
        Set<Long> audiences = call.ids("audience_id");
        // who asks for what has the status archived wants what is archived
        boolean eitherWay = statuses.contains(ARCHIVED) && call.truth(ARCHIVED).isEmpty();
        return hit -> (eitherWay || hit.archived() == archived)
                && (statuses.isEmpty()
                        || hit.status().filter(statuses::contains).isPresent())
                && (subTypes.isEmpty()
                        || hit.subType().filter(subTypes::contains).isPresent())
                && (audiences.isEmpty() || hit.audienceIds().stream().anyMatch(audiences::contains))
                && hit.contains(text, full);
    }

    private Outcome<Reply> summaries(Call call) {
        Snapshot snapshot = catalog.snapshot();
        long projectId = call.id("project_id");
        Optional<Project> project = snapshot.find(Project.class, projectId);
        if (project.isEmpty()) {
            return Outcome.refused(new Problem.NotFound("project", projectId));
        }
        long primary = snapshot.primaryEnvironment(projectId).id();
        Optional<Boolean> archived = call.truth(ARCHIVED);
        Optional<String> status = archived.isPresent() ? Optional.empty() : call.text("status");
        boolean wanted = archived.orElse(status.filter(ARCHIVED::equals).isPresent());
        List<Hit> found = snapshot.list(Experiment.class, projectId).stream()
                .map(it -> Hit.of(it, primary))
                .filter(it -> it.archived() == wanted)
                .filter(it -> status.isEmpty() || it.status().equals(status))
                .sorted(order(call, "id", false))
                .toList();
        return Outcome.done(call.page(found, it -> it.summary(project.get())));
    }

    private static Comparator<Hit> order(Call call, String otherwise, boolean descending) {
        return Order.by(
                call.text("sort").orElse(otherwise),
                call.text("order").map("desc"::equals).orElse(descending));
    }
}
