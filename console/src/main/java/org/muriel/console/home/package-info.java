/** What a project is up to, and the first steps of one that is new. */
@org.jspecify.annotations.NullMarked
package org.muriel.console.home;
