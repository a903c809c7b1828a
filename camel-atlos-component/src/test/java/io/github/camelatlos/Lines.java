package io.github.camelatlos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Follows a file that {@link RouteMain} writes line by line. What was killed in the middle of a line was not delivered. */
final class Lines {

    private final Path file;
    private final Oracle oracle;
    private final List<Instant> times = new ArrayList<>();
    private long offset;

    Lines(Path file, Oracle oracle) {
        this.file = file;
        this.oracle = oracle;
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
                    hand(Arrays.copyOfRange(bytes, start, i));
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

    private void hand(byte[] line) {
        String[] head = new String(line, 0, Math.min(line.length, 200), StandardCharsets.ISO_8859_1).split(" ", 6);
        Oracle.Place place = new Oracle.Place(Instant.parse(head[0]), Instant.parse(head[1]), Integer.parseInt(head[2]), Boolean.parseBoolean(head[3]));
        int start = 5;
        for (int i = 0; i < 5; i++) {
            start += head[i].length();
        }
        times.add(place.at());
        oracle.delivered(Arrays.copyOfRange(line, start, line.length), head[4], file.toString(), place);
    }

    /** How many were delivered in the last so long, before the very last one, and that one: all that a kill can undo. */
    int within(Duration last) {
        if (times.size() < 2) {
            return times.size();
        }
        Instant since = times.get(times.size() - 2).minus(last);
        return 1 + (int) times.subList(0, times.size() - 1).stream().filter(time -> !last.isZero() && !time.isBefore(since)).count();
    }
}
