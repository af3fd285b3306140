package org.muriel.api.decision;

import java.util.function.BooleanSupplier;
import org.muriel.api.datafile.PublishedDatafile;
import org.muriel.decision.Decider;
import org.muriel.decision.Ruleset;

/**
 * An environment at one revision of its datafile.
 *
 * @param decider with the environment's overrides; without profiles
 * @param profiles the environment's
 * @param admitted whether the SDK key by which the caller knows the environment is accepted still
 */
public record ServedEnvironment(
        PublishedDatafile datafile, Decider decider, ProfileMemory.OfEnvironment profiles, BooleanSupplier admitted) {

    /** Under which what happens here is published. */
    public long topic() {
        return datafile.environment().id();
    }

    /** The SDK key by which the caller knows the environment. */
    public String sdkKey() {
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
