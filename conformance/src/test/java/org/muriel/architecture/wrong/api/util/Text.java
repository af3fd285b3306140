package org.muriel.architecture.wrong.api.util;

/** A package that answers no question. */
record Text(String value) {}
