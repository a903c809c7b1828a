package io.github.camelatlos.checkpoint;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * Which checkpoint files this process has open, and the locks that keep other processes out. On POSIX a process loses its lock on a file as
 * soon as it closes <em>any</em> channel of it; so a lock file is opened once, and closed only by whoever holds the lock.
 */
final class OpenFiles {

    private static final OpenFiles OF_THIS_PROCESS = new OpenFiles();

    private final Map<Path, FileChannel> channels = new HashMap<>();
    private final Map<Path, FileLock> locks = new HashMap<>();

    private OpenFiles() {
    }

    /** A file that is ours until it is closed. */
    record Claim(Path file) implements AutoCloseable {
        @Override
        public void close() {
            OF_THIS_PROCESS.release(file);
        }
    }

    /**
     * @param  file                the file itself, with all links resolved
     * @throws CheckpointException if it is in use
     */
    static Claim claim(Path file) throws IOException {
        OF_THIS_PROCESS.take(file);
        return new Claim(file);
    }

    private synchronized void take(Path file) throws IOException {
        if (locks.containsKey(file)) {
            throw inUse(file, "this process");
        }
        FileChannel channel = channels.get(file);
        if (channel == null) {
            channel = FileChannel.open(file.resolveSibling(file.getFileName() + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channels.put(file, channel);
        }
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // The same class in another class loader of this process has it; closing this channel would take its lock away.
            throw inUse(file, "this process");
        }
        if (lock == null) {
            channels.remove(file).close();
            throw inUse(file, "another process");
        }
        locks.put(file, lock);
    }

    private static CheckpointException inUse(Path file, String who) {
        return new CheckpointException("The checkpoint file " + file + " is in use by another running consumer of " + who
                + ". Give each consumer a checkpointFile of its own", null);
    }

    private synchronized void release(Path file) {
        locks.remove(file);
        try (FileChannel channel = channels.remove(file)) {
            if (channel == null) {
                throw new IllegalStateException(file + " is not claimed");
            }
        } catch (IOException e) {
            throw new CheckpointException("The lock of the checkpoint file " + file + " cannot be given back", e);
        }
    }
}
