/** Reading and writing JSON the way the emulated API does (REST specification, 1.3 and 1.4). */
@org.jspecify.annotations.NullMarked
package org.muriel.api.json;
