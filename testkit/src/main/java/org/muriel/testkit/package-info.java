/**
 * What tests of several modules share: the promises every storage must keep, as suites to inherit
 * ({@link org.muriel.testkit.CatalogContract}, {@link org.muriel.testkit.AccessContract}), the words to write a
 * configuration in ({@link org.muriel.testkit.Entities}), and doubles. Knows no storage and no server.
 */
@org.jspecify.annotations.NullMarked
package org.muriel.testkit;
