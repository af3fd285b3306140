package org.muriel.api.project;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.muriel.api.entity.EntityCodec;
import org.muriel.api.entity.Limits;
import org.muriel.api.json.Fields;
import org.muriel.api.json.JsonObject;
import org.muriel.api.json.Member;
import org.muriel.api.json.Words;
import org.muriel.api.schema.Shape;
import org.muriel.experiment.catalog.Draft;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.project.Project;
import org.muriel.experiment.project.Project.Platform;
import org.muriel.experiment.project.WebSnippet;
import org.muriel.experiment.settings.ProjectSettings;

/** A project on the wire. */
final class ProjectJson implements EntityCodec<Project> {
    static final Words<Platform> PLATFORMS = Words.of(Platform.class);
    static final String X_SETTINGS = "x_settings";
    static final String BOT_FILTERING = "bot_filtering";
    static final String SIMULATED = "simulated";

    /** A setting of ours that is misspelt must not look as if it were obeyed. */
    private static final Set<String> KNOWN_SETTINGS = Stream.concat(
                    Stream.of(BOT_FILTERING, SIMULATED), ProjectSettingsJson.MEMBERS.stream())
            .collect(Collectors.toUnmodifiableSet());

    static final int IP_FILTER = 1_500;
    static final int JAVASCRIPT = 200_000;
    static final Set<String> LIBRARIES =
            Set.of("jquery-1.11.3-trim", "jquery-1.11.3-full", "jquery-1.6.4-trim", "jquery-1.6.4-full", "none");
    static final Set<String> LOCATOR_TYPES = Set.of("cookie", "query", "localStorage", "js");

    private final long accountId;

    ProjectJson(long accountId) {
        this.accountId = accountId;
    }

    @Override
    public Class<Project> type() {
        return Project.class;
    }

    @Override
    public String word() {
        return "project";
    }

    @Override
    public Shape shape() {
        return ProjectSchema.PROJECT;
    }

    @Override
    public Project blank(Draft draft, long unused) {
        return new Project(
                draft.nextId(),
                accountId,
                "",
                "",
                Project.DEFAULT_CONFIDENCE,
                Platform.WEB,
                List.of(),
                false,
                false,
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                draft.now(),
                draft.now());
    }

    @Override
    public Project read(Fields in, Project current, Draft draft) {
        boolean creating = in.isCreating();
        // fixed after creation: what an update says of them is not even looked at
        Platform platform =
                creating ? in.word("platform", PLATFORMS).or(Platform.WEB, Platform.WEB) : current.platform();
        List<String> sdks =
                creating ? in.texts("sdks", Limits.SDKS, Limits.NAME).or(List.of(), List.of()) : current.sdks();
        ProjectSettings judged = current.settings().orElse(ProjectSettings.DEFAULT);
        Member<Fields> settings = in.object(X_SETTINGS);
        settings.value().ifPresent(it -> it.rejectAllBut(KNOWN_SETTINGS));
        boolean flagsEnabled = creating ? in.truth("is_flags_enabled").or(false, false) : current.flagsEnabled();
        return new Project(
                current.id(),
                current.accountId(),
                in.filledText("name", Limits.NAME).required(current.name()),
                in.text("description", Limits.DESCRIPTION).or(current.description(), ""),
                in.fraction("confidence_threshold", 0.5, 1)
                        .or(current.confidenceThreshold(), Project.DEFAULT_CONFIDENCE),
                platform,
                sdks,
                in.word("status", STATUSES).or(current.archived() ? Status.ARCHIVED : Status.ACTIVE, Status.ACTIVE)
                        == Status.ARCHIVED,
                flagsEnabled,
                in.wholeNumber("dcp_service_id").orKeep(current.dcpServiceId()),
                in.word("third_party_platform", THIRD_PARTIES)
                        .orKeep(current.salesforce() ? Optional.of(ThirdParty.SALESFORCE) : Optional.empty())
                        .isPresent(),
                in.object("web_snippet")
                        .map(it -> readSnippet(it, current.webSnippet().orElse(WebSnippet.DEFAULT)))
                        .orKeep(current.webSnippet()),
                Optional.of(
                        settings.map(it -> ProjectSettingsJson.read(it, judged)).or(judged, ProjectSettings.DEFAULT)),
                settings.map(it -> it.truth(BOT_FILTERING).orKeep(current.botFiltering()))
                        .or(current.botFiltering(), Optional.empty()),
                settings.map(it -> readSimulated(it, current.simulated())).or(current.simulated(), current.simulated()),
                current.created(),
                current.lastModified());
    }

    @Override
    public Project modifiedAt(Project it, Instant now) {
        return new Project(
                it.id(),
                it.accountId(),
                it.name(),
                it.description(),
                it.confidenceThreshold(),
                it.platform(),
                it.sdks(),
                it.archived(),
                it.flagsEnabled(),
                it.dcpServiceId(),
                it.salesforce(),
                it.webSnippet(),
                it.settings(),
                it.botFiltering(),
                it.simulated(),
                it.created(),
                now);
    }

    @Override
    public JsonObject write(Project project, Snapshot snapshot, String origin) {
        JsonObject out = new JsonObject()
                .put("account_id", project.accountId())
                .put("confidence_threshold", project.confidenceThreshold())
                .put("created", project.created())
                .putNumber("dcp_service_id", project.dcpServiceId())
                .put("description", project.description())
                .put("id", project.id())
                .put("is_classic", false)
                .put("is_flags_enabled", project.flagsEnabled())
                .put("last_modified", project.lastModified())
                .put("name", project.name())
                .put("platform", project.platform(), PLATFORMS)
                .putTexts("sdks", project.sdks())
                .put("status", project.archived() ? Status.ARCHIVED : Status.ACTIVE, STATUSES);
        if (project.salesforce()) {
            out.put("third_party_platform", ThirdParty.SALESFORCE, THIRD_PARTIES);
        }
        project.webSnippet().ifPresent(it -> out.put("web_snippet", writeSnippet(it)));
        if (project.botFiltering().isPresent() || project.settings().isPresent() || project.isSimulated()) {
            JsonObject settings = new JsonObject().putTruth(BOT_FILTERING, project.botFiltering());
            project.settings().ifPresent(it -> ProjectSettingsJson.write(it, settings));
            if (project.isSimulated()) {
                settings.put(SIMULATED, true);
            }
            out.put(X_SETTINGS, settings);
        }
        return out;
    }

    /** What a project is made for cannot change: figures that were made up would pass for measured ones. */
    private static Optional<Boolean> readSimulated(Fields in, Optional<Boolean> current) {
        boolean was = current.orElse(false);
        boolean wanted = in.truth(SIMULATED).or(was, was);
        if (!in.isCreating() && wanted != was) {
            in.reject(SIMULATED, was + ": it is fixed when a project is created");
        }
        return wanted ? Optional.of(true) : Optional.empty();
    }

    private static WebSnippet readSnippet(Fields in, WebSnippet current) {
        return new WebSnippet(
                in.truth("enable_force_variation").or(current.enableForceVariation(), false),
                in.truth("exclude_disabled_experiments").or(current.excludeDisabledExperiments(), false),
                in.truth("exclude_names").or(current.excludeNames(), true),
                in.truth("include_jquery").orKeep(current.includeJquery()),
                in.truth("ip_anonymization").or(current.ipAnonymization(), false),
                ipFilter(in, current),
                oneOf(in, "library", LIBRARIES, current.library()),
                in.text("project_javascript", JAVASCRIPT).orKeep(current.projectJavascript()),
                in.text("visitor_id_locator_name", Limits.NAME).orKeep(current.visitorIdLocatorName()),
                oneOf(in, "visitor_id_locator_type", LOCATOR_TYPES, current.visitorIdLocatorType()));
    }

    private static Optional<String> ipFilter(Fields in, WebSnippet current) {
        Optional<String> filter = in.text("ip_filter", IP_FILTER).orKeep(current.ipFilter());
        filter.filter(it -> !isRegularExpression(it)).ifPresent(it -> in.reject("ip_filter", "a regular expression"));
        return filter;
    }

    private static boolean isRegularExpression(String text) {
        try {
            Pattern.compile(text);
            return true;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    private static Optional<String> oneOf(Fields in, String name, Set<String> allowed, Optional<String> current) {
        Optional<String> value = in.text(name, Limits.NAME).orKeep(current);
        value.filter(it -> !allowed.contains(it))
                .ifPresent(it -> in.reject(name, "one of " + String.join(", ", new TreeSet<>(allowed))));
        return value;
    }

    private static JsonObject writeSnippet(WebSnippet it) {
        return new JsonObject()
                .put("enable_force_variation", it.enableForceVariation())
                .put("exclude_disabled_experiments", it.excludeDisabledExperiments())
                .put("exclude_names", it.excludeNames())
                .putTruth("include_jquery", it.includeJquery())
                .put("ip_anonymization", it.ipAnonymization())
                .putText("ip_filter", it.ipFilter())
                .putText("library", it.library())
                .putText("project_javascript", it.projectJavascript())
                .putText("visitor_id_locator_name", it.visitorIdLocatorName())
                .putText("visitor_id_locator_type", it.visitorIdLocatorType());
    }

    enum Status {
        ACTIVE,
        ARCHIVED
    }

    enum ThirdParty {
        SALESFORCE
    }

    static final Words<Status> STATUSES = Words.of(Status.class);
    static final Words<ThirdParty> THIRD_PARTIES = Words.of(ThirdParty.class);
}
