package io.github.camelatlos.consumer;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelatlos.AtlosConsumerConfiguration;
import io.github.camelatlos.AtlosResource;
import io.github.camelatlos.changes.Changes;
import io.github.camelatlos.changes.ChangesSettings;
import io.github.camelatlos.changes.CheckpointStore;
import io.github.camelatlos.changes.FileCheckpointStore;
import io.github.camelatlos.changes.MemoryCheckpointStore;
import io.github.camelatlos.changes.RepositoryCheckpointStore;
import io.github.camelatlos.changes.StartFrom;
import io.github.camelatlos.client.AtlosClient;
import io.github.camelatlos.client.Listing;
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
    private final Supplier<AtlosClient> client;
    private final Set<Object> checkpointsInUse;
    /** Where the checkpoint is kept if nothing else is said. */
    private final MemoryCheckpointStore memory = new MemoryCheckpointStore();

    /**
     * @param slug             the incident whose updates are read, or null
     * @param baseUrl          as it is used
     * @param client           opens a client with the endpoint's settings; whoever opens it closes it
     * @param checkpointsInUse which checkpoints in state repositories have a running consumer
     */
    public Reading(Endpoint endpoint, AtlosResource resource, AtlosConsumerConfiguration options, String slug, URI baseUrl,
                   Supplier<AtlosClient> client, Set<Object> checkpointsInUse) {
        this.endpoint = endpoint;
        this.resource = resource;
        this.options = options;
        this.slug = slug;
        this.baseUrl = baseUrl;
        this.client = client;
        this.checkpointsInUse = checkpointsInUse;
    }

    AtlosResource resource() {
        return resource;
    }

    AtlosConsumerConfiguration options() {
        return options;
    }

    AtlosClient openClient() {
        return client.get();
    }

    /** @throws IllegalArgumentException if an option cannot be right */
    Changes changes(AtlosClient client) {
        if (slug != null && resource != AtlosResource.UPDATES) {
            throw new IllegalArgumentException("slug can only be used with atlos:updates when reading; atlos:" + resource
                    + " would answer with everything");
        }
        AtlosFilters filters = new AtlosFilters(resource, options, slug);
        Listing plain = filters.listing();
        warnOf(filters.blindFilters());
        filters.unknownFilters().forEach(filter -> LOG.warn("{}: the server is not known to take {}. If it does not, it ignores it without a word "
                + "and answers with everything: look at what arrives", endpoint, filter));
        String key = key(plain);
        // The mark follows the order of the list: incidents come by their update, the others have only one order.
        Listing listing = resource == AtlosResource.INCIDENTS ? plain.with("sort", "modified_desc") : plain;
        ChangesSettings settings = new ChangesSettings(resource, listing, options.isDeleted(), madeBy(),
                StartFrom.of(options.getStartFrom()), atLeastZero("lookback", options.getLookback()),
                atLeastZero("sweepInterval", options.getSweepInterval()));
        return Changes.of(client, settings, store(key), key);
    }

    private void warnOf(List<String> blindFilters) {
        if (!blindFilters.isEmpty()) {
            LOG.warn("{}: an incident that begins to match because source material was added to it is not delivered, as its updated_at does "
                    + "not move (filters: {})", endpoint, String.join(", ", blindFilters));
        }
    }

    private static Duration atLeastZero(String option, long millis) {
        if (millis < 0) {
            throw new IllegalArgumentException(option + " is negative; it must be 0 or more");
        }
        return Duration.ofMillis(millis);
    }

    private Predicate<JsonNode> madeBy() {
        return switch (options.getMadeBy()) {
            case anyone -> null;
            case people -> update -> !update.hasNonNull("api_token_id");
            case tokens -> update -> update.hasNonNull("api_token_id");
        };
    }

    private CheckpointStore store(String key) {
        if (options.getCheckpointFile() != null && options.getStateRepository() != null) {
            throw new IllegalArgumentException("Both checkpointFile and stateRepository are set; set one of them");
        }
        if (options.getCheckpointFile() != null) {
            return new FileCheckpointStore(Path.of(options.getCheckpointFile()));
        }
        if (options.getStateRepository() != null) {
            return new RepositoryCheckpointStore(endpoint.getCamelContext(), options.getStateRepository(), key, checkpointsInUse);
        }
        LOG.warn("{}: the checkpoint is kept in memory only, so a restart begins again at startFrom ({}). Set checkpointFile or stateRepository "
                + "to keep it", endpoint, options.getStartFrom());
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
        String filters = listing.parameters().stream().map(p -> p.name() + "=" + p.value()).sorted().collect(Collectors.joining("&"));
        String all = baseUrl + "\n" + resource + "\n" + filters + "\n" + options.getMadeBy();
        return "atlos-" + resource + "-" + sha256(all).substring(0, 16);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
