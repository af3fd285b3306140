package org.muriel.api.decision;

import org.muriel.api.datafile.PublishedDatafile;
import org.muriel.decision.Decider;
import org.muriel.decision.Ruleset;

/**
 * An environment at one revision of its datafile.
 *
 * @param decider with the environment's overrides; without profiles
 * @param profiles the environment's
 */
public record ServedEnvironment(PublishedDatafile datafile, Decider decider, ProfileMemory.OfEnvironment profiles) {

    /** Under which what happens here is published. */
    public String topic() {
        return datafile.environment().sdkKey();
    }

    /** A decider that honours profiles, if there are any, and keeps nothing new. */
    public Decider remembering() {
        return profiles.used() ? decider.withProfiles(profiles.readOnly()) : decider;
    }

    /** A decider that honours profiles, and keeps what it decides in them. */
    public Decider keeping() {
        return decider.withProfiles(profiles);
    }

    /** The datafile made ready to decide, which happens once per revision. */
    public Ruleset ruleset() {
        return datafile.ruleset();
    }
}
