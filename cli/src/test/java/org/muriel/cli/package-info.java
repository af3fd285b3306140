/**
 * Does the tutorial keep its promises? Every test runs the command as a person would, on a terminal of its
 * own, against {@link org.muriel.cli.RecordingServer}; nothing here looks inside the steps.
 */
@NullMarked
package org.muriel.cli;

import org.jspecify.annotations.NullMarked;
