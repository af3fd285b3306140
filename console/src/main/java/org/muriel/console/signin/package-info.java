/** Coming in and going out. */
@org.jspecify.annotations.NullMarked
package org.muriel.console.signin;
