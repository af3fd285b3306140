/** Whom a project tells of its changes. Knows nothing of how that is done: see module {@code change}. */
@org.jspecify.annotations.NullMarked
package org.muriel.experiment.webhook;
