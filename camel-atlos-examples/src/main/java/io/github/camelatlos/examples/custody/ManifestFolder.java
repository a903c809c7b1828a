package io.github.camelatlos.examples.custody;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/** Where the manifest is: a file for each day, its signature beside it, and a head that says which line is the last. */
record ManifestFolder(Path path) {

    private static final String LINES = ".jsonl";

    Path of(LocalDate day) {
        return path.resolve(day + LINES);
    }

    Path signature(Path day) {
        return day.resolveSibling(day.getFileName() + ".sig");
    }

    /** The last line's number and digest, and a signature of both if there is a key. */
    Path head() {
        return path.resolve("head");
    }

    /** For whoever verifies: the key's other half. */
    Path shownKey() {
        return path.resolve("signer.pub.pem");
    }

    /** Whom to believe what they say of times. */
    Path authorities() {
        return path.resolve("authorities.pem");
    }

    /** An authority's answer on that digest. */
    Path token(String sha256) {
        return path.resolve("tokens").resolve(sha256 + ".tsr");
    }

    /** What calendars of OpenTimestamps know of that digest. */
    Path proof(String sha256) {
        return path.resolve("proofs").resolve(sha256 + ".ots");
    }

    /** The whole of it or nothing, also when the power goes. */
    static void write(Path file, byte[] bytes) throws IOException {
        Path next = Files.createDirectories(file.getParent()).resolve("." + file.getFileName());
        try (FileChannel channel = FileChannel.open(next, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            for (ByteBuffer left = ByteBuffer.wrap(bytes); left.hasRemaining();) {
                channel.write(left);
            }
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** In the order of the days. */
    List<Path> days() throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file -> file.getFileName().toString().matches("\\d{4}-\\d{2}-\\d{2}\\.jsonl")).sorted().toList();
        }
    }

    static LocalDate day(Path file) {
        return LocalDate.parse(file.getFileName().toString().replace(LINES, ""));
    }
}
