package org.muriel.experiment.catalog;

/**
 * The storage failed, such as on a full disk. A write that ends so has not taken place, and later ones may succeed.
 */
public final class StorageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StorageException(String message, Throwable cause) {
        super(message, cause);
    }
}
