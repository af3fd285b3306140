package org.muriel.architecture.wrong.api;

/** A name that says nothing. */
record VisitorManager(String visitor) {}
