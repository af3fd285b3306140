package org.muriel.architecture.wrong.api;

import org.muriel.architecture.wrong.storage.sql.Store;

/** The API must work on any storage. */
record KnowsStorage(Store store) {}
