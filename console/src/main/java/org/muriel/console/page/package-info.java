/**
 * What every page is made of: a {@link org.muriel.console.page.Visit} of somebody signed in, who asks the API in process, and
 * templates around a {@link org.muriel.console.page.Frame}.
 */
@org.jspecify.annotations.NullMarked
package org.muriel.console.page;
