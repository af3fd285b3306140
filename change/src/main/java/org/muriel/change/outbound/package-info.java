/**
 * Requests to addresses that somebody else has chosen, without letting them reach what is only ours to reach. Start at
 * {@link org.muriel.change.outbound.PinnedPost}.
 */
@org.jspecify.annotations.NullMarked
package org.muriel.change.outbound;
