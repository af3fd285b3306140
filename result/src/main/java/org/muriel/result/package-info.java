/**
 * How events become numbers on the results page: facts → cells → numbers. Start at {@link org.muriel.result.Results}.
 * Knows no HTTP, no JSON and no database; the cells come from an {@link org.muriel.result.EventStore}.
 */
@org.jspecify.annotations.NullMarked
package org.muriel.result;
