/** The playground: what a visitor would get of every flag, and each step that leads to it. Nothing is reported. */
@org.jspecify.annotations.NullMarked
package org.muriel.console.playground;
