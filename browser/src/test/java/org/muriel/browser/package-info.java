/** The console in Chromium, over a real server. {@link org.muriel.browser.Chromium} opens pages, {@link org.muriel.browser.Shop} fills a server. */
@org.jspecify.annotations.NullMarked
package org.muriel.browser;
