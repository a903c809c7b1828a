package io.github.camelatlos.examples.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

    private static final Pattern EXTENSION = Pattern.compile("\\.([A-Za-z0-9]{1,5})$");

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
        return keep(page.stream(), page.url(), page.contentType());
    }

    Kept keep(InputStream body, String url, String contentType) throws IOException {
        Files.createDirectories(folder);
        Path temporary = Files.createTempFile(folder, ".", ".part");
        try {
            MessageDigest digest = sha256();
            long size;
            try (body; FileChannel file = FileChannel.open(temporary, StandardOpenOption.WRITE);
                    OutputStream out = new DigestOutputStream(Channels.newOutputStream(file), digest)) {
                size = copy(body, out);
                file.force(true);
            }
            String hash = HexFormat.of().formatHex(digest.digest());
            Path path = folder.resolve(hash + extension(url, contentType));
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

    /** Atlos keeps nothing of a file's name but this, and takes the type of the file from it. */
    private static String extension(String url, String contentType) {
        String path = URI.create(url).getPath();
        Matcher matcher = EXTENSION.matcher(path == null ? "" : path);
        if (matcher.find()) {
            return "." + matcher.group(1).toLowerCase(Locale.ROOT);
        }
        return switch (contentType == null ? "" : contentType.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT)) {
            case "text/html" -> ".html";
            case "text/plain" -> ".txt";
            case "application/pdf" -> ".pdf";
            case "image/jpeg" -> ".jpg";
            case "image/png" -> ".png";
            case "image/webp" -> ".webp";
            case "video/mp4" -> ".mp4";
            case "video/webm" -> ".webm";
            default -> ".bin";
        };
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
