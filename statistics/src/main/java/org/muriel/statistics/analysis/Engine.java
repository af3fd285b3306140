package org.muriel.statistics.analysis;

import org.muriel.statistics.sequential.AnytimeTest;

/** What looks are judged by. Chosen before the first look. */
public sealed interface Engine {

    /** May be looked at any time. */
    record Sequential(AnytimeTest test) implements Engine {}
}
