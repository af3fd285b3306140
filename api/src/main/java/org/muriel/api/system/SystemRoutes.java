package org.muriel.api.system;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.muriel.access.Right;
import org.muriel.api.json.JsonObject;
import org.muriel.api.route.Call;
import org.muriel.api.route.Reply;
import org.muriel.api.route.Route;
import org.muriel.api.schema.Schema;
import org.muriel.api.schema.Shape;
import org.muriel.experiment.problem.Outcome;

/** How the server is, for administrators of the account. */
public final class SystemRoutes {
    private static final String TAG = "System";

    private static final Shape QUEUE = Shape.of("SystemQueue", "Events that are durable, and not in the store yet.")
            .readOnly("events", Schema.count(), "")
            .readOnly("failing", Schema.truth(), "Whether events cannot be taken now, such as on a full disk.");

    private static final Shape DISK = Shape.of("SystemDisk", "What is kept, in bytes.")
            .readOnly("catalog", Schema.count(), "Configuration, people, history.")
            .readOnly("event_log", Schema.count(), "")
            .readOnly("store", Schema.count(), "Events as results are counted from.")
            .readOnly("free", Schema.count(), "What is left on the disk.");

    private static final Shape MEMORY = Shape.of("SystemMemory", "The heap, in bytes.")
            .readOnly("used", Schema.count(), "")
            .readOnly("max", Schema.count(), "");

    private static final Shape SYSTEM = Shape.of("System", "How the server is.")
            .readOnly("version", Schema.text(), "")
            .readOnly("java", Schema.text(), "")
            .readOnly("started_at", Schema.time(), "")
            .readOnly("queue", QUEUE, "")
            .readOnly("disk", DISK, "")
            .readOnly("events", Schema.count(), "Events in the store, of all projects.")
            .readOnly("memory", MEMORY, "");

    private static final Shape CHECK = Shape.of("SelfTestCheck", "One thing that was tried.")
            .readOnly("name", Schema.text(), "")
            .readOnly("passed", Schema.truth(), "")
            .readOnly("detail", Schema.text(), "A sentence for people.")
            .readOnly("milliseconds", Schema.count(), "");

    private static final Shape SELF_TEST = Shape.of("SelfTest", "Whether the server's parts do what they should.")
            .readOnly("passed", Schema.truth(), "Whether all did.")
            .readOnly("checks", Schema.list(CHECK), "");

    private final Supplier<Facts> facts;
    private final Supplier<List<Check>> selfTest;

    /** @param selfTest tries all parts, one after the other */
    public SystemRoutes(Supplier<Facts> facts, Supplier<List<Check>> selfTest) {
        this.facts = facts;
        this.selfTest = selfTest;
    }

    /** Sizes are in bytes. */
    public record Facts(
            String version,
            String java,
            Instant started,
            long waiting,
            boolean failing,
            long catalog,
            long eventLog,
            long store,
            long free,
            long events,
            long memoryUsed,
            long memoryMax) {}

    /** Something that was tried. */
    public record Check(String name, Optional<String> fault, String detail, long milliseconds) {}

    public List<Route> routes() {
        return List.of(
                Route.of("GET", "/v2/x/system", "get_system", TAG, List.of(), Set.of(200), this::system)
                        .about(Route.Scope.ACCOUNT)
                        .described("Reads how the server is")
                        .answering(SYSTEM),
                Route.of("POST", "/v2/x/system/self_test", "test_system", TAG, List.of(), Set.of(200), this::test)
                        .about(Route.Scope.ACCOUNT)
                        .needing(Right.ADMINISTER)
                        .described("Tries whether the parts of the server do what they should")
                        .answering(SELF_TEST));
    }

    private Outcome<Reply> system(Call call) {
        Facts now = facts.get();
        return Outcome.done(Reply.ok(new JsonObject()
                .put("version", now.version())
                .put("java", now.java())
                .put("started_at", now.started())
                .put("events", now.events())
                .put("queue", new JsonObject().put("events", now.waiting()).put("failing", now.failing()))
                .put(
                        "disk",
                        new JsonObject()
                                .put("catalog", now.catalog())
                                .put("event_log", now.eventLog())
                                .put("store", now.store())
                                .put("free", now.free()))
                .put("memory", new JsonObject().put("used", now.memoryUsed()).put("max", now.memoryMax()))));
    }

    private Outcome<Reply> test(Call call) {
        List<Check> checks = selfTest.get();
        return Outcome.done(Reply.ok(new JsonObject()
                .put("passed", checks.stream().allMatch(it -> it.fault().isEmpty()))
                .putObjects(
                        "checks",
                        checks,
                        it -> new JsonObject()
                                .put("name", it.name())
                                .put("passed", it.fault().isEmpty())
                                .put("detail", it.fault().orElse(it.detail()))
                                .put("milliseconds", it.milliseconds()))));
    }
}
