/**
 * How does a program use Muriel's REST API? The command {@code tutorial}: start at {@link
 * org.muriel.cli.TutorialCommand}, which only reads the command line; the steps themselves are in
 * {@code tutorial}. Nothing here knows the server's classes: HTTP is the contract.
 */
@NullMarked
package org.muriel.cli;

import org.jspecify.annotations.NullMarked;
