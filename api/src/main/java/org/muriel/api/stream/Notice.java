package org.muriel.api.stream;

import tools.jackson.databind.node.ObjectNode;

/** Something that happened, for whoever listens on the SDK key. */
public sealed interface Notice {
    /** The datafile of the environment has a new revision. */
    record Changed(long revision) implements Notice {}

    /**
     * A decision was made here.
     *
     * @param json as the decision service tells it; belongs to the notice
     */
    record Decided(ObjectNode json) implements Notice {}

    /**
     * A conversion was taken here.
     *
     * @param json as the decision service tells it; belongs to the notice
     */
    record Tracked(ObjectNode json) implements Notice {}
}
