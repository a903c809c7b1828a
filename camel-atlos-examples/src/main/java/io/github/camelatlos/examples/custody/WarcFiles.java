package io.github.camelatlos.examples.custody;

import io.github.camelatlos.examples.Sha256;
import io.github.camelatlos.examples.archive.Exchange;
import io.github.camelatlos.examples.archive.KeptFolder;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipException;
import org.netpreserve.jwarc.MediaType;
import org.netpreserve.jwarc.MessageVersion;
import org.netpreserve.jwarc.ParsingException;
import org.netpreserve.jwarc.WarcDigest;
import org.netpreserve.jwarc.WarcMetadata;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcRecord;
import org.netpreserve.jwarc.WarcRequest;
import org.netpreserve.jwarc.WarcResponse;
import org.netpreserve.jwarc.WarcTruncationReason;
import org.netpreserve.jwarc.Warcinfo;

/**
 * WARC 1.1 files, each record packed by itself: one file a day and worker, another when it is full. What the manifest does not
 * tell of was cut off by a kill or a full disk, and is taken back before anything is added.
 */
final class WarcFiles {

    private final Path folder;
    private final String worker;
    private final long rotateAt;
    private final Clock clock;
    /** The names of those that the manifest tells of. */
    private final Set<String> told;
    /** Where the last file ends that the manifest tells of; null before the first. */
    private WarcPosition last;

    /** @param told what the manifest tells of in each, the last one last */
    WarcFiles(Path folder, String worker, long rotateAt, Clock clock, List<WarcPosition> told) throws IOException {
        this.folder = folder;
        this.worker = worker;
        this.rotateAt = rotateAt;
        this.clock = clock;
        this.told = told.stream().map(WarcPosition::file).collect(Collectors.toCollection(HashSet::new));
        this.last = told.isEmpty() ? null : told.get(told.size() - 1);
        refuseOlderManifest();
    }

    /** A kill leaves the records of one file at most. More than that a newer manifest has told of, and taking them back would destroy them. */
    private void refuseOlderManifest() throws IOException {
        long untold = last == null ? 0 : filesIn(last.file(), last.end());
        for (String each : new KeptFolder(folder).names()) {
            untold += each.startsWith(worker + "-") && isLeftover(each) ? filesIn(each, 0) : 0;
        }
        if (untold > 1) {
            throw new IOException("The manifest is older than the WARCs in " + folder + ", which hold " + untold
                    + " files more than it tells of: put the newer manifest in its place, or begin in another folder; nothing is added");
        }
    }

    /** How many files' records are there from that byte on; each ends with its metadata. */
    private long filesIn(String name, long from) throws IOException {
        long count = 0;
        if (size(name) > from) {
            try (FileChannel file = FileChannel.open(folder.resolve(name)).position(from); WarcReader records = new WarcReader(file)) {
                for (Optional<WarcRecord> each = records.next(); each.isPresent(); each = records.next()) {
                    count += each.get() instanceof WarcMetadata ? 1 : 0;
                }
            } catch (EOFException | ParsingException | ZipException e) {
                // Torn, as a kill leaves it.
                return count;
            }
        }
        return count;
    }

    /**
     * What was sent and received for one file; on the disk when this returns.
     *
     * @param kept    the file that is kept, which may be the last answer's body
     * @param payload SHA-256 of the body, null if what is kept of it was unpacked
     */
    WarcPosition write(List<Exchange> exchanges, Path kept, String payload, Map<String, List<String>> about) throws IOException {
        Files.createDirectories(folder);
        Path path = folder.resolve(next());
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            long begin = last != null && last.file().equals(path.getFileName().toString()) ? last.end() : 0;
            try {
                file.truncate(begin).position(begin);
                WarcMembers members = new WarcMembers(file);
                long response = write(members, path.getFileName().toString(), exchanges, kept, payload, about);
                file.force(false);
                last = new WarcPosition(path.getFileName().toString(), begin, response, members.position() - begin, members.sha256());
                told.add(last.file());
                return last;
            } catch (IOException e) {
                file.truncate(begin);
                throw e;
            }
        }
    }

    /** When what was written cannot be told of: as if it had never been. */
    void takeBack(WarcPosition written, WarcPosition before) throws IOException {
        last = before;
        Path path = folder.resolve(written.file());
        if (written.offset() == 0) {
            told.remove(written.file());
            Files.delete(path);
        } else {
            try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
                file.truncate(written.offset());
            }
        }
    }

    /** Null before the first. */
    WarcPosition last() {
        return last;
    }

    /**
     * The file that the next record goes to. One that the manifest does not tell of is a kill's only if it comes after those it does; and a clock that
     * is set back and forward again leads to files that it tells of. One that is shorter than it says, as an older backup has it, gets no record behind a hole.
     */
    private String next() throws IOException {
        String day = worker + "-" + LocalDate.now(clock) + "-";
        if (last != null && last.file().startsWith(day) && last.end() < rotateAt && size(last.file()) >= last.end()) {
            return last.file();
        }
        int number = 1;
        while (told.contains(name(day, number)) || Files.exists(folder.resolve(name(day, number))) && !isLeftover(name(day, number))) {
            number++;
        }
        return name(day, number);
    }

    private long size(String name) throws IOException {
        Path path = folder.resolve(name);
        return Files.exists(path) ? Files.size(path) : 0;
    }

    private boolean isLeftover(String name) {
        return last != null && !told.contains(name) && last.file().startsWith(worker + "-") && name.compareTo(last.file()) > 0;
    }

    private static String name(String day, int number) {
        return "%s%05d.warc.gz".formatted(day, number);
    }

    private static long write(WarcMembers members, String name, List<Exchange> exchanges, Path kept, String payload, Map<String, List<String>> about)
            throws IOException {
        if (members.position() == 0) {
            members.add(new Warcinfo.Builder().version(MessageVersion.WARC_1_1).filename(name)
                    .fields(Map.of("software", List.of(Custody.TOOL), "format", List.of("WARC File Format 1.1"))).build());
        }
        long at = 0;
        WarcResponse response = null;
        for (Exchange each : exchanges) {
            boolean isFile = each == exchanges.get(exchanges.size() - 1);
            members.add(request(each));
            try (InputStream answer = each.answer().open(kept)) {
                response = response(each, answer, isFile ? payload : null);
                at = members.position();
                members.add(response, WarcMembers.levelFor(each.answer(), kept));
            }
        }
        members.add(new WarcMetadata.Builder().version(MessageVersion.WARC_1_1).date(exchanges.get(0).at()).targetURI(response.target())
                .concurrentTo(response.id()).fields(about).build());
        return at;
    }

    private static WarcRequest request(Exchange exchange) throws IOException {
        byte[] bytes = exchange.request();
        return new WarcRequest.Builder(WarcCapture.target(exchange.url())).version(MessageVersion.WARC_1_1).date(exchange.at()).body(MediaType.HTTP_REQUEST, bytes)
                .blockDigest("sha256", Sha256.of(bytes)).build();
    }

    private static WarcResponse response(Exchange exchange, InputStream answer, String payload) throws IOException {
        WarcResponse.Builder builder = new WarcResponse.Builder(WarcCapture.target(exchange.url())).version(MessageVersion.WARC_1_1).date(exchange.at())
                .ipAddress(exchange.address()).blockDigest("sha256", exchange.answer().sha256())
                .body(MediaType.HTTP_RESPONSE, Channels.newChannel(answer), exchange.answer().length());
        if (!exchange.isWhole()) {
            builder.truncated(WarcTruncationReason.UNSPECIFIED);
        }
        return payload == null ? builder.build() : builder.payloadDigest(new WarcDigest("sha256", payload)).build();
    }
}
