/**
 * A whole project as one document, in which everything goes by its key: written, planned and applied. Start at
 * {@link org.muriel.api.document.DocumentRoutes}; {@link org.muriel.api.document.Upsert} applies one. The shapes are
 * those of the resources, and so are the rules: each entry of a document becomes the body that the resource would get.
 */
@NullMarked
package org.muriel.api.document;

import org.jspecify.annotations.NullMarked;
