package io.github.camelatlos.examples.backup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * Files that grow by whole records: Camel's own file endpoint, stopped by a full disk or a kill, leaves half a record behind, and
 * the next one goes on in the same line. Here the half is taken back. Where a file ends is looked for once; after that it is known.
 */
public final class Lines {

    private final Map<String, Long> ends = new HashMap<>();
    private Path folder;

    public void setFolder(String folder) {
        this.folder = Path.of(folder);
    }

    /** It is on the disk when this returns. */
    public synchronized void append(String name, String header, byte[] record) throws IOException {
        Files.createDirectories(folder);
        try (FileChannel file = FileChannel.open(folder.resolve(name), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long end = end(name, file);
            try {
                long at = end == 0 ? write(file, 0, (header + (header.isEmpty() ? "" : "\r\n")).getBytes(StandardCharsets.UTF_8)) : end;
                at = write(file, at, record);
                if (record[record.length - 1] != '\n') {
                    at = write(file, at, new byte[] { '\n' });
                }
                file.truncate(at);
                file.force(true);
                ends.put(name, at);
            } catch (IOException e) {
                file.truncate(end);
                throw e;
            }
        }
    }

    private long end(String name, FileChannel file) throws IOException {
        Long known = ends.get(name);
        return known != null && known <= file.size() ? known : wholeRecords(file, name.endsWith(".csv"));
    }

    /**
     * Where the last record ends that was finished; what follows it was cut off by a kill, and comes again. In CSV a line may end
     * within a cell, so quotes are counted from the beginning.
     */
    private static long wholeRecords(FileChannel file, boolean csv) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        boolean quoted = false;
        long end = 0;
        long at = 0;
        while (file.read(buffer.clear(), at) > 0) {
            buffer.flip();
            while (buffer.hasRemaining()) {
                byte one = buffer.get();
                at++;
                quoted ^= csv && one == '"';
                end = one == '\n' && !quoted ? at : end;
            }
        }
        return end;
    }

    private static long write(FileChannel file, long at, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            file.write(buffer, at + buffer.position());
        }
        return at + bytes.length;
    }
}
