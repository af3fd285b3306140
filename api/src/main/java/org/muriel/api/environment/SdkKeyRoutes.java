package org.muriel.api.environment;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.muriel.api.datafile.DatafileAddresses;
import org.muriel.api.entity.Resource;
import org.muriel.api.entity.SecretKeys;
import org.muriel.api.json.JsonObject;
import org.muriel.api.route.Call;
import org.muriel.api.route.Parameter;
import org.muriel.api.route.Reply;
import org.muriel.api.route.Route;
import org.muriel.api.schema.Schema;
import org.muriel.api.schema.Shape;
import org.muriel.experiment.catalog.Catalog;
import org.muriel.experiment.catalog.Draft;
import org.muriel.experiment.problem.Outcome;
import org.muriel.experiment.problem.Problem;
import org.muriel.experiment.project.Environment;
import org.muriel.experiment.project.Environment.FormerKey;

/** SDK keys of an environment: a new one takes the place of the old, which stays valid for a while. */
final class SdkKeyRoutes {
    private static final String OVERLAP = "overlap_hours";

    /** Servers are deployed anew within a day; who has apps on phones says more. */
    private static final int DEFAULT_OVERLAP_HOURS = 24;

    private static final int MOST_OVERLAP_HOURS = 366 * 24;

    private static final Shape KEY = Shape.of("SdkKey", "What SDKs know an environment by.")
            .writeOnly(
                    OVERLAP,
                    Schema.integer(0, MOST_OVERLAP_HOURS),
                    "How long the key it replaces stays valid: " + DEFAULT_OVERLAP_HOURS + " unless said.")
            .readOnly("created", Schema.time(), "When it became the environment's.")
            .readOnly("id", Schema.id(), "Which key of the environment it is: 1, 2 and so on.")
            .readOnly("is_current", Schema.truth(), "Whether it is the environment's now.")
            .readOnly("is_valid", Schema.truth(), "Whether SDKs that use it are answered.")
            .readOnlyIfAny("replaced", Schema.time(), "When another took its place.")
            .readOnly("sdk_key", Schema.text(), "")
            .readOnly("url", Schema.text(), "Where the datafile is for whoever uses it.")
            .readOnlyIfAny("valid_until", Schema.time(), "When SDKs that use it are no longer answered.");

    private final Catalog catalog;
    private final Resource<Environment> environments;
    private final SecretKeys secretKeys;
    private final InstantSource clock;

    SdkKeyRoutes(Catalog catalog, Resource<Environment> environments, SecretKeys secretKeys, InstantSource clock) {
        this.catalog = catalog;
        this.environments = environments;
        this.secretKeys = secretKeys;
        this.clock = clock;
    }

    List<Route> routes() {
        String all = "/v2/environments/{environment_id}/sdk_keys";
        String tag = "Environments";
        return List.of(
                Route.of("GET", all, "list_sdk_keys", tag, Parameter.paging(), Set.of(200, 400, 404), this::list)
                        .described("Lists the SDK keys of an environment, former ones too")
                        .answering(Schema.list(KEY)),
                Route.of("POST", all, "create_sdk_key", tag, List.of(), Set.of(201, 400, 404, 412), this::create)
                        .described("Replaces the SDK key of an environment; the old one stays valid for a while")
                        .taking(KEY)
                        .answering(KEY),
                Route.of(
                                "DELETE",
                                all + "/{sdk_key_id}",
                                "delete_sdk_key",
                                tag,
                                List.of(),
                                Set.of(204, 400, 404, 412),
                                this::end)
                        .described("Ends a former SDK key of an environment now"));
    }

    private Outcome<Reply> list(Call call) {
        Instant now = clock.instant();
        return environments
                .find(catalog.snapshot(), call.pathId("environment_id"))
                .map(it -> call.page(all(it), key -> json(key, it, now, call.origin())));
    }

    /** The present key as if it had been replaced at the end of all times, and those before it. */
    private static List<FormerKey> all(Environment environment) {
        List<FormerKey> keys = new ArrayList<>(environment.formerKeys());
        keys.add(new FormerKey(
                environment.keyNumber(), environment.sdkKey(), environment.keyMade(), Instant.MAX, Instant.MAX));
        return keys;
    }

    private static JsonObject json(FormerKey key, Environment environment, Instant now, String origin) {
        boolean current = key.sdkKey().equals(environment.sdkKey());
        JsonObject json = new JsonObject()
                .put("created", key.made())
                .put("id", key.number())
                .put("is_current", current)
                .put("is_valid", environment.accepts(key.sdkKey(), now))
                .put("sdk_key", key.sdkKey())
                .put("url", DatafileAddresses.byKey(environment.knownBy(key.sdkKey()), origin));
        return current ? json : json.put("replaced", key.replaced()).put("valid_until", key.ends());
    }

    private Outcome<Reply> create(Call call) {
        return call.fields(false).then(fields -> {
            int hours = fields.integer(OVERLAP, 0, MOST_OVERLAP_HOURS).or(DEFAULT_OVERLAP_HOURS, DEFAULT_OVERLAP_HOURS);
            return fields.violations()
                    .orDone(Duration.ofHours(hours))
                    .then(overlap -> environments.writing(call, draft -> replace(call, draft, overlap)));
        });
    }

    private Outcome<Reply> replace(Call call, Draft draft, Duration overlap) {
        return environments
                .target(call, draft, call.pathId("environment_id"))
                .then(it -> environments.put(it.rekeyed(secretKeys.next(), draft.now(), overlap), draft))
                .map(it -> Reply.created(json(all(it).getLast(), it, draft.now(), call.origin())));
    }

    private Outcome<Reply> end(Call call) {
        return environments.writing(
                call,
                draft -> environments
                        .target(call, draft, call.pathId("environment_id"))
                        .then(it -> ended(it, call.pathId("sdk_key_id"), draft.now()))
                        .then(it -> environments.put(it, draft))
                        .map(it -> Reply.noContent()));
    }

    private static Outcome<Environment> ended(Environment environment, long number, Instant now) {
        if (number == environment.keyNumber()) {
            return Outcome.refused(Problem.Malformed.at(
                    "sdk_key_id",
                    "one of the former keys; make a new key with " + OVERLAP + " 0 to end this one",
                    number + ", the present key"));
        }
        return environment.formerKeys().stream().noneMatch(it -> it.number() == number)
                ? Outcome.refused(new Problem.NotFound("SDK key", number))
                : Outcome.done(environment.withFormerKeys(environment.formerKeys().stream()
                        .map(it -> it.number() == number && now.isBefore(it.ends()) ? it.endedAt(now) : it)
                        .toList()));
    }
}
