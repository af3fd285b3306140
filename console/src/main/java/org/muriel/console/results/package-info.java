/** What an experiment has shown: {@link org.muriel.console.results.Verdict} in words, then figures and plots. */
@org.jspecify.annotations.NullMarked
package org.muriel.console.results;
