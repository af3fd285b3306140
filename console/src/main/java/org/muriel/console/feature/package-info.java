/** Features: what code may ask for, who gets it where, and with which values. */
@org.jspecify.annotations.NullMarked
package org.muriel.console.feature;
