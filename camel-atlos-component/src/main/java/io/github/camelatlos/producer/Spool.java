package io.github.camelatlos.producer;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import io.github.camelatlos.input.Invalid;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * Puts a stream down: a short one in memory, a longer one on disk, where Camel's stream caching spools to (in memory is what that
 * does on its own unless told otherwise). It takes the place of the body until the exchange is done, so that a redelivery finds
 * the file and not the rest of a stream.
 */
final class Spool {

    private static final int IN_MEMORY = 128 * 1024;

    private Spool() {
    }

    static UploadBody of(Inputs in, InputStream stream) {
        try (stream) {
            byte[] head = stream.readNBytes(IN_MEMORY);
            if (head.length < IN_MEMORY) {
                in.message().setBody(head);
                return new UploadBody.InMemory(head);
            }
            Path file = file(in.exchange());
            in.exchange().getExchangeExtension().addOnCompletion(new Removal(file));
            long length = fill(in, file, head, stream);
            in.message().setBody(file.toFile());
            return new UploadBody.OnDisk(file, length);
        } catch (IOException e) {
            throw Invalid.input(in.operation(), Inputs.BODY, "the stream could not be read to its end, or not be put down on disk (" + e.getMessage() + ")");
        }
    }

    private static Path file(Exchange exchange) throws IOException {
        File directory = exchange.getContext().getStreamCachingStrategy().getSpoolDirectory();
        return directory != null && directory.isDirectory() ? Files.createTempFile(directory.toPath(), "atlos-upload-", ".tmp")
                : Files.createTempFile("atlos-upload-", ".tmp");
    }

    private static long fill(Inputs in, Path file, byte[] head, InputStream rest) throws IOException {
        long length = head.length;
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(head);
            byte[] buffer = new byte[IN_MEMORY];
            for (int n = rest.read(buffer); n >= 0; n = rest.read(buffer)) {
                length += n;
                if (length > UploadBody.LARGEST) {
                    throw Invalid.tooLarge(in.operation(), Inputs.BODY, "the file is larger than the 2,000,000,000 bytes that Atlos takes; "
                            + "split or compress it");
                }
                out.write(buffer, 0, n);
            }
        }
        return length;
    }

    /** When the exchange is done, whatever became of it. */
    private static final class Removal extends SynchronizationAdapter {
        private final Path file;

        Removal(Path file) {
            this.file = file;
        }

        @Override
        public void onDone(Exchange exchange) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                file.toFile().deleteOnExit();
            }
        }
    }
}
