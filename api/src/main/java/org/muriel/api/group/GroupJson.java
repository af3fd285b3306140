package org.muriel.api.group;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.muriel.api.entity.EntityCodec;
import org.muriel.api.entity.Limits;
import org.muriel.api.json.Fields;
import org.muriel.api.json.JsonObject;
import org.muriel.api.json.Member;
import org.muriel.api.json.Words;
import org.muriel.api.schema.Shape;
import org.muriel.experiment.Experiment;
import org.muriel.experiment.catalog.Draft;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.exclusion.ExclusionGroup;
import org.muriel.experiment.traffic.Share;

/** An exclusion group on the wire, where its members are called entities. */
final class GroupJson implements EntityCodec<ExclusionGroup> {
    static final String ENTITIES = "entities";
    static final String POLICY = "x_policy";
    static final Words<ExclusionGroup.Policy> POLICIES = Words.of(ExclusionGroup.Policy.class);

    /** The only kind of entity: groups of campaigns are for pages that browsers change. */
    static final String EXPERIMENT = "Experiment";

    @Override
    public Class<ExclusionGroup> type() {
        return ExclusionGroup.class;
    }

    @Override
    public String word() {
        return "group";
    }

    @Override
    public Shape shape() {
        return GroupSchema.GROUP;
    }

    @Override
    public ExclusionGroup blank(Draft draft, long projectId) {
        return new ExclusionGroup(
                draft.nextId(), projectId, "", "", false, List.of(), List.of(), draft.now(), draft.now());
    }

    @Override
    public ExclusionGroup read(Fields in, ExclusionGroup current, Draft draft) {
        boolean archived = in.truth("archived").or(current.archived(), false);
        Map<Long, Long> taken = archived ? Map.of() : takenByOthers(current.id(), current.projectId(), draft.current());
        Member<List<Fields>> sent = in.objects(ENTITIES, Limits.GROUP_MEMBERS);
        List<ExclusionGroup.Member> members = sent.isGiven() || sent.isNull()
                ? members(sent.value().orElse(List.of()), current.projectId(), taken, draft.current())
                : current.members();
        checkSum(in, members);
        if (!sent.isMentioned()) {
            checkStillFree(in, members, taken);
        }
        return new ExclusionGroup(
                current.id(),
                current.projectId(),
                in.filledText("name", Limits.NAME).required(current.name()),
                in.text("description", Limits.DESCRIPTION).or(current.description(), ""),
                archived,
                members,
                current.ranges(),
                in.word(POLICY, POLICIES).orKeep(current.policy()),
                current.created(),
                current.lastModified());
    }

    private static List<ExclusionGroup.Member> members(
            List<Fields> sent, long projectId, Map<Long, Long> taken, Snapshot snapshot) {
        List<ExclusionGroup.Member> members = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        for (Fields element : sent) {
            Fields in = element.creating(true);
            Member<Long> sentId = in.id("id");
            long id = sentId.required(0L);
            Share weight = in.share("weight").required(Share.NOBODY);
            if (!in.text("kind", Limits.NAME).required(EXPERIMENT).equals(EXPERIMENT)) {
                in.reject("kind", EXPERIMENT);
            }
            if (!sentId.isGiven()) {
                continue;
            }
            if (snapshot.find(Experiment.class, projectId, id).isEmpty()) {
                in.reject("id", "the id of an experiment of this project");
            } else if (!seen.add(id)) {
                in.reject("id", "each experiment once", id + " again");
            } else if (taken.containsKey(id)) {
                in.reject("id", "an experiment that is in no other group", id + ", which is in group " + taken.get(id));
            }
            members.add(new ExclusionGroup.Member(id, weight));
        }
        return members;
    }

    private static void checkSum(Fields in, List<ExclusionGroup.Member> members) {
        int sum = members.stream().mapToInt(it -> it.weight().basisPoints()).sum();
        if (sum > Share.EVERYONE.basisPoints()) {
            in.reject(ENTITIES, "weights that add up to at most 10000", "a sum of " + sum);
        }
    }

    /** An archived group that comes back may find its experiments in others. */
    private static void checkStillFree(Fields in, List<ExclusionGroup.Member> members, Map<Long, Long> taken) {
        members.stream()
                .filter(it -> taken.containsKey(it.experimentId()))
                .forEach(it -> in.reject(
                        "archived",
                        "true, or entities that are in no other group",
                        "experiment " + it.experimentId() + ", which is in group " + taken.get(it.experimentId())));
    }

    /** Experiment id → the other group that has it; an archived group has none. */
    private static Map<Long, Long> takenByOthers(long groupId, long projectId, Snapshot snapshot) {
        Map<Long, Long> taken = new HashMap<>();
        for (ExclusionGroup other : snapshot.list(ExclusionGroup.class, projectId)) {
            if (other.id() != groupId && !other.archived()) {
                other.members().forEach(it -> taken.put(it.experimentId(), other.id()));
            }
        }
        return taken;
    }

    @Override
    public ExclusionGroup modifiedAt(ExclusionGroup it, Instant now) {
        return new ExclusionGroup(
                it.id(),
                it.projectId(),
                it.name(),
                it.description(),
                it.archived(),
                it.members(),
                it.ranges(),
                it.policy(),
                it.created(),
                now);
    }

    @Override
    public JsonObject write(ExclusionGroup group, Snapshot snapshot, String origin) {
        JsonObject out = new JsonObject()
                .put("archived", group.archived())
                .put("created", group.created())
                .put("description", group.description())
                .putObjects(
                        ENTITIES,
                        group.members(),
                        it -> new JsonObject()
                                .put("id", it.experimentId())
                                .put("kind", EXPERIMENT)
                                .put("weight", it.weight()))
                .put("id", group.id())
                .put("last_modified", group.lastModified())
                .put("name", group.name())
                .put("project_id", group.projectId());
        group.policy().ifPresent(it -> out.put(POLICY, it, POLICIES));
        return out;
    }
}
