/**
 * What does a datafile say? {@link org.muriel.decision.datafile.Datafile} is its content as a value, read from the
 * bytes that SDKs download. It must not know visitors, nor how decisions are made.
 */
@NullMarked
package org.muriel.decision.datafile;

import org.jspecify.annotations.NullMarked;
