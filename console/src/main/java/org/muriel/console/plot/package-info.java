/** Plots. Each says what it shows in words too, and the larger ones stand beside a table of the same figures. */
@org.jspecify.annotations.NullMarked
package org.muriel.console.plot;
