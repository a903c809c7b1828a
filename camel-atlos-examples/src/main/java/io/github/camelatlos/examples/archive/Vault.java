package io.github.camelatlos.examples.archive;

import io.github.camelatlos.examples.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** A folder of files, each under the SHA-256 of its bytes: what is in it can be checked by anybody, and nothing is in it twice. */
public final class Vault {

    /**
     * A file that is kept.
     *
     * @param path   the file, named by its hash
     * @param sha256 hexadecimal, in lower case
     */
    public record Kept(Path path, String sha256, long size) {

        /** The name as text: Camel takes a Path for the file itself. */
        public String name() {
            return path.getFileName().toString();
        }
    }

    private Path folder;
    private long limit = 2_000_000_000L;

    public void setFolder(String folder) {
        this.folder = Path.of(folder);
    }

    /** In bytes; the default is what Atlos takes. */
    public void setLimit(long limit) {
        this.limit = limit;
    }

    /**
     * Streams to disk, so that a long video needs no more memory than a page. It is on the disk itself when this returns: what
     * comes next may tell the world that it is kept.
     */
    public Kept keep(Download page) throws IOException {
        return keep(page.stream(), page.fileName(), page.contentType());
    }

    Kept keep(InputStream body, String name, String contentType) throws IOException {
        Files.createDirectories(folder);
        Path temporary = Files.createTempFile(folder, ".", ".part");
        try {
            MessageDigest digest = Sha256.digest();
            long size;
            try (body; FileChannel file = FileChannel.open(temporary, StandardOpenOption.WRITE);
                    OutputStream out = new DigestOutputStream(Channels.newOutputStream(file), digest)) {
                size = copy(body, out);
                file.force(true);
            }
            String hash = HexFormat.of().formatHex(digest.digest());
            Path path = folder.resolve(hash + FileType.extension(temporary, contentType, name));
            Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            forceNames();
            return new Kept(path, hash, size);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** For a folder that is only on the way to another store. */
    public void forget(Kept kept) throws IOException {
        Files.deleteIfExists(kept.path());
    }

    private void forceNames() throws IOException {
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        } catch (java.nio.file.AccessDeniedException e) {
            // Windows has no such thing.
        }
    }

    private long copy(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        long size = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            size += read;
            if (size > limit) {
                throw new IOException("The file is larger than " + limit + " bytes");
            }
            out.write(buffer, 0, read);
        }
        return size;
    }
}
