/**
 * Main, settings and wiring, nothing else: {@link org.muriel.server.Muriel} is the command, {@link
 * org.muriel.server.MurielServer} puts the parts together.
 */
@org.jspecify.annotations.NullMarked
package org.muriel.server;
