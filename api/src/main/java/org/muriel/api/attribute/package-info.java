/** Attributes (REST specification, 4). */
@org.jspecify.annotations.NullMarked
package org.muriel.api.attribute;
