/**
 * What do SDKs download? From the configuration to the bytes of a datafile, version 4 (SDK contract, 1). Start at
 * {@link org.muriel.datafile.Datafile}. Knows nothing of how a datafile is delivered or read.
 */
@org.jspecify.annotations.NullMarked
package org.muriel.datafile;
