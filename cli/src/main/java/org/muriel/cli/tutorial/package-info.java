/**
 * What does a client send, in which order, and what comes back? Seven short programs, one per step: start
 * at {@code CreateProject}, which shows the pattern of them all, and end at {@code ReadResults}. {@code Api}
 * sends and shows a request, {@code Settings} supplies the values that one step takes from another. Nothing
 * here knows how the command line is read or how the server works.
 */
@NullMarked
package org.muriel.cli.tutorial;

import org.jspecify.annotations.NullMarked;
