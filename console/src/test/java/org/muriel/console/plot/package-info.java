/** Drawings are well-formed whatever they show. */
@org.jspecify.annotations.NullMarked
package org.muriel.console.plot;
