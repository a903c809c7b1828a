package io.github.camelatlos.writes;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.github.camelatlos.AtlosException.Kind;
import io.github.camelatlos.AtlosException;
import io.github.camelatlos.client.AtlosClient;
import io.github.camelatlos.client.Attempt;
import io.github.camelatlos.client.StopSignal;
import io.github.camelatlos.client.Upload;
import io.github.camelatlos.model.Artifact;
import io.github.camelatlos.model.SourceMaterial;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Uploads files. Measured: of 8 uploaded in parallel to one record 6 were stored, and each answer shows its own. */
public final class Uploads {

    private static final Logger LOG = LoggerFactory.getLogger(Uploads.class);
    private static final String OPERATION = "source-material upload";
    private static final int MOST_REPETITIONS = 3;

    private final AtlosClient client;
    private final Lookup lookup;
    private final UploadCounters counters;

    public Uploads(AtlosClient client, Lookup lookup, UploadCounters counters) {
        this.client = client;
        this.lookup = lookup;
        this.counters = counters;
    }

    /** What to upload where, and how carefully. */
    public record Order(String id, OutgoingFile file, String fileName, String title, boolean skipDuplicates, boolean verify) {
    }

    public SourceMaterial upload(Order order) {
        Optional<SourceMaterial> before = order.skipDuplicates() || order.verify() ? Optional.of(Lookup.needed(OPERATION, () -> lookup.sourceMaterial(order.id())))
                : Lookup.before(OPERATION, () -> lookup.withRetries(1).sourceMaterial(order.id()));
        if (order.skipDuplicates() && holds(before.get(), order.file())) {
            LOG.info("{}: source material {} already holds these bytes; nothing was sent", OPERATION, order.id());
            counters.duplicate();
            return before.get();
        }
        Set<String> ids = before.map(record -> record.getArtifacts().stream().map(Artifact::id).collect(Collectors.toSet())).orElse(null);
        return send(order, ids);
    }

    /** Measured: the server keeps the same bytes twice. They are only digested beforehand if something has their size. */
    private static boolean holds(SourceMaterial record, OutgoingFile file) {
        Set<String> sameSize = record.getArtifacts().stream().filter(a -> a.fileSize() != null && a.fileSize() == file.length() && a.sha256() != null)
                .map(a -> a.sha256().toLowerCase(java.util.Locale.ROOT)).collect(Collectors.toSet());
        try {
            return !sameSize.isEmpty() && sameSize.contains(file.digest());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private SourceMaterial send(Order order, Set<String> before) {
        for (int repeated = 0;; repeated++) {
            SourceMaterial answer = attempt(order, before);
            if (!order.verify()) {
                return answer;
            }
            Predicate<Artifact> ours = artifact -> !before.contains(artifact.id()) && order.file().sha256().equalsIgnoreCase(artifact.sha256());
            if (answer.getArtifacts().stream().noneMatch(ours)) {
                throw Uncertain.of(OPERATION, "the server said yes, but its answer does not show the SHA-256 of the bytes that were sent ("
                        + order.file().sha256() + ")");
            }
            SourceMaterial now = readBack(order);
            if (now.getArtifacts().stream().anyMatch(ours)) {
                return now;
            } else if (repeated >= MOST_REPETITIONS) {
                throw Uncertain.of(OPERATION, "sent " + (repeated + 1) + " times and answered with yes, the file was lost to other writers each time");
            }
            LOG.info("{}: answered with yes, but the file is not there: lost to another writer, so it is sent again", OPERATION);
            pause();
        }
    }

    /** Not in step with the other writer. */
    private void pause() {
        try {
            client.pause(Duration.ofMillis(ThreadLocalRandom.current().nextLong(20, 200)));
        } catch (StopSignal.Stopped e) {
            throw Uncertain.of(OPERATION, "the server said yes, but the file was not there, and the route stopped before it could be sent again");
        }
    }

    private SourceMaterial readBack(Order order) {
        try {
            return lookup.sourceMaterial(order.id());
        } catch (RuntimeException e) {
            throw Uncertain.notReadBack(OPERATION, e);
        }
    }

    private SourceMaterial attempt(Order order, Set<String> before) {
        OutgoingFile file = order.file().onProgress(new UploadProgress(order.id(), order.file().length(), counters));
        Attempt<SourceMaterial> attempt = client.upload(order.id(), new Upload(file, file.length(), order.fileName(), order.title()));
        if (attempt instanceof Attempt.Lost<SourceMaterial> lost && !file.wasReadToItsEnd()) {
            throw incomplete(file, lost.reason());
        }
        counters.sent();
        return OnceOnly.outcome(client, OPERATION, attempt, before == null ? null : () -> {
            SourceMaterial now = lookup.withRetries(0).sourceMaterial(order.id());
            return now.getArtifacts().stream().anyMatch(a -> !before.contains(a.id()) && file.sha256().equalsIgnoreCase(a.sha256()))
                    ? Optional.of(now) : Optional.empty();
        });
    }

    /** The end of the form was never sent, so the server cannot have taken it. */
    private static AtlosException incomplete(OutgoingFile file, AtlosException lost) {
        return file.trouble() != null ? unreadable(file.trouble())
                : new AtlosException(Kind.SERVER_ERROR, OPERATION, lost.getStatus(), lost.getServerText(), lost.getFields(),
                        OPERATION + ": broken off before the whole file was sent, so that nothing was stored; send it again. " + lost.getMessage(), lost.getCause());
    }

    private static AtlosException unreadable(IOException e) {
        return new AtlosException(Kind.INVALID_INPUT, OPERATION, OPERATION + ": the file to upload could not be read to its end ("
                + e.getMessage() + "); nothing was stored. Upload files that are complete and no longer written to", e);
    }
}
