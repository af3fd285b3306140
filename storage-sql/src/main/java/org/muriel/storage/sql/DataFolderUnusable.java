package org.muriel.storage.sql;

import org.jspecify.annotations.Nullable;

/** A server cannot work on this data folder, and will not without an operator. The message is for them. */
public class DataFolderUnusable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DataFolderUnusable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
