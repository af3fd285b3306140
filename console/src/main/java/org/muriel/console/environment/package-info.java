/** Environments, their SDK keys, and how services use them. */
@org.jspecify.annotations.NullMarked
package org.muriel.console.environment;
