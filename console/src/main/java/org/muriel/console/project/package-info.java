/** Projects: the list, and a new one. */
@org.jspecify.annotations.NullMarked
package org.muriel.console.project;
