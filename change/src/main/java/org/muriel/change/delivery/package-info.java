/**
 * From the journal to receivers: what is to be sent is made durable once, sent until it is taken or given up, and kept a
 * while for people to look at. Start at {@link org.muriel.change.delivery.Dispatch} and
 * {@link org.muriel.change.delivery.Courier}. Knows neither SQL nor how a message is written or sent.
 */
@org.jspecify.annotations.NullMarked
package org.muriel.change.delivery;
