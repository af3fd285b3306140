/** Datafiles and visitors made at random, rich in what decisions depend on. */
@NullMarked
package org.muriel.decision.generated;

import org.jspecify.annotations.NullMarked;
