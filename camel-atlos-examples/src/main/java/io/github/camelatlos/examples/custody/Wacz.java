package io.github.camelatlos.examples.custody;

import io.github.camelatlos.examples.Sha256;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.netpreserve.jwarc.WaczWriter;

/**
 * {@code Wacz FOLDER DAY|SOURCE-MATERIAL OUT.wacz}: the WARC files of a day, or what they hold of one source material, as one package (WACZ 1.1.1), for
 * players such as ReplayWeb.page.
 */
public final class Wacz {

    private Wacz() {
    }

    public static void main(String[] args) throws IOException {
        if (args.length != 3) {
            System.err.println("Wacz FOLDER DAY|SOURCE-MATERIAL OUT.wacz");
            System.exit(2);
        }
        if (args[1].matches("\\d{4}-\\d{2}-\\d{2}")) {
            write(Path.of(args[0]), LocalDate.parse(args[1]), Path.of(args[2]));
        } else {
            write(Path.of(args[0]), args[1], Path.of(args[2]));
        }
    }

    static void write(Path archive, LocalDate day, Path out) throws IOException {
        List<Path> warcs;
        try (Stream<Path> all = Files.list(archive.resolve("warc"))) {
            warcs = all.filter(each -> each.getFileName().toString().contains("-" + day + "-")).sorted().toList();
        }
        if (warcs.isEmpty()) {
            throw new IOException("There is no WARC of " + day + " in " + archive);
        }
        write(warcs, out);
    }

    /** Each record of a WARC is packed by itself, so that a part of one is one. */
    static void write(Path archive, String sourceMaterial, Path out) throws IOException {
        Path folder = Files.createTempDirectory("wacz");
        Path part = folder.resolve("record.warc.gz");
        try (FileChannel to = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            new ManifestReader(new ManifestFolder(archive.resolve("manifest"))).read((day, line) -> {
                if (line.kind().equals("kept") && line.json().path("sourceMaterial").asText().equals(sourceMaterial)) {
                    copy(archive, WarcPosition.of(line.json().path("warc")), to);
                }
            });
            if (to.size() == 0) {
                throw new IOException("No line of the manifest in " + archive + " tells of source material " + sourceMaterial);
            }
            write(List.of(part), out);
        } finally {
            Files.deleteIfExists(part);
            Files.delete(folder);
        }
    }

    private static void copy(Path archive, WarcPosition warc, FileChannel to) throws IOException {
        if (!FileCheck.isName(warc.file())) {
            throw new IOException("The manifest names a WARC that cannot be one: verify it");
        }
        try (FileChannel from = FileChannel.open(archive.resolve("warc").resolve(warc.file()), StandardOpenOption.READ)) {
            for (long at = warc.offset(); at < Math.min(warc.end(), from.size());) {
                at += from.transferTo(at, warc.end() - at, to);
            }
        }
    }

    private static void write(List<Path> warcs, Path out) throws IOException {
        try (WaczWriter writer = new WaczWriter(out)) {
            writer.set("software", Custody.TOOL);
            writer.setAutoPages(true);
            for (Path each : warcs) {
                writer.writeResource("archive/" + each.getFileName(), each);
            }
            writer.finish();
        }
        // Its own digests are of what is in it; this one is of every byte of the package, as sha256sum -c reads it.
        Files.writeString(out.resolveSibling(out.getFileName() + ".sha256"), Sha256.of(out) + "  " + out.getFileName() + "\n");
    }
}
