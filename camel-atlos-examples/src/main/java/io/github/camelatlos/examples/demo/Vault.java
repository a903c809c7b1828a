package io.github.camelatlos.examples.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Body;
import org.apache.camel.Variable;

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

    /** Streams to disk, so that a long video needs no more memory than a page. */
    public Kept keep(@Body InputStream body, @Variable("url") String url) throws IOException {
        Files.createDirectories(folder);
        Path temporary = Files.createTempFile(folder, ".", ".part");
        try {
            MessageDigest digest = sha256();
            long size;
            try (body; OutputStream out = new DigestOutputStream(Files.newOutputStream(temporary), digest)) {
                size = copy(body, out);
            }
            String hash = HexFormat.of().formatHex(digest.digest());
            Path path = folder.resolve(hash + extension(url));
            Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return new Kept(path, hash, size);
        } finally {
            Files.deleteIfExists(temporary);
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
    private static String extension(String url) {
        String path = URI.create(url).getPath();
        Matcher matcher = EXTENSION.matcher(path == null ? "" : path);
        return matcher.find() ? "." + matcher.group(1).toLowerCase(Locale.ROOT) : ".bin";
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
