package org.muriel.architecture.wrong.experiment;

import tools.jackson.databind.JsonNode;

/** A pure module that sees a library. */
public record KeepsJson(JsonNode body) {}
