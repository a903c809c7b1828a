package io.github.camelatlos.examples.custody;

import io.github.camelatlos.examples.archive.Download;
import io.github.camelatlos.examples.archive.Fetcher;
import io.github.camelatlos.examples.archive.RawWeb;
import io.github.camelatlos.examples.archive.Vault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/** An archive as the routes make it, without the routes: a fetcher, a vault, and the custody of both. */
final class ArchiveFolder implements AutoCloseable {

    private final Path folder;
    private final RawWeb web;
    private final Fetcher fetcher = new Fetcher();
    private final Vault vault = new Vault();
    private final Path key;
    private Duration ahead = Duration.ZERO;
    private Custody custody;

    ArchiveFolder(Path folder, RawWeb web, boolean signed) throws Exception {
        this.folder = folder.resolve("archive");
        this.web = web;
        this.key = signed ? folder.resolve("key.pem") : null;
        if (signed) {
            Files.createDirectories(this.folder.resolve("manifest"));
            openssl("genpkey", "-algorithm", "ed25519", "-out", key.toString());
            openssl("pkey", "-in", key.toString(), "-pubout", "-out", this.folder.resolve("manifest/signer.pub.pem").toString());
        }
        fetcher.setAllowed(web.url(""));
        fetcher.setCopies(this.folder.resolve("incoming").toString());
        vault.setFolder(this.folder.resolve("files").toString());
        start();
    }

    void start() {
        start(1_000_000);
    }

    void start(long warcBytes) {
        InstantSource source = () -> Instant.now().plus(ahead);
        custody = new Custody(source.withZone(ZoneOffset.UTC));
        custody.setFolder(folder.toString());
        custody.setKey(key == null ? "" : key.toString());
        custody.setWorker("one");
        custody.setWarcBytes(warcBytes);
        custody.start();
    }

    Map<String, Object> keep(String path) throws IOException {
        Download page = fetcher.fetch(web.url(path));
        try {
            Vault.Kept kept = vault.keep(page);
            return custody.record(page, kept, web.url(path), "id-of-" + path.substring(1), "ABC123");
        } finally {
            fetcher.forget(page);
        }
    }

    /** From now on, of the clock of this computer. */
    void clockIsAhead(int days) {
        ahead = Duration.ofDays(days);
    }

    void dayIsOver() throws IOException {
        ahead = ahead.plusDays(1);
        custody.signDays();
    }

    VerifyReport verify() throws IOException {
        Verifier verifier = new Verifier();
        verifier.setFolder(folder.toString());
        return verifier.verify(null);
    }

    Custody custody() {
        return custody;
    }

    Fetcher fetcher() {
        return fetcher;
    }

    Vault vault() {
        return vault;
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    /** The only file there whose name ends so. */
    Path file(String in, String end) throws IOException {
        try (Stream<Path> all = Files.list(folder.resolve(in))) {
            return all.filter(each -> each.getFileName().toString().endsWith(end)).max(Comparator.naturalOrder()).orElseThrow();
        }
    }

    static String openssl(String... arguments) throws Exception {
        return Command.run(Stream.concat(Stream.of("openssl"), Stream.of(arguments)).toArray(String[]::new));
    }

    @Override
    public void close() {
        custody.stop();
    }
}
