@NullMarked
package org.muriel.decision.datafile;

import org.jspecify.annotations.NullMarked;
