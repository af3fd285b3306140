/** Windows, cells and results, against figures worked out by hand or recorded from the emulated API. */
@org.jspecify.annotations.NullMarked
package org.muriel.result;
