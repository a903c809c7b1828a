package io.github.camelatlos.examples.custody;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Base64;

/**
 * The end of the chain, signed at every line: without it, the last lines of a day that is not signed yet could be cut off.
 *
 * @param signature null if there is no key
 */
record Head(long number, String digest, byte[] signature) {

    static Head of(ManifestLine last, PrivateKey key) {
        byte[] signature = key == null ? null : SigningKey.sign(key, said(last.number(), last.digest()));
        return new Head(last.number(), last.digest(), signature);
    }

    /** Null if there is none. */
    static Head read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return null;
        }
        String[] parts = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).strip().split(" ");
        if (parts.length < 2 || !parts[0].matches("\\d{1,18}")) {
            return new Head(-1, "", null);
        }
        try {
            return new Head(Long.parseLong(parts[0]), parts[1], parts.length > 2 ? Base64.getDecoder().decode(parts[2]) : null);
        } catch (IllegalArgumentException e) {
            return new Head(Long.parseLong(parts[0]), parts[1], new byte[0]);
        }
    }

    void write(Path file) throws IOException {
        Path next = file.resolveSibling("head.next");
        Files.writeString(next, number + " " + digest + (signature == null ? "" : " " + Base64.getEncoder().encodeToString(signature)) + "\n");
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    boolean isOf(ManifestLine line) {
        return line != null && line.number() == number && line.digest().equals(digest);
    }

    boolean isSignedBy(PublicKey key) {
        return signature != null && SigningKey.holds(key, said(number, digest), signature);
    }

    private static byte[] said(long number, String digest) {
        return (number + " " + digest).getBytes(StandardCharsets.US_ASCII);
    }
}
