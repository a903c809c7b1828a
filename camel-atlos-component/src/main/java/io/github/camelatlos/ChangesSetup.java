package io.github.camelatlos;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelatlos.changes.Changes;
import io.github.camelatlos.changes.ChangesSettings;
import io.github.camelatlos.changes.CheckpointStore;
import io.github.camelatlos.changes.FileCheckpointStore;
import io.github.camelatlos.changes.MemoryCheckpointStore;
import io.github.camelatlos.changes.RepositoryCheckpointStore;
import io.github.camelatlos.changes.StartFrom;
import io.github.camelatlos.client.AtlosClient;
import io.github.camelatlos.client.Listing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes of a consumer's options what it looks for and where it remembers. */
final class ChangesSetup {

    private static final Logger LOG = LoggerFactory.getLogger(AtlosConsumer.class);

    private final AtlosEndpoint endpoint;
    private final AtlosConsumerConfiguration options;
    private final MemoryCheckpointStore memory;

    /** @param memory where the checkpoint is kept if nothing else is said */
    ChangesSetup(AtlosEndpoint endpoint, MemoryCheckpointStore memory) {
        this.endpoint = endpoint;
        this.options = endpoint.getConsumerConfiguration();
        this.memory = memory;
    }

    /** @throws IllegalArgumentException if an option cannot be right */
    Changes changes(AtlosClient client) {
        if (endpoint.getSlug() != null && endpoint.getResource() != AtlosResource.UPDATES) {
            throw new IllegalArgumentException("slug can only be used with atlos:updates when reading; atlos:" + endpoint.getResource()
                    + " would answer with everything");
        }
        AtlosFilters filters = new AtlosFilters(endpoint.getResource(), options, endpoint.getSlug());
        Listing plain = filters.listing();
        warnOf(filters.blindFilters());
        String key = key(plain);
        // The mark follows the order of the list: incidents come by their update, the others have only one order.
        Listing listing = endpoint.getResource() == AtlosResource.INCIDENTS ? plain.with("sort", "modified_desc") : plain;
        ChangesSettings settings = new ChangesSettings(endpoint.getResource(), listing, options.isDeleted(), madeBy(),
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
            return new RepositoryCheckpointStore(endpoint.getCamelContext(), options.getStateRepository(), key, endpoint.checkpointsInUse());
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
        String all = endpoint.baseUrl() + "\n" + endpoint.getResource() + "\n" + filters + "\n" + options.getMadeBy();
        return "atlos-" + endpoint.getResource() + "-" + sha256(all).substring(0, 16);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
