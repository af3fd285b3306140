package org.muriel.architecture.wrong.api.hen;

import org.muriel.architecture.wrong.api.egg.Egg;

/** Half of a cycle. */
public record Hen(Egg from) {}
