package io.github.camelatlos.examples.custody;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.PrivateKey;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.apache.camel.support.service.ServiceSupport;

/** Lines that are only ever added: a file for each day, forced to disk line by line, and signed when the day is over. */
public final class Manifest extends ServiceSupport {

    private static final String TOKEN = "pkcs11:";

    private final Clock clock;
    private ManifestFolder folder;
    private Path key;
    private boolean inToken;
    private boolean isKeyItself;
    private char[] pin = new char[0];
    private PrivateKey secret;
    private FileChannel lock;
    private ManifestLine last;
    /** Of the last line; a clock that is set back opens no day again. */
    private LocalDate day = LocalDate.MIN;

    public Manifest() {
        this(Clock.systemUTC());
    }

    Manifest(Clock clock) {
        this.clock = clock;
    }

    public void setFolder(String folder) {
        this.folder = new ManifestFolder(Path.of(folder));
    }

    /** A file with an Ed25519 key, for you alone; {@code pkcs11:} and a configuration of Java's provider for tokens; empty: nothing is signed. */
    public void setKey(String file) {
        isKeyItself = file.contains("PRIVATE KEY");
        inToken = file.startsWith(TOKEN);
        key = file.isBlank() || isKeyItself ? null : Path.of(inToken ? file.substring(TOKEN.length()) : file);
    }

    /** Of the token. */
    public void setPin(String pin) {
        this.pin = pin.toCharArray();
    }

    @Override
    protected synchronized void doStart() throws IOException {
        Files.createDirectories(folder.path());
        if (isKeyItself) {
            // Any other refusal would quote it, as the name of a file that is not there; and one in the setter is Camel's, which quotes the value.
            throw new IOException("archive.key is the name of a file, not the key: see CUSTODY.md");
        }
        secret = key == null ? null : inToken ? TokenKey.of(key, pin) : SigningKey.secret(key);
        if (secret != null && !SigningKey.holds(SigningKey.shown(folder.shownKey()), new byte[0], SigningKey.sign(secret, new byte[0]))) {
            throw new IOException(folder.shownKey() + " is not the other half of the key in " + key + ": see CUSTODY.md");
        }
        lock();
        try {
            begin();
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private void begin() throws IOException {
        for (Path each : folder.days()) {
            ManifestLine end = cutToLastLine(each);
            last = end == null ? last : end;
            day = ManifestFolder.day(each);
        }
        Head head = Head.read(folder.head());
        if (last != null && last.version() != ManifestLine.VERSION) {
            throw new IOException("The manifest in " + folder.path() + " is of version " + last.version() + ", which is not ours: nothing is added to it");
        }
        // A kill between a line and its head leaves the head one behind, and nothing else does.
        boolean oneBehind = last != null && (head == null ? last.follows(null)
                : last.number() == head.number() + 1 && last.previous().equals(head.digest()));
        if (!oneBehind && (head == null ? last != null : !head.isOf(last))) {
            throw new IOException("The manifest in " + folder.path() + " does not end where it ended: verify it; nothing is added to it");
        }
        if (oneBehind) {
            Head.of(last, secret).write(folder.head());
        }
        signDays();
    }

    /** It is on the disk when this returns. */
    public synchronized ManifestLine append(ObjectNode what) throws IOException {
        ManifestLine line = ManifestLine.after(last, what);
        LocalDate today = LocalDate.now(clock);
        day = today.isAfter(day) ? today : day;
        while (Files.exists(folder.signature(folder.of(day)))) {
            // The clock was ahead when it was signed.
            day = day.plusDays(1);
        }
        try (FileChannel file = FileChannel.open(folder.of(day), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            long end = file.size();
            try {
                file.position(end);
                ByteBuffer bytes = ByteBuffer.wrap((line.text() + "\n").getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    file.write(bytes);
                }
                file.force(false);
                Head.of(line, secret).write(folder.head());
            } catch (IOException e) {
                file.truncate(end);
                throw e;
            }
        }
        last = line;
        return line;
    }

    /** Signs each day that is over and is not signed; with no key, none. */
    public synchronized void signDays() throws IOException {
        for (Path each : secret == null ? List.<Path>of() : folder.days()) {
            if (ManifestFolder.day(each).isBefore(LocalDate.now(clock)) && !Files.exists(folder.signature(each))) {
                Files.write(folder.signature(each), SigningKey.sign(secret, Files.readAllBytes(each)));
            }
        }
    }

    /** A line without an end was never acted on: the kill came first. */
    private static ManifestLine cutToLastLine(Path day) throws IOException {
        byte[] all = Files.readAllBytes(day);
        // A byte for a character, so that places in the text are places in the file.
        String bytes = new String(all, StandardCharsets.ISO_8859_1);
        int end = bytes.lastIndexOf('\n') + 1;
        if (end < all.length) {
            try (FileChannel file = FileChannel.open(day, StandardOpenOption.WRITE)) {
                file.truncate(end);
            }
        }
        int begin = bytes.lastIndexOf('\n', end - 2) + 1;
        return end == 0 ? null : ManifestLine.of(new String(all, begin, end - 1 - begin, StandardCharsets.UTF_8));
    }

    /** Two that add to one chain would break it. */
    private void lock() throws IOException {
        lock = FileChannel.open(folder.path().resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean ours;
        try {
            ours = lock.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            ours = false;
        }
        if (!ours) {
            lock.close();
            throw new IOException("The manifest in " + folder.path() + " is in use by another run: each worker needs a folder of its own");
        }
    }

    ManifestFolder folder() {
        return folder;
    }

    /** Null if there is none yet. */
    synchronized ManifestLine last() {
        return last;
    }

    @Override
    protected synchronized void doStop() throws IOException {
        if (lock != null) {
            lock.close();
        }
    }
}
