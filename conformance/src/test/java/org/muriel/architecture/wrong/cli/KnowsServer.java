package org.muriel.architecture.wrong.cli;

import org.muriel.architecture.wrong.api.hen.Hen;

/** A client that knows more than HTTP. */
record KnowsServer(Hen hen) {}
