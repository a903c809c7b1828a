package io.github.camelatlos.producer;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

import io.github.camelatlos.client.Upload;
import io.github.camelatlos.input.Invalid;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * The bytes of a stream that can be read only once: short ones in memory, longer ones on disk, where Camel's stream caching spools
 * to. They are kept while an exchange that uses them is not over, or somebody (an aggregator) still holds them as a body.
 */
final class Spool extends SynchronizationAdapter {

    private static final int IN_MEMORY = 128 * 1024;

    private final Runnable onRead;
    private Upload.Source source;
    private byte[] head;
    private RandomAccessFile file;
    private Path named;
    private long length;
    private String broken;
    private int users;

    /** @param onRead told when the source is touched: from then on only this has its bytes */
    Spool(Upload.Source source, Runnable onRead) {
        this.source = source;
        this.onRead = onRead;
    }

    /** Reads the source to its end, the first time only; one that broke off is never taken for a shorter one. */
    synchronized void fill(Inputs in) {
        if (source != null) {
            onRead.run();
            try (InputStream all = source.open()) {
                head = all.readNBytes(IN_MEMORY);
                length = head.length;
                if (head.length == IN_MEMORY) {
                    toDisk(in, all);
                }
            } catch (IOException | RuntimeException | Error e) {
                broken = "the stream could not be read to its end, or not be put down on disk (" + e.getMessage() + ")";
                close();
                if (e instanceof Error error) {
                    throw error;
                }
            } finally {
                source = null;
            }
        }
        if (broken != null) {
            throw Invalid.input(in.operation(), Inputs.BODY, broken);
        } else if (length > UploadBody.LARGEST) {
            throw UploadBody.tooLarge(in);
        }
        usedBy(in.exchange());
    }

    private void toDisk(Inputs in, InputStream rest) throws IOException {
        open(in.exchange().getContext().getStreamCachingStrategy().getSpoolDirectory());
        file.write(head);
        head = null;
        byte[] buffer = new byte[IN_MEMORY];
        for (int n = rest.read(buffer); n >= 0; n = rest.read(buffer)) {
            length += n;
            if (length > UploadBody.LARGEST) {
                close();
                return;
            }
            file.write(buffer, 0, n);
        }
    }

    /** Without a name where the system allows that, so that not even a kill leaves it behind. */
    private void open(java.io.File directory) throws IOException {
        named = directory != null && directory.isDirectory() ? Files.createTempFile(directory.toPath(), "atlos-upload-", ".tmp")
                : Files.createTempFile("atlos-upload-", ".tmp");
        file = new RandomAccessFile(named.toFile(), "rw");
        remove();
    }

    private void remove() {
        try {
            if (named != null && Files.deleteIfExists(named)) {
                named = null;
            }
        } catch (IOException inUse) {
            named.toFile().deleteOnExit();
        }
    }

    /** Not through a channel, which an interrupt of one reader would close for all. */
    synchronized int read(long position, byte[] buffer, int offset, int wanted) throws IOException {
        if (position >= length) {
            return -1;
        } else if (head != null) {
            int n = (int) Math.min(wanted, length - position);
            System.arraycopy(head, (int) position, buffer, offset, n);
            return n;
        } else if (file == null) {
            throw new IOException("The exchanges that this stream belonged to are over");
        }
        file.seek(position);
        return file.read(buffer, offset, wanted);
    }

    synchronized long length() {
        return length;
    }

    synchronized boolean inMemory() {
        return head != null;
    }

    /** An exchange that has it, also another one than the first, such as a wire tap's. A branch's parent has it too: the next branch comes. */
    synchronized void usedBy(Exchange exchange) {
        UnitOfWork parent = exchange.getProperty(ExchangePropertyKey.STREAM_CACHE_UNIT_OF_WORK, UnitOfWork.class);
        if (parent != null && !parent.containsSynchronization(this)) {
            users++;
            parent.addSynchronization(this);
        } else if (parent == null && !exchange.getExchangeExtension().containsOnCompletion(this)) {
            users++;
            exchange.getExchangeExtension().addOnCompletion(this);
        }
    }

    /**
     * Whoever is still shown as a body may have been taken over by an aggregator, which says so to nobody: then the space on disk is
     * free when it is garbage.
     */
    @Override
    public synchronized void onDone(Exchange exchange) {
        if (--users == 0 && !(exchange.getMessage().getBody() instanceof Spooled shown && shown.isOf(this))) {
            close();
        }
    }

    private void close() {
        try {
            if (file != null) {
                file.close();
                file = null;
            }
        } catch (IOException ignored) {
            // Closed all the same; nothing was to be written any more.
        }
        remove();
    }
}
