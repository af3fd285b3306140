/** Between the log and the store. Start at {@link org.muriel.event.loader.Loader}. Knows neither's engine. */
@org.jspecify.annotations.NullMarked
package org.muriel.event.loader;
