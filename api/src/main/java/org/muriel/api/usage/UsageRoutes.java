package org.muriel.api.usage;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.muriel.api.experiment.ExperimentWords;
import org.muriel.api.json.Json;
import org.muriel.api.json.JsonObject;
import org.muriel.api.route.Call;
import org.muriel.api.route.Parameter;
import org.muriel.api.route.Reply;
import org.muriel.api.route.Route;
import org.muriel.api.schema.Schema;
import org.muriel.experiment.Experiment;
import org.muriel.experiment.catalog.Catalog;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.problem.Outcome;
import org.muriel.experiment.problem.Problem;
import org.muriel.experiment.problem.Violations;
import org.muriel.experiment.project.Project;
import org.muriel.result.Impressions;

/**
 * The plan, which has no limits, and how many impressions there were: decisions that SDKs reported, each counted once.
 * Terms are months, and days are those of UTC.
 */
public final class UsageRoutes {
    /** All experiments here are of one platform. */
    private static final String FULL_STACK = "fullstack";

    private static final String FROM = "usage_date_from";
    private static final String TO = "usage_date_to";
    private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    private static final Map<String, Comparator<Line>> ORDERS = Map.of(
            "experiment_id", Comparator.comparingLong(it -> it.experiment().id()),
            "experiment_name", Comparator.comparing(it -> it.name().toLowerCase(Locale.ROOT)),
            "experiment_status", Comparator.comparing(Line::status),
            "impression_count", Comparator.comparingLong(Line::count),
            "platform", Comparator.comparing(it -> FULL_STACK),
            "project_id", Comparator.comparingLong(it -> it.project().id()),
            "project_name", Comparator.comparing(it -> it.project().name().toLowerCase(Locale.ROOT)));

    private final Catalog catalog;
    private final Impressions impressions;
    private final long accountId;
    private final InstantSource clock;

    private record Line(Experiment experiment, Project project, String status, long count) {
        String name() {
            return experiment.design().name().orElse(experiment.design().key());
        }

        boolean matches(String query) {
            return query.isEmpty()
                    || query.equals(Long.toString(experiment.id()))
                    || query.equals(Long.toString(project.id()));
        }

        JsonObject json() {
            return new JsonObject()
                    .put("experiment_id", experiment.id())
                    .put("experiment_name", name())
                    .put("experiment_status", status)
                    .put("impression_count", count)
                    .put("platform", FULL_STACK)
                    .put("project_id", project.id())
                    .put("project_name", project.name());
        }
    }

    public UsageRoutes(Catalog catalog, Impressions impressions, long accountId, InstantSource clock) {
        this.catalog = catalog;
        this.impressions = impressions;
        this.accountId = accountId;
        this.clock = clock;
    }

    public List<Route> routes() {
        String usage = "/v2/billing/usage/{account_id}";
        String tag = "Impressions Usage";
        return List.of(
                Route.of("GET", "/v2/plan", "get_plan", "Plan", List.of(), Set.of(200), this::plan)
                        .described("Reads what may be used and what was used this month")
                        .answering(UsageSchema.PLAN)
                        .about(Route.Scope.ACCOUNT),
                Route.of(
                                "GET",
                                usage,
                                "get_impressions_usage_request",
                                tag,
                                List.of(
                                        Parameter.required(FROM, Parameter.Type.TEXT),
                                        Parameter.required(TO, Parameter.Type.TEXT),
                                        Parameter.someOf("platforms", Set.of("edge", FULL_STACK, "web")),
                                        Parameter.optional("query", Parameter.Type.TEXT),
                                        Parameter.oneOf("sort", ORDERS.keySet()),
                                        Parameter.oneOf("order", Set.of("asc", "desc")),
                                        Parameter.paging().getFirst(),
                                        Parameter.paging().getLast()),
                                Set.of(200, 400, 404),
                                call -> ofAccount(call).then(it -> usage(call)))
                        .described("Lists the impressions of each experiment within some days")
                        .answering(Schema.list(UsageSchema.LINE))
                        .about(Route.Scope.ACCOUNT),
                Route.of(
                                "GET",
                                usage + "/summary",
                                "get_impressions_usage_summary_request",
                                tag,
                                List.of(),
                                Set.of(200, 400, 404),
                                call -> ofAccount(call).map(it -> summary()))
                        .described("Reads the impressions of this month")
                        .answering(UsageSchema.SUMMARY)
                        .about(Route.Scope.ACCOUNT));
    }

    private Outcome<Long> ofAccount(Call call) {
        long id = call.pathId("account_id");
        return id == accountId ? Outcome.done(id) : Outcome.refused(new Problem.NotFound("account", id));
    }

    private Outcome<Reply> plan(Call call) {
        YearMonth month = month();
        List<Line> lines = lines(month);
        Map<Long, Long> byProject = new TreeMap<>();
        lines.forEach(it -> byProject.merge(it.project().id(), it.count(), Long::sum));
        JsonObject projects = new JsonObject();
        byProject.forEach((project, count) -> projects.put(Long.toString(project), count));
        JsonObject product = new JsonObject()
                .put("allocation_term_in_months", 1)
                .put("end_time", start(month.plusMonths(1).atDay(1)))
                .put("last_update_time", clock.instant())
                .put("product_name", "Full Stack")
                .put("projects", projects)
                .put("start_time", start(month.atDay(1)))
                .put("usage", sum(lines));
        return Outcome.done(Reply.ok(new JsonObject()
                .put("account_id", accountId)
                .put("plan_name", "Self-hosted")
                .putObjects("product_usages", List.of(product), Function.identity())
                .put("status", "active")
                .put("unit_of_measurement", "Impressions")));
    }

    private Reply summary() {
        YearMonth month = month();
        return Reply.ok(new JsonObject()
                .put("allowance", 0)
                .put("end_date", month.atEndOfMonth().toString())
                .put("last_update_date", today().toString())
                .put("start_date", month.atDay(1).toString())
                .put("usage", sum(lines(month)))
                .put("usage_percentage", 0));
    }

    private Outcome<Reply> usage(Call call) {
        Violations violations = new Violations();
        Optional<LocalDate> from = date(call, FROM, violations);
        Optional<LocalDate> to = date(call, TO, violations);
        if (from.isPresent() && to.isPresent() && to.get().isBefore(from.get())) {
            violations.add(TO, "a day that is not before " + FROM, to.get().toString());
        }
        return violations.orDone(call).map(it -> usage(it, from.orElseThrow(), to.orElseThrow()));
    }

    private Reply usage(Call call, LocalDate from, LocalDate to) {
        List<String> platforms = call.list("platforms");
        String query = call.text("query").orElse("").strip();
        Comparator<Line> order = ORDERS.getOrDefault(
                call.text("sort").orElse("impression_count"), Comparator.comparingLong(Line::count));
        boolean ascending = call.text("order").filter("asc"::equals).isPresent();
        boolean any = platforms.isEmpty() || platforms.contains(FULL_STACK);
        List<Line> lines = any ? lines(start(from), start(to.plusDays(1))) : List.of();
        List<Line> shown = lines.stream()
                .filter(it -> it.matches(query))
                .sorted((ascending ? order : order.reversed())
                        .thenComparingLong(it -> it.experiment().id()))
                .toList();
        return call.page(shown, Line::json);
    }

    private List<Line> lines(YearMonth month) {
        return lines(start(month.atDay(1)), start(month.plusMonths(1).atDay(1)));
    }

    /** Of experiments; decisions of rollouts belong to none. */
    private List<Line> lines(Instant from, Instant until) {
        Snapshot snapshot = catalog.snapshot();
        return impressions.between(from, until).stream()
                .flatMap(it -> snapshot.find(Experiment.class, it.projectId(), it.experimentId()).stream()
                        .map(experiment -> line(experiment, it.count(), snapshot)))
                .toList();
    }

    private static Line line(Experiment experiment, long count, Snapshot snapshot) {
        long primary = snapshot.primaryEnvironment(experiment.projectId()).id();
        return new Line(
                experiment,
                snapshot.get(Project.class, experiment.projectId()),
                ExperimentWords.status(experiment, primary),
                count);
    }

    private static long sum(List<Line> lines) {
        return lines.stream().mapToLong(Line::count).sum();
    }

    private static Optional<LocalDate> date(Call call, String name, Violations violations) {
        String text = call.text(name).orElse("");
        Optional<LocalDate> day = DAY.matcher(text).matches() ? parsed(text) : Optional.empty();
        if (day.isEmpty()) {
            violations.add(name, "a day such as 2026-01-31", "'" + Json.excerpt(text) + "'");
        }
        return day;
    }

    private static Optional<LocalDate> parsed(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private YearMonth month() {
        return YearMonth.from(today());
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
