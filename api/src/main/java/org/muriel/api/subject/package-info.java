/** Subject access requests (REST specification, 19), and the files in which they are answered. */
@org.jspecify.annotations.NullMarked
package org.muriel.api.subject;
