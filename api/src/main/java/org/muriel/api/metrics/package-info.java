/** What monitoring reads. Start at {@link org.muriel.api.metrics.MetricsRoutes}. */
@org.jspecify.annotations.NullMarked
package org.muriel.api.metrics;
