/** Attributes: the properties of visitors that conditions ask for. */
@org.jspecify.annotations.NullMarked
package org.muriel.console.attribute;
