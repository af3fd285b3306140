/** Tests of what listens. */
@NullMarked
package org.muriel.api.http;

import org.jspecify.annotations.NullMarked;
