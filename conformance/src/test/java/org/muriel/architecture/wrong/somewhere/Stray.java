package org.muriel.architecture.wrong.somewhere;

/** In no module of the table. */
record Stray(String name) {}
