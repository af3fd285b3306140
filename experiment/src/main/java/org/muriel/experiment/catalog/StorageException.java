package org.muriel.experiment.catalog;

/** A write could not be made durable, such as on a full disk. It has not taken place, and later ones may succeed. */
public final class StorageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StorageException(String message, Throwable cause) {
        super(message, cause);
    }
}
