package io.github.camelatlos.changes;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Keeps the checkpoint in a file, safe against a crash at any moment: written to a file beside it, forced to the disk, and moved
 * over the old one in one step. A lock on a third file keeps a second consumer out; it ends with the process.
 */
public final class FileCheckpointStore implements CheckpointStore {

    private final Path file;
    private FileChannel lockChannel;

    public FileCheckpointStore(Path file) {
        this.file = file.toAbsolutePath();
    }

    @Override
    public String open() {
        try {
            Files.createDirectories(file.getParent());
            lock();
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            close();
            throw new CheckpointException("The checkpoint file " + file + " cannot be read (" + e
                    + "). Check the path and who may read it; nothing was overwritten", e);
        }
    }

    private void lock() throws IOException {
        lockChannel = FileChannel.open(beside(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock;
        try {
            lock = lockChannel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            close();
            throw new CheckpointException("The checkpoint file " + file + " is in use by another running consumer. "
                    + "Give each consumer a checkpointFile of its own", null);
        }
    }

    @Override
    public void save(String checkpoint) {
        Path temporary = beside(".new");
        try {
            // No channel: an interrupt, as Camel sends it when a route stops, would close it in the middle of the work.
            try (FileOutputStream out = new FileOutputStream(temporary.toFile())) {
                out.write(checkpoint.getBytes(StandardCharsets.UTF_8));
                out.getFD().sync();
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            forceFolder();
        } catch (IOException e) {
            throw new CheckpointException("The checkpoint file " + file + " cannot be written (" + e
                    + "). Is the disk full, or the folder read-only? The one from before is untouched", e);
        }
    }

    /** So that the move itself survives a power failure; where folders cannot be opened (Windows), the file system has to do. */
    private void forceFolder() {
        try (FileChannel folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        } catch (IOException notPossibleHere) {
            return;
        }
    }

    private Path beside(String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }

    @Override
    public void close() {
        try {
            if (lockChannel != null) {
                lockChannel.close();
            }
        } catch (IOException e) {
            throw new CheckpointException("The lock of the checkpoint file " + file + " cannot be given back", e);
        } finally {
            lockChannel = null;
        }
    }

    @Override
    public String toString() {
        return "file " + file;
    }
}
