package io.github.camelatlos.writes;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.github.camelatlos.AtlosException;
import io.github.camelatlos.AtlosResource;
import io.github.camelatlos.client.AtlosClient;
import io.github.camelatlos.client.Listing;
import io.github.camelatlos.client.Page;
import io.github.camelatlos.client.PageStream;
import io.github.camelatlos.client.Parameter;
import io.github.camelatlos.client.Row;
import io.github.camelatlos.client.RowHead;
import io.github.camelatlos.client.RowVisitor;
import io.github.camelatlos.client.Slugs;
import io.github.camelatlos.client.StopSignal;
import io.github.camelatlos.model.Incident;
import io.github.camelatlos.model.SourceMaterial;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The reads that writes build on: what was there before, and what is there after. */
public final class Lookup {

    private static final Logger LOG = LoggerFactory.getLogger(Lookup.class);

    private final AtlosClient client;

    public Lookup(AtlosClient client) {
        this.client = client;
    }

    /** What writes go out with. */
    AtlosClient client() {
        return client;
    }

    /** The same with less patience. */
    Lookup withRetries(int atMost) {
        return new Lookup(client.withRetries(atMost));
    }

    public SourceMaterial sourceMaterial(String id) {
        return client.sourceMaterial(id);
    }

    /** The incident of that slug in any spelling, or null. Measured: it cannot be fetched by its slug, only be searched for. */
    public Incident incident(String slug) {
        String plain = Slugs.canonical(slug);
        Listing found = Listing.of(AtlosResource.INCIDENTS).with("query", plain);
        return first(walk(found, Integer.MAX_VALUE, new First(shown -> shown != null && Slugs.canonical(shown).equals(plain))));
    }

    /** How a write has to name it. Measured: old slugs are ATL-LEG123, shown as CIV-LEG123 and found as either, and written to as the first only. */
    static String filed(Incident incident, String slug) {
        String shown = incident.getSlug();
        return shown != null && Slugs.canonical(shown).equals(Slugs.canonical(slug)) ? shown : slug;
    }

    /** The list with the incident's slug as the server files it. */
    public Listing filed(Listing listing) {
        return new Listing(listing.resource(), listing.parameters().stream().map(one -> one.name().equals("slug")
                ? new Parameter(one.name(), Optional.ofNullable(incident(one.value())).map(found -> filed(found, one.value())).orElse(one.value()))
                : one).toList());
    }

    /**
     * Measured: when archiving ends, whatever was written meanwhile is erased, since the whole record is saved from the copy read when it
     * began. What is created without it is pending for a second too, and keeps what is written.
     */
    static boolean isArchiving(SourceMaterial record) {
        return "direct".equals(record.getUploadType()) && ("pending".equals(record.getStatus()) || "processing".equals(record.getStatus()));
    }

    /** What there is of the incident's history before a write, if that can be seen. */
    Optional<Newest> entriesOf(String operation, String slug) {
        return before(operation, () -> Newest.of(withRetries(1), Listing.of(AtlosResource.UPDATES).with("slug", slug)));
    }

    /** Any incident, for what it tells of its project, or null. */
    Incident anyIncident() {
        return first(walk(Listing.of(AtlosResource.INCIDENTS), 1, new First(slug -> true)));
    }

    private static Incident first(List<Row> rows) {
        return rows.isEmpty() ? null : new Incident(rows.get(0).json());
    }

    /** The rows that the visitor keeps, until it leaves, or of that many pages. */
    List<Row> walk(Listing listing, int mostPages, RowVisitor visitor) {
        List<Row> kept = new ArrayList<>();
        PageStream pages = client.pagesAsAsked(listing);
        for (int read = 0; read < mostPages && pages.hasNext(); read++) {
            Page page = pages.next(visitor);
            kept.addAll(page.rows());
            if (page.left()) {
                break;
            }
        }
        return kept;
    }

    /**
     * What was there before a write, if that can be seen. Without it the write goes on: a list that cannot be read (measured: one
     * damaged record breaks every list that holds it), or a token that may write but not read, must not stop evidence from being
     * added; but then a lost answer cannot be made up for.
     */
    static <T> Optional<T> before(String operation, Supplier<T> read) {
        try {
            return Optional.ofNullable(read.get());
        } catch (StopSignal.Stopped e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.debug("{}: what was there before cannot be read, so a lost answer would stay uncertain: {}", operation, e.getMessage());
            return Optional.empty();
        }
    }

    /** What was there before a write that cannot do without it. Where it cannot be read, nothing is sent, and the write is what failed. */
    static <T> T needed(String operation, Supplier<T> read) {
        try {
            return read.get();
        } catch (AtlosException e) {
            throw new AtlosException(e.getKind(), operation, e.getStatus(), e.getServerText(), e.getFields(),
                    operation + ": nothing was sent, since the record could not be read first. " + e.getMessage(), e.getCause());
        }
    }

    /** Keeps the first row whose slug is wanted, and leaves the page. */
    private static final class First implements RowVisitor {
        private final Predicate<String> wanted;
        private boolean seen;

        First(Predicate<String> wanted) {
            this.wanted = wanted;
        }

        @Override
        public void begin(Instant serverTime) {
            seen = false;
        }

        @Override
        public Verdict visit(RowHead head) {
            if (seen) {
                return Verdict.LEAVE;
            }
            seen = wanted.test(head.slug());
            return seen ? Verdict.KEEP : Verdict.SKIP;
        }
    }
}
