/** What a design is read from and written as. */
@org.jspecify.annotations.NullMarked
package org.muriel.console.experiment;
