/** What is to be expected: of an experiment that is planned, and of a change before it is made. */
@org.jspecify.annotations.NullMarked
package org.muriel.api.forecast;
