/**
 * Is what the pages say true? Start at {@link org.muriel.docs.DocsTest}, which does what a page tells its reader to do
 * and compares what happens with what the page shows. Links between pages and the wording of sources are not looked at
 * here.
 */
@org.jspecify.annotations.NullMarked
package org.muriel.docs;
