package io.github.camelatlos.examples.publish;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import io.github.camelatlos.examples.Sha256;

/**
 * A whole folder in memory: its files by their paths, and a name that another content would not have. The day of publication stands in
 * the files but not in the name, so that a day on which nothing changed makes no new set.
 */
public record PublishedSet(String name, SortedMap<String, byte[]> files) {

    private static final int LENGTH = 16;
    private static final Pattern SET = Pattern.compile("set-[0-9a-f]{" + LENGTH + "}(?![^/])");
    /** What is no part of the page. */
    private static final Pattern DATA = Pattern.compile("incidents\\..*|timemap/.*|feed\\.xml");

    static String nameOf(SortedMap<String, byte[]> files) {
        MessageDigest digest = Sha256.digest();
        files.forEach((path, bytes) -> {
            digest.update((path + "\0" + bytes.length + "\0").getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
        });
        return "set-" + HexFormat.of().formatHex(digest.digest()).substring(0, LENGTH);
    }

    /** All in the set's own folder; a destination that cannot turn a whole folder at once puts them there first. */
    public List<String> paths() {
        return List.copyOf(files.keySet());
    }

    public byte[] bytes(String path) {
        return files.get(path);
    }

    /**
     * Then these, beside that folder, each replaced in one step: what other tools read under an address that stays, and last the pages,
     * which lead into the folder.
     */
    public List<String> front() {
        return Stream.concat(files.keySet().stream().filter(path -> !isPage(path) && DATA.matcher(path).matches()),
                files.keySet().stream().filter(PublishedSet::isPage)).toList();
    }

    public byte[] frontBytes(String path) {
        return isPage(path) ? new String(files.get(path), StandardCharsets.UTF_8)
                .replace("base-uri 'none'", "base-uri 'self'")
                .replaceFirst("<meta name=\"viewport\"", Matcher.quoteReplacement("<base href=\"" + name + "/\">\n  <meta name=\"viewport\""))
                .getBytes(StandardCharsets.UTF_8) : files.get(path);
    }

    /** Whether something at the destination belongs to a set before this one. */
    public boolean isOutdated(String path) {
        return SET.matcher(path).lookingAt() && !path.startsWith(name + "/") && !path.equals(name);
    }

    private static boolean isPage(String path) {
        return path.endsWith(".html");
    }
}
