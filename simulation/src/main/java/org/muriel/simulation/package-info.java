/**
 * What does the whole look like with visitors in it? A program of its own with three commands: {@code demo}, {@code
 * simulate} and {@code certify}; start at {@link org.muriel.simulation.Simulation}. Nothing here knows the server's classes:
 * the official SDK and HTTP are the contract, and neither's libraries ever meet.
 */
@org.jspecify.annotations.NullMarked
package org.muriel.simulation;
