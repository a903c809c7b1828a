package io.github.camelatlos.examples;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.support.service.ServiceSupport;

/**
 * What was posted, in a file that only grows. It is told before a post and after it, and each line is on the disk before
 * anything else happens: so after a crash it is known of which posts nothing is known.
 */
public final class Ledger extends ServiceSupport {

    /** A post that was begun, and of which nobody knows whether Atlos got it. */
    public static final class BegunBefore extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BegunBefore() {
            super("posted before, and its answer was lost: look in Atlos, and only if it is not there strike it out of the ledger");
        }
    }

    private static final Pattern ESCAPED = Pattern.compile("\\\\([\\\\tnr])");
    private static final String BEGUN = "begun";
    private static final String DONE = "done";
    private static final String STRUCK = "struck";

    private Path file;
    private FileChannel channel;
    /** The result by step; empty where it was only begun. */
    private final Map<String, String> steps = new HashMap<>();

    public void setFile(String path) {
        file = Path.of(path);
    }

    /** Null if this may be posted now; what came of it if it was posted before. */
    public synchronized String begin(String step) throws IOException {
        String result = steps.get(step);
        if (result == null) {
            write(BEGUN, step, "");
        } else if (result.isEmpty()) {
            throw new BegunBefore();
        }
        return result;
    }

    public synchronized boolean isNotDone(String step) {
        return result(step) == null;
    }

    /** Begun, and not known to have ended. */
    public synchronized boolean isBegun(String step) {
        return "".equals(steps.get(step));
    }

    /** What came of it; null where nothing did, or where that is not known. */
    public synchronized String result(String step) {
        String result = steps.get(step);
        return result == null || result.isEmpty() ? null : result;
    }

    /** The results of all steps that begin like this, by step. */
    public synchronized Map<String, String> results(String beginning) {
        Map<String, String> found = new TreeMap<>();
        steps.forEach((step, result) -> {
            if (step.startsWith(beginning) && !result.isEmpty()) {
                found.put(step, result);
            }
        });
        return found;
    }

    public synchronized void done(String step, String result) throws IOException {
        write(DONE, step, result);
    }

    /** It was not carried out, for certain. */
    public synchronized void strike(String step) throws IOException {
        if (isBegun(step)) {
            write(STRUCK, step, "");
        }
    }

    private void write(String what, String step, String result) throws IOException {
        ByteBuffer line = ByteBuffer.wrap((what + "\t" + escaped(step) + "\t" + escaped(result) + "\n").getBytes(StandardCharsets.UTF_8));
        while (line.hasRemaining()) {
            channel.write(line);
        }
        channel.force(false);
        read(what, step, result);
    }

    /** Other people's text: a line break or a tab in it would be another line, or another part, when it is read again. */
    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r");
    }

    private static String unescaped(String text) {
        return ESCAPED.matcher(text).replaceAll(found -> Matcher.quoteReplacement(switch (found.group(1)) {
            case "t" -> "\t";
            case "n" -> "\n";
            case "r" -> "\r";
            default -> found.group(1);
        }));
    }

    private void read(String what, String step, String result) {
        switch (what) {
            case BEGUN -> steps.put(step, "");
            case DONE -> steps.put(step, result);
            case STRUCK -> steps.remove(step);
            default -> throw new IllegalArgumentException("The ledger " + file + " has a line that begins with neither begun, done nor struck");
        }
    }

    @Override
    protected void doStart() throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        lock();
        String text = Files.readString(file);
        // A line without an end was never acted on: the crash came first.
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        channel.truncate(whole.getBytes(StandardCharsets.UTF_8).length);
        channel.position(channel.size());
        steps.clear();
        whole.lines().filter(line -> !line.isBlank()).map(line -> line.split("\t", -1))
                .forEach(parts -> read(parts[0], parts.length > 1 ? unescaped(parts[1]) : "", parts.length > 2 ? unescaped(parts[2]) : ""));
    }

    /** Two that write to one ledger would post twice. */
    private void lock() throws IOException {
        boolean ours;
        try {
            ours = channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            ours = false;
        }
        if (!ours) {
            channel.close();
            throw new IOException("The ledger " + file + " is in use by another run");
        }
    }

    @Override
    protected void doStop() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}
