package io.github.camelatlos.writes;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.github.camelatlos.AtlosException.Kind;
import io.github.camelatlos.AtlosException;
import io.github.camelatlos.client.Attempt;
import io.github.camelatlos.client.Upload;
import io.github.camelatlos.model.Artifact;
import io.github.camelatlos.model.SourceMaterial;

/** Uploads a file. Measured: of 8 uploaded in parallel to one record 6 were stored, and each answer shows its own. */
public final class UploadWrite implements Write<SourceMaterial> {

    private final Lookup lookup;
    private final String operation;
    private final Order order;
    private OutgoingFile file;
    private Set<String> before;

    public UploadWrite(Lookup lookup, String operation, Order order) {
        this.lookup = lookup;
        this.operation = operation;
        this.order = order;
    }

    /**
     * What to upload where, and how carefully.
     *
     * @param file makes it ready to be read again and again; called once, before anything else
     */
    public record Order(String id, Supplier<OutgoingFile> file, String fileName, String title, boolean skipDuplicates, boolean verify) {
    }

    @Override
    public Terms terms() {
        return new Terms(operation, Repeat.IF_UNDONE, order.verify());
    }

    @Override
    public Before<SourceMaterial> before() {
        file = file == null ? order.file().get() : file;
        Optional<SourceMaterial> record = order.skipDuplicates() || order.verify()
                ? Optional.of(Lookup.needed(operation, () -> lookup.sourceMaterial(order.id())))
                : Lookup.before(operation, () -> lookup.withRetries(1).sourceMaterial(order.id()));
        before = record.map(one -> one.getArtifacts().stream().map(Artifact::id).collect(Collectors.toSet())).orElse(null);
        if (order.verify() && Lookup.isArchiving(record.get())) {
            return new Before<>(null, true);
        } else if (order.skipDuplicates() && holdsTheFile(record.get())) {
            file.counters().duplicates().increment();
            return new Before<>(record.get(), false);
        }
        return Before.ready();
    }

    /** Measured: the server keeps the same bytes twice. They are only digested beforehand if something has their size. */
    private boolean holdsTheFile(SourceMaterial record) {
        Set<String> sameSize = record.getArtifacts().stream()
                .filter(artifact -> artifact.fileSize() != null && artifact.fileSize() == file.length() && artifact.sha256() != null)
                .map(artifact -> artifact.sha256().toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        try {
            return !sameSize.isEmpty() && sameSize.contains(file.digest());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public Attempt<SourceMaterial> send() {
        Attempt<SourceMaterial> attempt = lookup.client().upload(order.id(), new Upload(file, file.length(), order.fileName(), order.title()));
        if (!(attempt instanceof Attempt.Answered<SourceMaterial> answered)) {
            return attempt;
        }
        file.counters().files().increment();
        return !order.verify() || shows(answered.value()) ? attempt
                : new Attempt.Lost<>(new AtlosException(Kind.UNEXPECTED_ANSWER, operation, operation + ": the server said yes, but its answer does not "
                        + "show the SHA-256 of the bytes that were sent (" + file.sha256() + ")"));
    }

    /** A new file with the digest of what was sent. */
    private boolean shows(SourceMaterial record) {
        return record.getArtifacts().stream()
                .anyMatch(artifact -> !before.contains(artifact.id()) && file.sha256().equalsIgnoreCase(artifact.sha256()));
    }

    @Override
    public Look<SourceMaterial> look(boolean answered) {
        if (before == null) {
            return Look.unreadable(null);
        }
        SourceMaterial now = (answered ? lookup : lookup.withRetries(0)).sourceMaterial(order.id());
        return new Look<>(shows(now) ? Shown.THERE : Shown.AS_BEFORE, now, Lookup.isArchiving(now), null);
    }

    /** Measured: each of these answers an empty 500, and the same bytes are taken under a name without an extension. */
    @Override
    public String hint() {
        return "it looks into images and films, and fails on a damaged one and on a film shorter than a second. Under a file name without its extension "
                + "it takes any bytes as they are";
    }

    /** The end of the form was never sent, so the server cannot have taken it. */
    @Override
    public AtlosException notCarriedOut(AtlosException lost) {
        if (file.wasReadToItsEnd()) {
            return null;
        }
        return file.trouble() != null ? unreadable(file.trouble())
                : new AtlosException(Kind.SERVER_ERROR, operation, lost.getStatus(), lost.getServerText(), lost.getFields(),
                        operation + ": broken off before the whole file was sent, so that nothing was stored; send it again. " + lost.getMessage(), lost.getCause());
    }

    @Override
    public void close() {
        if (file != null) {
            file.close();
        }
    }

    private AtlosException unreadable(IOException e) {
        String what = "the file to upload could not be read to its end (" + e.getMessage() + "); nothing was stored. Upload files that are complete and no "
                + "longer written to";
        return new AtlosException(Kind.INVALID_INPUT, operation, 0, null, Map.of("body", what), operation + ": " + what, e);
    }
}
