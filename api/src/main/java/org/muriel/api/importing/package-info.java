/**
 * Datafiles of other servers as documents. Start at {@link org.muriel.api.importing.DatafileImport}: it changes nothing,
 * but tells what a project would have to be for its clients to decide as they did.
 */
@NullMarked
package org.muriel.api.importing;

import org.jspecify.annotations.NullMarked;
