package org.muriel.api.document;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.muriel.experiment.catalog.IdGenerator;
import org.muriel.experiment.catalog.Snapshot;
import org.muriel.experiment.entity.Entity;
import org.muriel.experiment.project.Environment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an entry says of ids and buckets, which people need not write: a project that comes from elsewhere keeps them, so
 * that its visitors see what they saw.
 *
 * @param id of the entity
 * @param accountId of a project
 * @param campaignId of an experiment
 * @param sdkKey of an environment
 * @param parts variation or variable key → its id
 * @param rules environment key → id of the rule there
 * @param ranges which buckets variations or experiments have
 */
record Identity(
        Optional<Long> id,
        Optional<Long> accountId,
        Optional<Long> campaignId,
        Optional<String> sdkKey,
        Map<String, Long> parts,
        Map<String, Long> rules,
        Optional<List<Stretch>> ranges) {

    private static final String ID = "id";
    private static final Pattern SDK_KEY = Pattern.compile("[A-Za-z0-9_-]{1,100}");
    private static final int LAST_BUCKET = 10_000;

    /** @param holder key of a variation or an experiment; absent: nobody's */
    record Stretch(Optional<String> holder, int end) {}

    /** Takes it out of an entry, reporting what is wrong with it. */
    static Identity takenFrom(Entry entry) {
        ObjectNode node = entry.node();
        Map<String, Long> parts = new HashMap<>();
        Set<Long> seen = new HashSet<>();
        for (String list : List.of("variations", "variables")) {
            JsonNode elements = node.path(list);
            for (int i = 0; i < elements.size(); i++) {
                if (elements.get(i) instanceof ObjectNode element) {
                    String at = "/" + list + "/" + i;
                    Optional<Long> id = taken(entry, element, ID, at);
                    String key = element.path("key").asString("");
                    id.ifPresent(it -> parts.put(key, it));
                    if (id.isPresent() && !seen.add(id.get())) {
                        entry.violations().add(at + "/id", "each id once", id.get() + " again");
                    }
                }
            }
        }
        Map<String, Long> rules = new HashMap<>();
        if (node.path("environments") instanceof ObjectNode environments) {
            environments.forEachEntry((key, environment) -> {
                if (environment.path("rollout_rules").path(0) instanceof ObjectNode rule) {
                    String at = "/environments/" + Entry.escaped(key) + "/rollout_rules/0";
                    taken(entry, rule, ID, at).ifPresent(it -> rules.put(key, it));
                }
            });
        }
        return new Identity(
                taken(entry, node, ID, ""),
                taken(entry, node, "account_id", ""),
                taken(entry, node, "campaign_id", ""),
                sdkKey(entry, node),
                parts,
                rules,
                ranges(entry, node));
    }

    /** Reports an id that is another's, or another than that of what is there. */
    void check(Entry entry, Snapshot snapshot, Optional<? extends Entity> current) {
        if (id.isPresent() && current.isPresent() && current.get().id() != id.get()) {
            entry.violations()
                    .add(
                            "/id",
                            current.get().id() + ", the id of the one that is there",
                            id.get().toString());
        }
        if (current.isPresent()) {
            return;
        }
        id.flatMap(it -> snapshot.find(Entity.class, it))
                .ifPresent(it -> entry.violations().add("/id", "an id that nothing on this server has", described(it)));
        sdkKey.flatMap(it -> bearer(snapshot, it))
                .ifPresent(it -> entry.violations()
                        .add("/sdk_key", "an SDK key of no other environment", "that of " + described(it)));
    }

    /** The environment that has the SDK key or ever had it. */
    static Optional<Environment> bearer(Snapshot snapshot, String sdkKey) {
        return snapshot.environmentOf(sdkKey, Instant.MIN);
    }

    static String described(Entity entity) {
        return entity.id() + ", which is "
                + (entity.projectId() == entity.id()
                        ? "a project of this server"
                        : "an " + entity.kind().word() + " of the project " + entity.projectId());
    }

    private static Optional<Long> taken(Entry entry, ObjectNode object, String member, String at) {
        JsonNode sent = object.remove(member);
        if (sent == null || sent.isNull()) {
            return Optional.empty();
        }
        boolean fits = sent.isIntegralNumber()
                && sent.canConvertToLong()
                && sent.longValue() > 0
                && sent.longValue() <= IdGenerator.LAST_FOREIGN;
        if (!fits) {
            entry.reject(at + "/" + member, "an id, an integer from 1 to " + IdGenerator.LAST_FOREIGN, sent);
        }
        return fits ? Optional.of(sent.longValue()) : Optional.empty();
    }

    private static Optional<String> sdkKey(Entry entry, ObjectNode node) {
        JsonNode sent = node.remove("sdk_key");
        if (sent == null || sent.isNull()) {
            return Optional.empty();
        }
        boolean fits = sent.isString() && SDK_KEY.matcher(sent.stringValue()).matches();
        if (!fits) {
            entry.reject("/sdk_key", "1 to 100 of the characters a-z A-Z 0-9 _ -", sent);
        }
        return fits ? Optional.of(sent.stringValue()) : Optional.empty();
    }

    private static Optional<List<Stretch>> ranges(Entry entry, ObjectNode node) {
        JsonNode sent = node.remove("ranges");
        if (sent == null || sent.isNull()) {
            return Optional.empty();
        }
        if (!sent.isArray()) {
            entry.reject("/ranges", "an array of ranges of buckets", sent);
            return Optional.empty();
        }
        List<Stretch> ranges = new ArrayList<>();
        int end = 0;
        for (int i = 0; i < sent.size(); i++) {
            JsonNode range = sent.get(i);
            JsonNode next = range.path("end");
            boolean fits = next.isIntegralNumber() && next.canConvertToInt();
            if (!fits || next.intValue() <= end || next.intValue() > LAST_BUCKET) {
                entry.reject("/ranges/" + i + "/end", "an integer from " + (end + 1) + " to " + LAST_BUCKET, next);
                return Optional.empty();
            }
            end = next.intValue();
            JsonNode holder = range.has("variation") ? range.path("variation") : range.path("experiment");
            ranges.add(new Stretch(holder.isString() ? Optional.of(holder.stringValue()) : Optional.empty(), end));
        }
        return Optional.of(ranges);
    }
}
