package io.github.camelatlos.examples.airgap;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import io.github.camelatlos.examples.Sha256;

/** What a file holds: one incident a line, and a last line with its number and the SHA-256 of the lines before. */
record Batch(long number, List<String> lines) {

    private static final Pattern SEAL = Pattern.compile("\\{\"batch\":(\\d{1,18}),\"sha256\":\"([0-9a-f]{64})\"}\n");

    static String seal(long number, String lines) {
        return "{\"batch\":%d,\"sha256\":\"%s\"}\n".formatted(number, Sha256.of(lines));
    }

    static Batch of(String text) throws DamagedBatch {
        int end = text.lastIndexOf('\n', text.length() - 2) + 1;
        Matcher seal = SEAL.matcher(text.substring(end));
        String lines = text.substring(0, end);
        if (!seal.matches() || !seal.group(2).equals(Sha256.of(lines))) {
            throw new DamagedBatch("The checksum does not fit");
        }
        return new Batch(Long.parseLong(seal.group(1)), lines.lines().toList());
    }
}
