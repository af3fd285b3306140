package org.muriel.api.decision;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Map;
import java.util.Optional;
import org.muriel.decision.Profiles;

/**
 * Variations that visitors are to keep, in memory: the server forgets them when it stops, and those not used for
 * longest when there are too many. Thread-safe.
 */
public final class ProfileMemory {
    /** Characters in all, some 100 MB: half a million visitors with two experiments each. */
    private static final long MOST_CHARACTERS = 50_000_000;

    /** What an entry of the cache weighs apart from its text. */
    private static final int ENTRY = 40;

    private final Cache<Place, Map<String, String>> profiles = Caffeine.newBuilder()
            .maximumWeight(MOST_CHARACTERS)
            .weigher(ProfileMemory::weight)
            .build();
    private volatile boolean used;

    private record Place(long environmentId, String visitorId) {}

    private static int weight(Place place, Map<String, String> variations) {
        return ENTRY
                + place.visitorId().length()
                + variations.entrySet().stream()
                        .mapToInt(it ->
                                ENTRY + it.getKey().length() + it.getValue().length())
                        .sum();
    }

    OfEnvironment of(long environmentId) {
        return new OfEnvironment(this, environmentId);
    }

    void forget(long environmentId) {
        profiles.asMap().keySet().removeIf(it -> it.environmentId() == environmentId);
    }

    /** The profiles of one environment. */
    public static final class OfEnvironment implements Profiles {
        private final ProfileMemory memory;
        private final long environmentId;

        private OfEnvironment(ProfileMemory memory, long environmentId) {
            this.memory = memory;
            this.environmentId = environmentId;
        }

        @Override
        public Map<String, String> lookup(String visitorId) {
            return Optional.ofNullable(memory.profiles.getIfPresent(new Place(environmentId, visitorId)))
                    .orElse(Map.of());
        }

        @Override
        public void save(String visitorId, Map<String, String> variationByExperiment) {
            memory.used = true;
            memory.profiles.put(new Place(environmentId, visitorId), Map.copyOf(variationByExperiment));
        }

        /** Whether anything was ever saved, in any environment; mostly not. */
        public boolean used() {
            return memory.used;
        }

        /** These profiles, without keeping anything new. */
        public Profiles readOnly() {
            return new Profiles() {
                @Override
                public Map<String, String> lookup(String visitorId) {
                    return OfEnvironment.this.lookup(visitorId);
                }

                @Override
                public void save(String visitorId, Map<String, String> variationByExperiment) {}
            };
        }
    }
}
