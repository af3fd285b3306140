package org.muriel.change;

import java.util.Optional;
import java.util.OptionalLong;
import org.muriel.experiment.entity.Entity;
import org.muriel.experiment.webhook.Topic;

/** One thing there is to tell of a change. */
public sealed interface Notice {
    Topic topic();

    /** An environment has a new datafile, which can be had under its SDK key. */
    record Datafile(long environmentId, long revision) implements Notice {
        @Override
        public Topic topic() {
            return Topic.DATAFILE_UPDATED;
        }
    }

    /**
     * Something was made, changed, archived or removed.
     *
     * @param entity as the change left it: the thing itself, or what it is a part of
     * @param part which part of the entity it is; nothing for the entity itself
     */
    record Thing(Topic topic, Entity entity, Optional<Part> part) implements Notice {}

    /**
     * A variable, variation, rule or rule set.
     *
     * @param id nothing for a rule set, which is known by feature and environment
     * @param key of a variable or variation
     * @param environmentId where a rule or rule set holds
     */
    record Part(OptionalLong id, Optional<String> key, OptionalLong environmentId) {
        static Part keyed(long id, String key) {
            return new Part(OptionalLong.of(id), Optional.of(key), OptionalLong.empty());
        }

        static Part rule(long id, long environmentId) {
            return new Part(OptionalLong.of(id), Optional.empty(), OptionalLong.of(environmentId));
        }

        static Part ruleSet(long environmentId) {
            return new Part(OptionalLong.empty(), Optional.empty(), OptionalLong.of(environmentId));
        }
    }
}
