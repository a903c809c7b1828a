package io.github.camelatlos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;

/** Follows a file that a process writes line by line. What was killed in the middle of a line was not delivered. */
final class Lines {

    private final Path file;
    private final Consumer<byte[]> sink;
    private long offset;

    Lines(Path file, Consumer<byte[]> sink) {
        this.file = file;
        this.sink = sink;
    }

    /** Hands on the lines that came since; how many. */
    int read() {
        if (!Files.exists(file)) {
            return 0;
        }
        int lines = 0;
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            byte[] bytes = Channels.newInputStream(channel.position(offset)).readAllBytes();
            int start = 0;
            for (int i = 0; i < bytes.length; i++) {
                if (bytes[i] == '\n') {
                    sink.accept(Arrays.copyOfRange(bytes, start, i));
                    start = i + 1;
                    lines++;
                }
            }
            offset += start;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }
}
