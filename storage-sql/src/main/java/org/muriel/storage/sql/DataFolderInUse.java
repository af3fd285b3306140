package org.muriel.storage.sql;

import java.nio.file.Path;

/** Another server, in this process or another one, works on the data folder. */
public final class DataFolderInUse extends DataFolderUnusable {
    private static final long serialVersionUID = 1L;

    DataFolderInUse(Path folder) {
        super("the data folder " + folder + " is in use by another Muriel server", null);
    }
}
