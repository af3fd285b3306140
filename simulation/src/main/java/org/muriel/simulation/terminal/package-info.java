/** What a person sees: a bar of progress, tables and a chart, in plain characters that fit the terminal. */
@org.jspecify.annotations.NullMarked
package org.muriel.simulation.terminal;
