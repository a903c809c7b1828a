package io.github.camelatlos.consumer;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.github.camelatlos.AtlosConsumerConfiguration;
import io.github.camelatlos.AtlosResource;
import io.github.camelatlos.changes.Changes;
import io.github.camelatlos.changes.ChangesSettings;
import io.github.camelatlos.changes.PageMemory;
import io.github.camelatlos.changes.StartFrom;
import io.github.camelatlos.checkpoint.Checkpoint;
import io.github.camelatlos.checkpoint.CheckpointStore;
import io.github.camelatlos.checkpoint.FileStore;
import io.github.camelatlos.checkpoint.Identity;
import io.github.camelatlos.checkpoint.MemoryStore;
import io.github.camelatlos.checkpoint.RepositoryStore;
import io.github.camelatlos.client.AtlosClient;
import io.github.camelatlos.client.Listing;
import io.github.camelatlos.client.RowHead;
import io.github.camelatlos.input.AtlosFilters;
import org.apache.camel.Endpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes of a consumer's options what it looks for and where it remembers. */
public final class Reading {

    private static final Logger LOG = LoggerFactory.getLogger(AtlosConsumer.class);

    private final Endpoint endpoint;
    private final AtlosResource resource;
    private final AtlosConsumerConfiguration options;
    private final String slug;
    private final URI baseUrl;
    private final Function<String, AtlosClient> client;
    private final Shared shared;
    /** Where the checkpoint is kept if nothing else is said; it outlasts a restart of the consumer. */
    private final MemoryStore memory = new MemoryStore();

    /**
     * What the consumers of a component share.
     *
     * @param checkpointsInUse which checkpoints in state repositories have a running consumer
     * @param pages            what all of them may keep of pages
     * @param timer            writes checkpoints in time
     */
    public record Shared(Set<Object> checkpointsInUse, PageMemory pages, Supplier<ScheduledExecutorService> timer) {
    }

    /**
     * @param slug    the incident whose updates are read, or null
     * @param baseUrl as it is used
     * @param client  opens a client with the endpoint's settings, by what its lines of the log begin with; whoever opens it closes it
     */
    public Reading(Endpoint endpoint, AtlosResource resource, AtlosConsumerConfiguration options, String slug, URI baseUrl,
                   Function<String, AtlosClient> client, Shared shared) {
        this.endpoint = endpoint;
        this.resource = resource;
        this.options = options;
        this.slug = slug;
        this.baseUrl = baseUrl;
        this.client = client;
        this.shared = shared;
    }

    AtlosResource resource() {
        return resource;
    }

    AtlosConsumerConfiguration options() {
        return options;
    }

    /**
     * What a start needs.
     *
     * @param  name                     what lines of the log begin with
     * @throws IllegalArgumentException if an option cannot be right
     */
    Session open(String name) {
        if (slug != null && resource != AtlosResource.UPDATES) {
            throw new IllegalArgumentException("slug can only be used with atlos:updates when reading; atlos:" + resource
                    + " would answer with everything");
        }
        AtlosFilters filters = filters();
        Listing plain = filters.listing();
        warnOf(name, filters.blindFilters());
        filters.unknownFilters().forEach(filter -> LOG.warn("{}: the server is not known to take {}. If it does not, it ignores it without a word "
                + "and answers with everything: look at what arrives", name, filter));
        Identity identity = new Identity(key(plain), resource.uriName(), selection(plain));
        // The mark follows the order of the list: incidents come by their update, the others have only one order.
        boolean sorted = resource == AtlosResource.INCIDENTS;
        Listing listing = sorted ? plain.with("sort", "modified_desc") : plain;
        ChangesSettings settings = new ChangesSettings(resource, listing, sorted ? plain.with("sort", "modified_asc") : null, options.isDeleted(), madeBy(),
                StartFrom.of(options.getStartFrom()), atLeastZero("lookback", options.getLookback()),
                atLeastZero("sweepInterval", options.getSweepInterval()));
        Duration interval = atLeastZero("checkpointInterval", options.getCheckpointInterval());
        CheckpointStore store = store(name, identity.key());
        AtlosClient opened = client.apply(name);
        try {
            return new Session(opened, new RecordHeaders(this, opened), any -> Changes.of(any, settings,
                    Checkpoint.open(store, identity, interval, shared.timer().get()), shared.pages()));
        } catch (RuntimeException | Error e) {
            opened.close();
            throw e;
        }
    }

    private AtlosFilters filters() {
        return new AtlosFilters(resource, options, slug);
    }

    /** What an operator wants to know of a start. */
    void saySo(String name, Changes changes) {
        String filters = parameters(filters().listing());
        String from = !changes.found() ? "none yet, startFrom=" + options.getStartFrom()
                : changes.mark() == null ? "found, the first import goes on" : "found, everything up to " + changes.mark() + " was delivered";
        LOG.info("{}: reads {} of {}{}; checkpoint ({}): {}", name, resource, baseUrl, filters.isEmpty() ? "" : " where " + filters,
                changes.store(), from);
    }

    private void warnOf(String name, List<String> blindFilters) {
        if (!blindFilters.isEmpty()) {
            LOG.warn("{}: an incident that begins to match because source material was added to it is not delivered, as its updated_at does "
                    + "not move (filters: {})", name, String.join(", ", blindFilters));
        }
    }

    private static Duration atLeastZero(String option, long millis) {
        if (millis < 0) {
            throw new IllegalArgumentException(option + " is negative; it must be 0 or more");
        }
        return Duration.ofMillis(millis);
    }

    private Predicate<RowHead> madeBy() {
        return switch (options.getMadeBy()) {
            case anyone -> null;
            case people -> update -> update.apiTokenId() == null;
            case tokens -> update -> update.apiTokenId() != null;
        };
    }

    private CheckpointStore store(String name, String key) {
        if (options.getCheckpointFile() != null && options.getStateRepository() != null) {
            throw new IllegalArgumentException("Both checkpointFile and stateRepository are set; set one of them");
        }
        if (options.getCheckpointFile() != null) {
            return new FileStore(options.getCheckpointFile());
        }
        if (options.getStateRepository() != null) {
            return RepositoryStore.of(endpoint.getCamelContext(), options.getStateRepository(), key, shared.checkpointsInUse());
        }
        LOG.warn("{}: the checkpoint is kept in memory only, so a restart begins again at startFrom ({}). Set checkpointFile or stateRepository "
                + "to keep it", name, options.getStartFrom());
        return memory;
    }

    /** No URL in it, and no sign that a file repository of Camel cannot keep in a key. */
    private String key(Listing listing) {
        String given = options.getCheckpointKey();
        if (given != null) {
            if (given.isBlank() || given.indexOf('=') >= 0 || given.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("checkpointKey must be a name without '=' and line breaks");
            }
            return given.strip();
        }
        String all = baseUrl + "\n" + resource + "\n" + selection(listing);
        return "atlos-" + resource + "-" + sha256(all).substring(0, 16);
    }

    /** What selects rows. */
    private String selection(Listing listing) {
        return parameters(listing) + "\n" + options.getMadeBy();
    }

    private static String parameters(Listing listing) {
        return listing.parameters().stream().map(p -> p.name() + "=" + p.value()).sorted().collect(Collectors.joining("&"));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
