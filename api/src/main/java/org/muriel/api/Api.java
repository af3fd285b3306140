package org.muriel.api;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.muriel.access.Access;
import org.muriel.api.agent.AgentCredential;
import org.muriel.api.agent.AgentDialect;
import org.muriel.api.agent.AgentRoutes;
import org.muriel.api.arrival.ArrivalRoutes;
import org.muriel.api.attribute.AttributeRoutes;
import org.muriel.api.audience.AudienceRoutes;
import org.muriel.api.campaign.CampaignRoutes;
import org.muriel.api.datafile.DatafileAddresses;
import org.muriel.api.datafile.DatafileRoutes;
import org.muriel.api.datafile.Datafiles;
import org.muriel.api.datafile.Fetches;
import org.muriel.api.decision.Environments;
import org.muriel.api.decision.Reporting;
import org.muriel.api.document.DocumentRoutes;
import org.muriel.api.entity.Codecs;
import org.muriel.api.entity.SecretKeys;
import org.muriel.api.environment.EnvironmentRoutes;
import org.muriel.api.event.EventRoutes;
import org.muriel.api.experiment.ExperimentRoutes;
import org.muriel.api.explain.AudienceTestRoutes;
import org.muriel.api.explain.ExplainRoutes;
import org.muriel.api.feature.FeatureRoutes;
import org.muriel.api.forecast.ForecastRoutes;
import org.muriel.api.forecast.PreviewRoutes;
import org.muriel.api.group.GroupRoutes;
import org.muriel.api.history.HistoryRoutes;
import org.muriel.api.intake.IntakeRoutes;
import org.muriel.api.json.Json;
import org.muriel.api.oauth.ClientRoutes;
import org.muriel.api.oauth.ConsentRoutes;
import org.muriel.api.oauth.TokenEndpoint;
import org.muriel.api.ofrep.OfrepRoutes;
import org.muriel.api.people.PeopleRoutes;
import org.muriel.api.project.DefaultEnvironments;
import org.muriel.api.project.ProjectRoutes;
import org.muriel.api.results.ResultsRoutes;
import org.muriel.api.rights.GuardedCatalog;
import org.muriel.api.route.RateLimits;
import org.muriel.api.route.Repeats;
import org.muriel.api.route.Reply;
import org.muriel.api.route.Route;
import org.muriel.api.route.Router;
import org.muriel.api.search.SearchRoutes;
import org.muriel.api.stream.Broadcast;
import org.muriel.api.swagger.SwaggerRoutes;
import org.muriel.api.token.TokenRoutes;
import org.muriel.api.usage.UsageRoutes;
import org.muriel.api.webhook.WebhookRoutes;
import org.muriel.experiment.catalog.Catalog;
import org.muriel.experiment.problem.Outcome;

/** The whole API: one table of routes, which serves, checks rights, and can be described. */
public final class Api {
    /** Whether the server answers at all (SDK contract, 6.1). */
    private static final Route HEALTH = Route.publicGet(
            "/health",
            "get_health",
            "Health",
            List.of(),
            Set.of(200),
            call -> Outcome.done(Reply.json(200, Json.object().put("status", "ok"))));

    private final List<Route> routes;
    private final Router router;

    /**
     * @param kept the catalog without anybody's rights, which the API asks for before it writes
     * @param limits how often a token may come
     * @param more routes of what the server runs beside answering, such as webhooks
     */
    public Api(
            Catalog kept,
            Access access,
            EventParts events,
            Datafiles datafiles,
            DatafileAddresses addresses,
            AgentCredential agentCredential,
            Reporting reporting,
            Broadcast broadcast,
            DefaultEnvironments defaultEnvironments,
            List<Route> more,
            RateLimits limits,
            InstantSource clock,
            SecureRandom random) {
        long accountId = access.owner()
                .orElseThrow(() -> new IllegalStateException("the account is not set up"))
                .accountId();
        Catalog catalog = new GuardedCatalog(kept, access);
        SecretKeys secretKeys = new SecretKeys(random);
        Environments environments = new Environments(datafiles);
        ProjectRoutes projects = new ProjectRoutes(catalog, accountId, defaultEnvironments, secretKeys);
        EnvironmentRoutes environmentRoutes = new EnvironmentRoutes(catalog, secretKeys, datafiles, addresses, clock);
        AttributeRoutes attributes = new AttributeRoutes(catalog);
        EventRoutes eventTypes = new EventRoutes(catalog);
        AudienceRoutes audiences = new AudienceRoutes(catalog);
        FeatureRoutes features = new FeatureRoutes(catalog);
        ExperimentRoutes experiments = new ExperimentRoutes(catalog, secretKeys);
        GroupRoutes groups = new GroupRoutes(catalog);
        Codecs codecs = new Codecs(List.of(
                projects.codec(),
                environmentRoutes.codec(),
                attributes.codec(),
                eventTypes.codec(),
                audiences.codec(),
                features.codec(),
                experiments.codec(),
                groups.codec(),
                WebhookRoutes.codec()));
        Fetches fetches = new Fetches();
        List<Route> described = Stream.of(
                        projects.routes(),
                        environmentRoutes.routes(),
                        new DatafileRoutes(catalog, access, datafiles, addresses, fetches).routes(),
                        new PeopleRoutes(access, catalog::snapshot).routes(),
                        new TokenRoutes(access, random).routes(),
                        new ClientRoutes(access.grants(), random).routes(),
                        new ConsentRoutes(access, random).routes(),
                        new TokenEndpoint(access.grants(), random).routes(),
                        new IntakeRoutes(events.intake(), clock).routes(),
                        attributes.routes(),
                        eventTypes.routes(),
                        audiences.routes(),
                        new AudienceTestRoutes(catalog, audiences).routes(),
                        features.routes(),
                        experiments.routes(),
                        groups.routes(),
                        new CampaignRoutes(catalog, clock).routes(),
                        new SearchRoutes(catalog).routes(),
                        new HistoryRoutes(catalog, access, codecs).routes(),
                        new DocumentRoutes(catalog, codecs, defaultEnvironments, secretKeys, clock).routes(),
                        more,
                        new UsageRoutes(catalog, events.impressions(), accountId, clock).routes(),
                        new ResultsRoutes(catalog, events.store(), events.irregularities(), clock).routes(),
                        events.ledger().routes(),
                        new ArrivalRoutes(catalog, events.arriving(), fetches).routes(),
                        new ForecastRoutes(catalog).routes(),
                        new PreviewRoutes(
                                        catalog, experiments, events.arriving().stored())
                                .routes(),
                        events.export().routes(),
                        events.metrics().routes(),
                        new AgentRoutes(
                                        access,
                                        environments,
                                        agentCredential,
                                        reporting,
                                        broadcast,
                                        clock,
                                        it -> router().answer(it))
                                .routes(),
                        new OfrepRoutes(environments, reporting, broadcast).routes(),
                        new ExplainRoutes(new AgentDialect(access, environments, agentCredential)).routes(),
                        List.of(HEALTH))
                .flatMap(List::stream)
                .map(new Repeats(catalog)::minded)
                .toList();
        this.routes = Stream.concat(described.stream(), new SwaggerRoutes(described).routes().stream())
                .toList();
        this.router = new Router(routes, access, catalog::snapshot, limits, clock);
    }

    public List<Route> routes() {
        return routes;
    }

    public Router router() {
        return router;
    }
}
