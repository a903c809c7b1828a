package io.github.camelatlos.checkpoint;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Keeps a checkpoint in a file, safe against a crash at any moment: what is added is appended and forced to the disk; what replaces all is
 * written to a file beside it, forced, and moved over the old one in one step.
 */
public final class FileStore implements CheckpointStore {

    private final CheckpointPath path;
    private Path file;
    private OpenFiles.Claim claim;
    /** No channel: an interrupt, as Camel sends it when a route stops, would close it in the middle of the work. */
    private RandomAccessFile out;
    private Object fileKey;
    private long length;
    private boolean torn;

    /** @throws IllegalArgumentException if the text cannot be a path */
    public FileStore(String path) {
        this.path = CheckpointPath.of(path);
    }

    @Override
    public List<String> open() {
        try {
            file = path.resolve();
            claim = OpenFiles.claim(file);
            List<String> lines = Files.exists(file) ? read() : List.of();
            tryOut();
            if (Files.exists(file)) {
                openForAppending();
            }
            return lines;
        } catch (IOException e) {
            close();
            throw new CheckpointException("The checkpoint file " + path + " cannot be used (" + e + "). Check the path, who may read and write it, "
                    + "and that it is not mounted as a single file (mount its folder); nothing was overwritten", e);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private List<String> read() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length == 0) {
            throw new CheckpointException("The checkpoint file " + file + " is empty, which this connector never leaves behind. Restore it from a "
                    + "backup; or delete it and set startFrom to when you know that all was delivered", null);
        }
        return Stream.of(new String(bytes, StandardCharsets.UTF_8).split("\n")).toList();
    }

    /** What would fail at the first write fails now, before anything is delivered. */
    private void tryOut() throws IOException {
        Path temporary = beside(".new");
        if (Files.exists(file)) {
            writeForced(temporary, Files.readAllBytes(file));
            moveOver(temporary);
        } else {
            writeForced(temporary, new byte[0]);
            Files.delete(temporary);
        }
    }

    @Override
    public void replace(List<String> lines) {
        if (out != null) {
            checkOurs();
        } else if (Files.exists(file)) {
            throw CheckpointException.anotherWriter(this, "there is a file where there was none");
        }
        try {
            Path temporary = beside(".new");
            writeForced(temporary, bytes(lines));
            moveOver(temporary);
            openForAppending();
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    @Override
    public void append(List<String> lines) {
        checkOurs();
        byte[] bytes = bytes(lines);
        try {
            torn = true;
            out.setLength(length);
            out.seek(length);
            out.write(bytes);
            out.getFD().sync();
            torn = false;
            length += bytes.length;
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private static byte[] bytes(List<String> lines) {
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static void writeForced(Path target, byte[] bytes) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(target.toFile(), "rw")) {
            file.setLength(0);
            file.write(bytes);
            file.getFD().sync();
        }
    }

    private void moveOver(Path temporary) throws IOException {
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        // So that the move itself survives a power failure; where folders cannot be opened (Windows), the file system has to do.
        try (FileChannel folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        } catch (IOException notPossibleHere) {
            return;
        }
    }

    private void openForAppending() throws IOException {
        closeOut();
        out = new RandomAccessFile(file.toFile(), "rw");
        fileKey = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        length = out.length();
        torn = false;
    }

    /** The file is as this consumer left it, or holds a part of what it could not write to its end. */
    private void checkOurs() {
        BasicFileAttributes now;
        try {
            now = Files.readAttributes(file, BasicFileAttributes.class);
        } catch (IOException e) {
            throw CheckpointException.anotherWriter(this, "it cannot be found any more (" + e + ")");
        }
        boolean asLeft = now.size() == length || torn && now.size() >= length;
        if (!Objects.equals(now.fileKey(), fileKey) || !asLeft) {
            throw CheckpointException.anotherWriter(this, "it is not the file that this consumer left");
        }
    }

    private CheckpointException unwritable(IOException e) {
        return new CheckpointException("The checkpoint file " + file + " cannot be written (" + e + "). Is the disk full, or the folder read-only? "
                + "The checkpoint stays where it was", e);
    }

    private Path beside(String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }

    @Override
    public void close() {
        closeOut();
        if (claim != null) {
            claim.close();
            claim = null;
        }
    }

    private void closeOut() {
        try {
            if (out != null) {
                out.close();
            }
        } catch (IOException e) {
            throw unwritable(e);
        } finally {
            out = null;
        }
    }

    @Override
    public String toString() {
        return "file " + (file == null ? path : file);
    }
}
