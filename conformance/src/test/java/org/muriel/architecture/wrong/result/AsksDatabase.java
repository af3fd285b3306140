package org.muriel.architecture.wrong.result;

import java.sql.Connection;

/** A database outside storage. */
record AsksDatabase(Connection connection) {}
