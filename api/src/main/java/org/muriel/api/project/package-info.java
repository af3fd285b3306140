/** Projects (REST specification, 2). */
@org.jspecify.annotations.NullMarked
package org.muriel.api.project;
