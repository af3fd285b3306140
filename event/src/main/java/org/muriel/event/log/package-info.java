/**
 * How events become durable, and how they get from there to where they are queried: everything is appended to an {@link
 * org.muriel.event.log.EventLog}, and a loader moves it in order to a {@link org.muriel.event.log.LoadTarget}. Knows
 * neither databases nor the wire.
 */
@org.jspecify.annotations.NullMarked
package org.muriel.event.log;
