package io.github.camelatlos.examples.custody;

import io.github.camelatlos.examples.Sha256;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelatlos.examples.archive.Download;
import io.github.camelatlos.examples.archive.Exchange;
import io.github.camelatlos.examples.archive.Vault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.camel.support.service.ServiceSupport;

/** What can be told of an archived file later: the WARC of how it was had, and a line in the manifest. One for each folder. */
public final class Custody extends ServiceSupport {

    /** A record that is being written. Camel would wait for a future at once. */
    public record Recording(CompletableFuture<Map<String, Object>> note) {
    }

    /** Who wrote it. */
    static final String TOOL = "camel-atlos archive 1.0.0";

    private final Clock clock;
    private final Manifest manifest;
    private Path folder;
    private String worker = "";
    private long warcBytes = 1_000_000_000L;
    private WarcFiles warcs;
    private String host;
    private ExecutorService writer;

    public Custody() {
        this(Clock.systemUTC());
    }

    Custody(Clock clock) {
        this.clock = clock;
        this.manifest = new Manifest(clock);
    }

    /** Of the archive; its parts are {@code files}, {@code warc} and {@code manifest}. */
    public void setFolder(String folder) {
        this.folder = Path.of(folder);
        manifest.setFolder(this.folder.resolve("manifest").toString());
    }

    /** A file with an Ed25519 key, for you alone; {@code pkcs11:} and a configuration of Java's provider for tokens; empty: nothing is signed. */
    public void setKey(String file) {
        manifest.setKey(file);
    }

    /** Of the token. */
    public void setPin(String pin) {
        manifest.setPin(pin);
    }

    /** Its name in the WARC's; by default the computer's. */
    public void setWorker(String worker) {
        this.worker = worker;
    }

    /** When another WARC is begun. */
    public void setWarcBytes(long bytes) {
        warcBytes = bytes;
    }

    @Override
    protected void doStart() throws IOException {
        manifest.start();
        host = host();
        try {
            warcs = new WarcFiles(folder.resolve("warc"), (worker.isBlank() ? host : worker).replaceAll("[^A-Za-z0-9_]", "_"), warcBytes, clock,
                    new ManifestReader(manifest.folder()).warcs());
        } catch (IOException | RuntimeException e) {
            manifest.stop();
            throw e;
        }
        writer = Executors.newSingleThreadExecutor(task -> new Thread(task, "archive-custody"));
    }

    /**
     * Writes down how that file was had; both are on the disk when this returns.
     *
     * @param id       of the source material
     * @param incident its slug, or null if it is not known
     * @return what the note in Atlos says of it
     */
    public synchronized Map<String, Object> record(Download page, Vault.Kept kept, String url, String id, String incident) throws IOException {
        List<Exchange> exchanges = page.exchanges();
        Exchange last = exchanges.get(exchanges.size() - 1);
        WarcPosition before = warcs.last();
        WarcPosition warc = warcs.write(exchanges, kept.path(), page.contentEncoding() == null ? kept.sha256() : null,
                // A line's end would begin another field.
                Map.of("sourceMaterial", List.of(id.replaceAll("\\p{Cntrl}", " ")), "sha256", List.of(kept.sha256())));
        ObjectNode line = ManifestLine.nothing().put("kind", "kept").put("sourceMaterial", id).put("incident", incident).put("url", url)
                .put("finalUrl", page.url()).put("askedAt", exchanges.get(0).at().toString()).put("keptAt", now().toString())
                .put("status", last.status()).put("headersSha256", Sha256.of(last.answer().head())).put("sha256", kept.sha256()).put("bytes", kept.size())
                .put("file", kept.name());
        line.set("warc", warc.json());
        ManifestLine written;
        try {
            written = manifest.append(line.put("tool", TOOL).put("by", System.getProperty("user.name") + "@" + host));
        } catch (IOException e) {
            warcs.takeBack(warc, before);
            throw e;
        }
        Map<String, Object> note = new LinkedHashMap<>();
        note.put("warc", warc.file());
        note.put("warcOffset", warc.response());
        note.put("manifestLine", written.number());
        note.put("manifestSha256", written.digest());
        return note;
    }

    /** The same beside what the caller does meanwhile: it takes about as long as an upload. Nothing may be told of the file before {@link #recorded}. */
    public Recording recording(Download page, Vault.Kept kept, String url, String id, String incident) {
        return new Recording(CompletableFuture.supplyAsync(() -> {
            try {
                return record(page, kept, url, id, incident);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }, writer));
    }

    /** What the note says, once it is on the disk. */
    public Map<String, Object> recorded(Recording recording) throws IOException {
        try {
            return recording.note().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof UncheckedIOException io) {
                throw io.getCause();
            }
            throw e;
        }
    }

    /** Waits until nothing of it is needed any more, whatever came of it. */
    public void ended(Recording recording) {
        if (recording != null) {
            recording.note().handle((note, failure) -> null).join();
        }
    }

    /** To be asked now and then: signs the days that are over. */
    public void signDays() throws IOException {
        manifest.signDays();
    }

    Manifest manifest() {
        return manifest;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    @Override
    protected void doStop() throws InterruptedException {
        if (writer != null) {
            // What was begun is written to its end.
            writer.shutdown();
            writer.awaitTermination(10, TimeUnit.MINUTES);
        }
        manifest.stop();
    }
}
