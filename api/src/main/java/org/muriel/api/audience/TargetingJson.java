package org.muriel.api.audience;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.muriel.api.entity.Limits;
import org.muriel.api.json.Fields;
import org.muriel.api.json.Json;
import org.muriel.api.json.Member;
import org.muriel.experiment.audience.Audience;
import org.muriel.experiment.audience.Condition;
import org.muriel.experiment.audience.Targeting;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.problem.Violations;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whom an experiment or a rollout rule is for, on the wire: {@code audience_conditions}, or its older form {@code
 * audience_ids} (REST specification, 6.2, 7 and 8.2).
 */
public final class TargetingJson {
    private static final String CONDITIONS = "audience_conditions";
    private static final String IDS = "audience_ids";
    private static final String EVERYONE = "everyone";

    private final Snapshot snapshot;
    private final long projectId;

    public TargetingJson(Snapshot snapshot, long projectId) {
        this.snapshot = snapshot;
        this.projectId = projectId;
    }

    /** What the body says, or nothing when it does not say it or says it wrongly. The newer form wins. */
    public Optional<Targeting> read(Fields in) {
        Member<List<Long>> ids = in.ids(IDS, Limits.AUDIENCES);
        if (in.isText(CONDITIONS, EVERYONE)) {
            return Optional.of(Targeting.everyone());
        }
        Member<JsonNode> conditions = in.jsonOrText(CONDITIONS, Limits.CONDITIONS);
        if (conditions.isNull()) {
            return Optional.of(Targeting.everyone());
        }
        return conditions.isMentioned() ? conditions.value().flatMap(it -> fromConditions(in, it)) : fromIds(in, ids);
    }

    public static String write(Targeting targeting) {
        return switch (targeting) {
            case Targeting.Everyone() -> EVERYONE;
            case Targeting.Audiences(Condition<Long> condition) ->
                new ConditionGrammar<Long>((leaf, at, violations) -> Optional.empty(), TargetingJson::leaf)
                        .write(condition);
        };
    }

    /** The older form, when it can say the same: any of some audiences. */
    public static Optional<List<Long>> ids(Targeting targeting) {
        return switch (targeting) {
            case Targeting.Everyone() -> Optional.empty();
            case Targeting.Audiences(Condition.Leaf<Long>(Long id)) -> Optional.of(List.of(id));
            case Targeting.Audiences(Condition.Or<Long>(List<Condition<Long>> operands))
            when operands.stream().allMatch(it -> it instanceof Condition.Leaf<Long>) -> {
                List<Long> ids = new ArrayList<>();
                operands.forEach(it -> it.forEachLeaf(ids::add));
                yield Optional.of(ids);
            }
            case Targeting.Audiences(Condition<Long> other) -> Optional.empty();
        };
    }

    /** Whether both are for the same audiences, however that is written. */
    public static boolean same(Targeting one, Targeting other) {
        return one.equals(other) || (ids(one).isPresent() && ids(one).equals(ids(other)));
    }

    private Optional<Targeting> fromConditions(Fields in, JsonNode conditions) {
        Violations violations = new Violations();
        Optional<Condition<Long>> parsed =
                new ConditionGrammar<>(this::readLeaf, TargetingJson::leaf).parse(conditions, violations);
        in.reject(CONDITIONS, violations.list());
        return parsed.map(Targeting.Audiences::new);
    }

    private Optional<Targeting> fromIds(Fields in, Member<List<Long>> sent) {
        if (sent.isNull()) {
            return Optional.of(Targeting.everyone());
        }
        return sent.value().flatMap(ids -> {
            boolean known = true;
            for (int i = 0; i < ids.size(); i++) {
                if (!isAudience(ids.get(i))) {
                    in.rejectWithin(
                            IDS,
                            "/" + i,
                            "the id of an audience of this project",
                            ids.get(i).toString());
                    known = false;
                }
            }
            if (!known) {
                return Optional.empty();
            }
            return Optional.of(
                    ids.isEmpty()
                            ? Targeting.everyone()
                            : new Targeting.Audiences(new Condition.Or<>(ids.stream()
                                    .<Condition<Long>>map(Condition.Leaf::new)
                                    .toList())));
        });
    }

    private Optional<Long> readLeaf(ObjectNode leaf, String at, Violations violations) {
        JsonNode id = leaf.path("audience_id");
        if (id.isIntegralNumber() && id.canConvertToLong() && isAudience(id.longValue())) {
            return Optional.of(id.longValue());
        }
        violations.add(
                at + "/audience_id",
                "the id of an audience of this project",
                id.isMissingNode() ? "nothing" : Json.excerpt(id));
        return Optional.empty();
    }

    private boolean isAudience(long id) {
        return snapshot.find(Audience.class, projectId, id).isPresent();
    }

    private static ObjectNode leaf(Long audienceId) {
        return Json.object().put("audience_id", audienceId);
    }
}
