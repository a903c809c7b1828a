package io.github.camelatlos.writes;

import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import io.github.camelatlos.AtlosResource;
import io.github.camelatlos.client.Listing;
import io.github.camelatlos.client.RowHead;
import io.github.camelatlos.client.RowVisitor;
import io.github.camelatlos.model.Update;

/** The newest entries in an incident's history before a write, so that those after it can be told from them. */
final class History {

    /** More than a thousand new entries within seconds are not to be expected. */
    private static final int MOST_PAGES = 10;

    private final Listing listing;
    private final Set<String> before = new HashSet<>();

    private History(String slug) {
        this.listing = Listing.of(AtlosResource.UPDATES).with("slug", slug);
    }

    /** As it is now: the first page is enough, since entries are never moved up. */
    static History now(Lookup lookup, String slug) {
        History history = new History(slug);
        lookup.walk(history.listing, 1, head -> {
            history.before.add(head.id());
            return RowVisitor.Verdict.SKIP;
        });
        return history;
    }

    /** Finds an entry that was not there before. */
    Optional<Update> since(Lookup once, Predicate<Update> wanted) {
        return once.walk(listing, MOST_PAGES, new Fresh()).stream().map(row -> new Update(row.json())).filter(wanted).findFirst();
    }

    /** Keeps what was not there before, and leaves with the page after one that held something that was. */
    private final class Fresh implements RowVisitor {
        private boolean known;
        private boolean enough;

        @Override
        public void begin(Instant serverTime) {
            enough = known;
        }

        @Override
        public Verdict visit(RowHead head) {
            if (enough) {
                return Verdict.LEAVE;
            }
            boolean old = before.contains(head.id());
            known |= old;
            return old ? Verdict.SKIP : Verdict.KEEP;
        }
    }
}
