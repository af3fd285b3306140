/** Which variations a visitor was shown (REST specification, 21). */
@org.jspecify.annotations.NullMarked
package org.muriel.api.attribution;
