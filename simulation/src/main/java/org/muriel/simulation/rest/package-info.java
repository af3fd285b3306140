/** The REST API as any client sees it: requests, JSON, and one sentence when something cannot be done. */
@org.jspecify.annotations.NullMarked
package org.muriel.simulation.rest;
