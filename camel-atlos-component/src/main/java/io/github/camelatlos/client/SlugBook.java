package io.github.camelatlos.client;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import io.github.camelatlos.AtlosException;
import io.github.camelatlos.AtlosResource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The slugs of incidents by their ids. Measured: source material and updates name only the incident's id, and an incident cannot
 * be asked for by it; so the slugs are learned from the list of incidents, and kept as nothing but id and slug.
 */
public final class SlugBook {

    private static final Logger LOG = LoggerFactory.getLogger(SlugBook.class);
    private static final Duration SEARCH_AGAIN_AFTER = Duration.ofMinutes(10);
    private static final int MOST_UNKNOWN = 10_000;

    private final AtlosClient client;
    private final Map<String, String> slugs = new HashMap<>();
    private final Set<String> unknown = new HashSet<>();
    private boolean learned;
    private long searchedAll;

    public SlugBook(AtlosClient client) {
        this.client = client;
    }

    /** The slug of a learned incident, or null if nobody knows it. */
    public String slug(String incidentId) {
        return incidentId == null ? null : slugs.get(incidentId);
    }

    /** Looks an incident up, with all others, if it is not known yet. */
    public void learn(String incidentId) {
        if (incidentId == null || slugs.containsKey(incidentId)) {
            return;
        }
        if (!learned) {
            searchAll();
        } else if (!unknown.contains(incidentId)) {
            searchNewest(incidentId);
        }
        boolean waited = System.nanoTime() - searchedAll > SEARCH_AGAIN_AFTER.toNanos();
        if (!slugs.containsKey(incidentId) && waited) {
            searchAll();
        }
        if (!slugs.containsKey(incidentId) && unknown.size() < MOST_UNKNOWN && unknown.add(incidentId)) {
            LOG.debug("No incident of this project has the id {}; its records carry no slug", incidentId);
        }
    }

    private void searchAll() {
        unknown.clear();
        walk(Listing.of(AtlosResource.INCIDENTS), null);
        walk(Listing.of(AtlosResource.INCIDENTS).with("deleted", "true"), null);
        learned = true;
        searchedAll = System.nanoTime();
    }

    /** The list comes newest created first, so a new incident stands before those that are known. */
    private void searchNewest(String incidentId) {
        walk(Listing.of(AtlosResource.INCIDENTS), incidentId);
    }

    private void walk(Listing listing, String untilFound) {
        try {
            String cursor = null;
            do {
                int[] news = new int[1];
                Page page = client.page(listing, cursor, head -> {
                    if (slugs.put(head.id(), head.slug()) == null) {
                        news[0]++;
                    }
                    return RowVisitor.Verdict.SKIP;
                });
                boolean enough = untilFound != null && (news[0] == 0 || slugs.containsKey(untilFound));
                cursor = enough ? null : page.next();
            } while (cursor != null);
        } catch (AtlosException e) {
            if (e.getKind() != AtlosException.Kind.EXPIRED_CURSOR) {
                throw e;
            }
            // Half a walk is of use too; whoever is still missing is looked for again.
            LOG.debug("The walk of the incidents for their slugs ended early: {}", e.getMessage());
        }
    }
}
