package org.muriel.decision;

/** What a call asks for beyond the decision. The names are those of the wire. SDK contract, 4.1. */
public enum DecideOption {
    /** The listener of exposures is not told. */
    DISABLE_DECISION_EVENT,
    /** Decisions that are not enabled are left out of maps. They are exposures all the same. */
    ENABLED_FLAGS_ONLY,
    /** Profiles are neither looked up nor saved. */
    IGNORE_USER_PROFILE_SERVICE,
    /** Decisions tell each step that led to them. */
    INCLUDE_REASONS,
    /** Decisions have no variables. */
    EXCLUDE_VARIABLES,
    /** The bandit is to predict anew, and not to keep the prediction. */
    IGNORE_CMAB_CACHE,
    /** The bandit is to forget all predictions first. */
    RESET_CMAB_CACHE,
    /** The bandit is to forget its predictions for this visitor first. */
    INVALIDATE_USER_CMAB_CACHE
}
