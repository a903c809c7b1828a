package io.github.camelatlos.checkpoint;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a checkpoint belongs to. The project is told later, by the first row that shows it.
 *
 * @param key       the name of the mark in its store
 * @param resource  the list, as in the endpoint's URI
 * @param selection what selects rows, in any form that is the same for the same filters; kept as a digest only
 */
public record Identity(String key, String resource, String selection) {

    /** Half a SHA-256 of the selection. */
    public String fingerprint() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(selection.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
