/**
 * Projects as files: what {@code apply}, {@code export} and {@code import} do. The server plans and applies; here files
 * are read and written, plans shown, and places found in the file.
 */
@NullMarked
package org.muriel.cli.project;

import org.jspecify.annotations.NullMarked;
