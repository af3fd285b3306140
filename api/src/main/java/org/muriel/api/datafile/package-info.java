/**
 * What SDKs download, delivered (SDK contract, 1.8): {@link org.muriel.api.datafile.Datafiles} has each datafile as it
 * is now, rendered at most once per revision; {@link org.muriel.api.datafile.DatafileRoutes} serves it; {@link
 * org.muriel.api.datafile.DatafileChanges} tells who waits for the next one.
 */
@org.jspecify.annotations.NullMarked
package org.muriel.api.datafile;
