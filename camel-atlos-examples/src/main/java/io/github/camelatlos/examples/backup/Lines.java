package io.github.camelatlos.examples.backup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Files that grow by whole records: Camel's own file endpoint, stopped by a full disk or a kill, leaves half a record behind, and
 * the next one goes on in the same line. Here the half is taken back.
 */
public final class Lines {

    private Path folder;

    public void setFolder(String folder) {
        this.folder = Path.of(folder);
    }

    /** It is on the disk when this returns. */
    public synchronized void append(String name, String header, byte[] record) throws IOException {
        Files.createDirectories(folder);
        try (FileChannel file = FileChannel.open(folder.resolve(name), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long end = wholeLines(file);
            try {
                long at = end == 0 ? write(file, 0, (header + (header.isEmpty() ? "" : "\r\n")).getBytes(StandardCharsets.UTF_8)) : end;
                at = write(file, at, record);
                if (record[record.length - 1] != '\n') {
                    at = write(file, at, new byte[] { '\n' });
                }
                file.truncate(at);
                file.force(true);
            } catch (IOException e) {
                file.truncate(end);
                throw e;
            }
        }
    }

    /** Where the last line ends that was finished; what follows it was cut off by a kill, and comes again. */
    private static long wholeLines(FileChannel file) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        for (long at = file.size(); at > 0; at--) {
            one.clear();
            file.read(one, at - 1);
            if (one.get(0) == '\n') {
                return at;
            }
        }
        return 0;
    }

    private static long write(FileChannel file, long at, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            file.write(buffer, at + buffer.position());
        }
        return at + bytes.length;
    }
}
