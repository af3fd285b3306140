/** The wire's times. */
@org.jspecify.annotations.NullMarked
package org.muriel.api.json;
