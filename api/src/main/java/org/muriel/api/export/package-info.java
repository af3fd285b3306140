/**
 * The raw events behind an experiment's results, as a file. Start at {@link org.muriel.api.export.ExportRoutes}. It knows
 * neither columns nor engine.
 */
@org.jspecify.annotations.NullMarked
package org.muriel.api.export;
