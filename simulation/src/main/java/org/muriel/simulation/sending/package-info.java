/** From a visitor to the server: the official SDK decides and makes the events, which go out over HTTP in batches. */
@org.jspecify.annotations.NullMarked
package org.muriel.simulation.sending;
