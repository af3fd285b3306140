package org.muriel.decision;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is decided for, and what is known of them. Immutable, and worth keeping for several decisions: making one copies
 * the attributes.
 */
public final class Visitor {
    /** An attribute that is hashed in place of the visitor id, if it is a string. SDK contract, 2.3. */
    public static final String BUCKETING_ID = "$opt_bucketing_id";

    /** An attribute that holds the visitor's variations, in the shape of a profile. SDK contract, 2.7. */
    public static final String EXPERIMENT_BUCKET_MAP = "$opt_experiment_bucket_map";

    private final String id;
    private final Map<String, Object> attributes;
    private final Set<String> segments;
    private final Map<Place, String> forced;
    private final String bucketingId;
    private final Map<String, String> carried;

    /** Where a decision is forced: in one rule of a flag, or in the whole flag. */
    private record Place(String flagKey, @Nullable String ruleKey) {}

    private Visitor(String id, Map<String, Object> attributes, Set<String> segments, Map<Place, String> forced) {
        this.id = id;
        this.attributes = attributes;
        this.segments = segments;
        this.forced = forced;
        this.bucketingId = attributes.get(BUCKETING_ID) instanceof String other ? other : id;
        this.carried = carried(attributes.get(EXPERIMENT_BUCKET_MAP));
    }

    private static Map<String, String> carried(@Nullable Object profile) {
        if (!(profile instanceof Map<?, ?> experiments)) {
            return Map.of();
        }
        Map<String, String> carried = new HashMap<>();
        experiments.forEach((experimentId, kept) -> {
            if (experimentId instanceof String key
                    && kept instanceof Map<?, ?> decision
                    && decision.get("variation_id") instanceof String variationId) {
                carried.put(key, variationId);
            }
        });
        return Map.copyOf(carried);
    }

    /** @param id may be empty */
    public static Visitor of(String id) {
        return of(id, Map.of());
    }

    /**
     * A visitor with attributes.
     *
     * @param attributes by attribute key; strings, booleans and numbers can be compared with, a null is as good as
     *     nothing, and any other value only exists
     */
    public static Visitor of(String id, Map<String, ? extends @Nullable Object> attributes) {
        Map<String, Object> known = new HashMap<>();
        attributes.forEach((key, value) -> {
            if (value != null) {
                known.put(key, value);
            }
        });
        return new Visitor(Objects.requireNonNull(id, "id"), Collections.unmodifiableMap(known), Set.of(), Map.of());
    }

    /** This visitor, qualifying for these segments and no other. */
    public Visitor inSegments(Set<String> names) {
        return new Visitor(id, attributes, Set.copyOf(names), forced);
    }

    /** This visitor, always getting a variation of a flag, whatever its rules say. SDK contract, 2.6. */
    public Visitor forced(String flagKey, String variationKey) {
        return forced(List.of(new ForcedDecision(flagKey, Optional.empty(), variationKey)));
    }

    /** This visitor, getting a variation when evaluation of a flag reaches a rule. */
    public Visitor forced(String flagKey, String ruleKey, String variationKey) {
        return forced(List.of(new ForcedDecision(flagKey, Optional.of(ruleKey), variationKey)));
    }

    /** This visitor with more forced decisions; of two for one place the last counts. */
    public Visitor forced(Collection<ForcedDecision> decisions) {
        Map<Place, String> more = new HashMap<>(forced);
        decisions.forEach(it -> more.put(new Place(it.flagKey(), it.ruleKey().orElse(null)), it.variationKey()));
        return new Visitor(id, attributes, segments, Map.copyOf(more));
    }

    public String id() {
        return id;
    }

    public Map<String, Object> attributes() {
        return attributes;
    }

    public Set<String> segments() {
        return segments;
    }

    /** What is hashed to place the visitor: {@value #BUCKETING_ID} if it is a string, even an empty one, else the id. */
    public String bucketingId() {
        return bucketingId;
    }

    /** The key of the variation that is forced for a flag, or in a rule of it. */
    public Optional<String> forcedVariation(String flagKey, @Nullable String ruleKey) {
        return forced.isEmpty() ? Optional.empty() : Optional.ofNullable(forced.get(new Place(flagKey, ruleKey)));
    }

    /** The visitor's variations by experiment id, as attributes carry them. */
    Map<String, String> carriedVariations() {
        return carried;
    }

    boolean hasForcedVariations() {
        return !forced.isEmpty();
    }
}
