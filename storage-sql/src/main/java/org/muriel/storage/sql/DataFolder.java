package org.muriel.storage.sql;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The folder that holds everything a server keeps, locked for this server until it is closed. The system drops the
 * lock with the process, however that ends. Thread-safe.
 *
 * <p>A folder made here is open to its owner alone. One that is there already keeps its permissions, for it may be
 * shared with other things; the files in it are the owner's alone all the same.
 */
public final class DataFolder implements AutoCloseable {
    private static final String LOCK_FILE = "muriel.lock";

    /**
     * Folders held by this process, by their real paths. They must be known before the lock file is opened: POSIX
     * drops a process's lock on a file as soon as the process closes any descriptor of it, so a refused second
     * attempt would otherwise release the lock of the first.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel lock;

    private DataFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Makes the folder if need be and locks it.
     *
     * @throws DataFolderInUse when somebody holds it
     * @throws DataFolderUnusable when it cannot be made or written to
     */
    public static DataFolder open(Path folder) {
        try {
            createFolder(folder);
            Path path = folder.toRealPath();
            if (!HELD.add(path)) {
                throw new DataFolderInUse(path);
            }
            try {
                return new DataFolder(path, lock(path));
            } catch (IOException | RuntimeException e) {
                HELD.remove(path);
                throw e;
            }
        } catch (IOException e) {
            throw new DataFolderUnusable("cannot use the data folder " + folder + ": " + e, e);
        }
    }

    public Path path() {
        return path;
    }

    /**
     * A file of this folder; made empty, for its owner alone, unless it is there.
     *
     * @throws DataFolderUnusable when it cannot be made
     */
    public Path file(String name) {
        Path file = path.resolve(name);
        try {
            createFile(file);
        } catch (IOException e) {
            throw new DataFolderUnusable("cannot make " + file + ": " + e, e);
        }
        return file;
    }

    /**
     * A folder in this folder, for what makes files by itself; made, for its owner alone, unless it is there.
     *
     * @throws DataFolderUnusable when it cannot be made
     */
    public Path folder(String name) {
        Path folder = path.resolve(name);
        try {
            createFolder(folder);
        } catch (IOException e) {
            throw new DataFolderUnusable("cannot make " + folder + ": " + e, e);
        }
        return folder;
    }

    /** Gives the folder back; close what works on its files first. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new DataFolderUnusable("cannot unlock the data folder " + path + ": " + e, e);
        } finally {
            HELD.remove(path);
        }
    }

    /** Makes an empty file that only its owner may read, unless there is one of that name. */
    private static void createFile(Path file) throws IOException {
        try {
            Files.createFile(file, forOwner(file, "rw-------"));
        } catch (FileAlreadyExistsException e) {
            // as it should be at every start but the first
        }
    }

    private static void createFolder(Path folder) throws IOException {
        Path parent = folder.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        if (!Files.isDirectory(folder)) {
            Files.createDirectory(folder, forOwner(folder, "rwx------"));
        }
    }

    private static FileAttribute<?>[] forOwner(Path path, String permissions) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static FileChannel lock(Path path) throws IOException {
        Path file = path.resolve(LOCK_FILE);
        createFile(file);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            throw new DataFolderInUse(path);
        }
        return channel;
    }
}
