package story;

import client.ApiClient;
import client.ApiException;
import client.api.*;
import client.model.*;
import java.io.File;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a program does with the client that was generated from the server's description. It is compiled with that client,
 * by GeneratedClientTest, and knows nothing of the rest of the build.
 */
public final class Story {
    private final ApiClient client = new ApiClient();
    private final long project;
    private int calls;

    private Story(String address, String token) throws ApiException {
        client.updateBaseUri(address);
        client.setRequestInterceptor(request -> request.setHeader("Authorization", "Bearer " + token));
        client.setResponseInterceptor(response -> calls++);
        project = project();
    }

    /** Returns how many answers were received. */
    public static int live(String address, String token) throws Exception {
        Story story = new Story(address, token);
        story.environments();
        String plan = story.attribute();
        long event = story.event();
        long audience = story.audience(plan);
        long feature = story.feature(audience);
        long experiment = story.experiment(event, feature, audience);
        story.group();
        story.webhook();
        story.lookingBack(experiment);
        story.refusals(address);
        return story.calls;
    }

    private long project() throws ApiException {
        ProjectsApi projects = new ProjectsApi(client);
        Project made = projects.createProject(new NewProject()
                .name("Shop")
                .platform(NewProject.PlatformEnum.CUSTOM)
                .sdks(List.of("java"))
                .confidenceThreshold(0.95), null);
        same(Project.PlatformEnum.CUSTOM, made.getPlatform());
        same(0.95, made.getConfidenceThreshold());
        Project changed = projects.updateProject(made.getId(), null, new ProjectChange().description("Of shoes"));
        same("Of shoes", changed.getDescription());
        same("Shop", changed.getName());
        same(changed, projects.getProject(made.getId()));
        same(List.of(changed), projects.listProjects(1L, 25));
        return made.getId();
    }

    private void environments() throws ApiException {
        EnvironmentsApi environments = new EnvironmentsApi(client);
        Environment made = environments.createEnvironment(
                new NewEnvironment().projectId(project).key("staging").name("Staging"), null);
        same(3, environments.listEnvironments(project, null, null).size());
        same("Try it here", environments
                .updateEnvironment(made.getId(), null, new EnvironmentChange().description("Try it here"))
                .getDescription());
        same(1, environments.listSdkKeys(made.getId(), null, null).size());
        environments.deleteEnvironment(made.getId(), null);
        same(true, environments.getEnvironment(made.getId()).getArchived());
    }

    private String attribute() throws ApiException {
        AttributesApi attributes = new AttributesApi(client);
        Attribute made = attributes.createAttribute(
                new NewAttribute().projectId(project).key("plan").name("Plan"), null);
        same("What is paid", attributes
                .updateAttribute(made.getId(), null, new AttributeChange().description("What is paid"))
                .getDescription());
        same("plan", attributes.getAttribute(made.getId()).getKey());
        NewAttribute asked = new NewAttribute().projectId(project).key("old");
        Attribute old = attributes.createAttribute(asked, "once");
        same(old.getId(), attributes.createAttribute(asked, "once").getId());
        attributes.deleteAttribute(old.getId(), null);
        same(true, attributes.listAttributes(project, 1L, 25).get(1).getArchived());
        return made.getName();
    }

    private long event() throws ApiException {
        EventsApi events = new EventsApi(client);
        Event made = events.createCustomEvent(
                project, new NewEvent().key("order").name("Order").category(NewEvent.CategoryEnum.PURCHASE), null);
        same(Event.CategoryEnum.PURCHASE, events.getEvent(made.getId(), null).getCategory());
        same("Ordered", events.updateCustomEvent(project, made.getId(), null, new EventChange().name("Ordered"))
                .getName());
        Event old = events.createCustomEvent(project, new NewEvent().key("old"), null);
        events.deleteCustomEvent(project, old.getId(), null);
        same(2, events.listEvents(project, null, null, null).size());
        return made.getId();
    }

    private long audience(String attribute) throws ApiException {
        AudiencesApi audiences = new AudiencesApi(client);
        String conditions = "[\"and\", {\"match_type\": \"exact\", \"name\": \"" + attribute
                + "\", \"type\": \"custom_attribute\", \"value\": \"pro\"}]";
        Audience made = audiences.createAudience(
                new NewAudience().projectId(project).name("Paying").conditions(conditions), null);
        same(conditions, made.getConditions());
        Audience back = audiences.updateAudience(
                made.getId(), null, new AudienceChange().name("Payers").conditions(made.getConditions()));
        same(conditions, back.getConditions());
        same("Payers", audiences.getAudience(made.getId()).getName());
        same(1, audiences.listAudiences(project, 1L, 25, null, null).size());
        return made.getId();
    }

    private long feature(long audience) throws ApiException {
        FeaturesApi features = new FeaturesApi(client);
        Feature made = features.createFeature(new NewFeature()
                .projectId(project)
                .key("checkout")
                .variables(List.of(new NewFeatureVariable()
                        .key("color")
                        .type(NewFeatureVariable.TypeEnum.STRING)
                        .defaultValue("blue")))
                .environments(Map.of(
                        "Production",
                        new NewFeatureEnvironment()
                                .rolloutRules(List.of(new NewRolloutRule()
                                        .audienceIds(List.of(audience))
                                        .enabled(true)
                                        .percentageIncluded(1000L))))), null);
        RolloutRule rule = made.getEnvironments().get("Production").getRolloutRules().get(0);
        same(1000L, rule.getPercentageIncluded());
        same("color", made.getVariables().get(0).getKey());
        same("How to pay", features.updateFeature(made.getId(), null, new FeatureChange().description("How to pay"))
                .getDescription());
        same("checkout", features.getFeature(made.getId()).getKey());
        Feature old = features.createFeature(new NewFeature().projectId(project).key("old"), null);
        features.deleteFeature(old.getId(), null);
        same(2, features.listFeatures(project, null, null).size());
        return made.getId();
    }

    private long experiment(long event, long feature, long audience) throws Exception {
        ExperimentsApi experiments = new ExperimentsApi(client);
        Experiment made = experiments.createExperiment(
                new NewExperiment()
                        .projectId(project)
                        .key("checkout_test")
                        .type(NewExperiment.TypeEnum.A_B)
                        .featureId(feature)
                        .audienceConditions("[\"or\", {\"audience_id\": " + audience + "}]")
                        .metrics(List.of(new NewMetric()
                                .eventId(event)
                                .aggregator(NewMetric.AggregatorEnum.UNIQUE)
                                .scope(NewMetric.ScopeEnum.VISITOR)
                                .winningDirection(NewMetric.WinningDirectionEnum.INCREASING)))
                        .variations(List.of(
                                new NewVariation().key("old").weight(5000L).featureEnabled(false),
                                new NewVariation()
                                        .key("new")
                                        .weight(5000L)
                                        .featureEnabled(true)
                                        .variableValues(Map.of("color", "red")))),
                null,
                null, null);
        long id = made.getId();
        same(Experiment.StatusEnum.NOT_STARTED, made.getStatus());
        Experiment started =
                experiments.updateExperiment(id, "start", null, null, null, new ExperimentChange().description("At last"));
        same(Experiment.StatusEnum.RUNNING, started.getStatus());
        same("At last", started.getDescription());
        same("red", started.getVariations().get(1).getVariableValues().get("color"));
        results(experiments, started, event);
        same(Experiment.StatusEnum.PAUSED, experiments.updateExperiment(id, "pause", null, null, null, null)
                .getStatus());
        experiments.deleteExperiment(id, null);
        same(Experiment.StatusEnum.ARCHIVED, experiments.getExperiment(id, null).getStatus());
        refused(410, "gone", () -> experiments.deleteExperiment(id, null));
        same(Experiment.StatusEnum.PAUSED, experiments.updateExperiment(id, "unarchive", null, null, null, null)
                .getStatus());
        same(1, experiments.listExperiments(project, null, 1L, 25, null).size());
        return id;
    }

    private void results(ExperimentsApi experiments, Experiment experiment, long event) throws Exception {
        long id = experiment.getId();
        Results results = experiments.getExperimentResults(
                id, null, null, null, null, null, null, null, null, null, true, null, null);
        same(id, results.getExperimentId());
        same(event, results.getMetrics().get(0).getEventId());
        String first = experiment.getVariations().get(0).getVariationId().toString();
        VariationResult baseline = results.getMetrics().get(0).getResults().get(first);
        same(true, baseline.getIsBaseline());
        same(first, baseline.getVariationId());
        TimeSeries course = experiments.getExperimentTimeseries(
                id, null, null, null, null, null, null, null, null, null, null, null, null);
        same(id, course.getExperimentId());
        File csv = experiments.getExperimentResultsCsv(
                id, null, null, null, null, null, null, null, null, null, null, null, null);
        same(3, Files.readAllLines(csv.toPath()).size());
        ShareLink link = experiments.getExperimentResultsShareLink(id);
        same(true, link.getUrl().contains("/share/"));
        Report report = new ReportsApi(client)
                .getExperimentReport(id, null, null, null, null, null, null, null, null, null, null, null, null);
        same(id, report.getExperimentId());
        CampaignsApi campaigns = new CampaignsApi(client);
        same(experiment.getCampaignId(), campaigns.getCampaign(experiment.getCampaignId()).getId());
        same(experiment.getCampaignId(), campaigns
                .getCampaignResults(experiment.getCampaignId(), null, null)
                .getCampaignId());
        same(List.of(), campaigns.listCampaigns(project, null, null, null, null));
    }

    private void group() throws ApiException {
        ExperimentsApi experiments = new ExperimentsApi(client);
        Experiment member = experiments.createExperiment(
                new NewExperiment()
                        .projectId(project)
                        .key("alone")
                        .variations(List.of(new NewVariation().key("a").weight(10000L))),
                null,
                null, null);
        GroupsApi groups = new GroupsApi(client);
        Group made = groups.createGroup(new NewGroup()
                .projectId(project)
                .name("Apart")
                .entities(List.of(new NewGroupEntity()
                        .id(member.getId())
                        .kind(NewGroupEntity.KindEnum.EXPERIMENT)
                        .weight(5000L))), null);
        same(5000L, made.getEntities().get(0).getWeight());
        same("Wide apart", groups.updateGroup(made.getId(), null, new GroupChange().name("Wide apart")).getName());
        same("Wide apart", groups.getGroup(made.getId()).getName());
        groups.deleteGroup(made.getId(), null);
        same(true, groups.listGroups(project, null, null).get(0).getArchived());
    }

    private void webhook() throws ApiException {
        WebhooksApi webhooks = new WebhooksApi(client);
        Webhook made = webhooks.createWebhook(
                project,
                new NewWebhook()
                        .name("Hook")
                        .url("https://example.com/hook")
                        .description("")
                        .events(List.of(NewWebhook.EventsEnum.PROJECT_DATAFILE_UPDATED)), null);
        long id = Long.parseLong(made.getId());
        same(true, made.getSecret().length() > 16);
        same("Hook 2", webhooks.updateWebhook(id, null, new WebhookChange().name("Hook 2")).getName());
        same(null, webhooks.getWebhook(id).getSecret());
        same(1, webhooks.listWebhooks(project, null, null, null, null).size());
        webhooks.deleteWebhook(id, null);
        refused(404, "not_found", () -> webhooks.getWebhook(id));
    }

    private void lookingBack(long experiment) throws ApiException {
        List<Change> changes = new ChangeHistoryApi(client)
                .listChangeHistory(
                        project, null, null, null, null, null, List.of("experiment:" + experiment), null, null, null);
        same(experiment, changes.get(0).getEntity().getId());
        same(true, changes.size() >= 4);
        List<SearchResult> found = new SearchApi(client)
                .getSearchResults(
                        "checkout", List.of(project), List.of("experiment", "feature"), null, null, null, null, null,
                        null, null, null, null, null, null, null);
        same(2, found.size());
        same(2, new ExperimentSummaryApi(client)
                .getExperimentSummaries(project, null, null, null, null, null, null)
                .size());
        Me me = new UserApi(client).getMe(null, "accounts,project_roles");
        same(true, me.getProfile().getEmail() != null);
        same(1, new CollaboratorsApi(client).listCollaborators("" + project).size());
        same(Plan.StatusEnum.ACTIVE, new PlanApi(client).getPlan().getStatus());
        same(List.of(), new SubjectAccessRequestsApi(client).listSarRequestsByAccount(null, null));
    }

    private void refusals(String address) throws ApiException {
        AttributesApi attributes = new AttributesApi(client);
        refused(409, "conflict", () -> attributes.createAttribute(new NewAttribute().projectId(project).key("plan"), null));
        refused(400, "bad_request", () -> attributes.createAttribute(new NewAttribute().projectId(project).key("a/b"), null));
        refused(404, "not_found", () -> attributes.getAttribute(4711L));
        ApiClient stranger = new ApiClient();
        stranger.updateBaseUri(address);
        refused(401, "unauthorized", () -> new ProjectsApi(stranger).listProjects(null, null));
    }

    private interface Call {
        void make() throws ApiException;
    }

    private void refused(int status, String code, Call call) throws ApiException {
        try {
            call.make();
        } catch (ApiException e) {
            same(status, e.getCode());
            try {
                client.model.Error error = ApiClient.createDefaultObjectMapper()
                        .readValue(e.getResponseBody(), client.model.Error.class);
                same(code, error.getCode());
                same(true, !error.getMessage().isEmpty() && !error.getUuid().isEmpty());
                return;
            } catch (java.io.IOException unreadable) {
                throw new AssertionError("not a described error: " + e.getResponseBody(), unreadable);
            }
        }
        throw new AssertionError("it was not refused with " + status);
    }

    private static void same(Object expected, Object found) {
        if (!Objects.equals(expected, found)) {
            throw new AssertionError("expected " + expected + ", found " + found);
        }
    }
}
