/** The provider, asked through OpenFeature's own SDK. */
@NullMarked
package org.muriel.openfeature;

import org.jspecify.annotations.NullMarked;
