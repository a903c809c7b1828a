package io.github.camelatlos.writes;

import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.github.camelatlos.client.Attempt;
import io.github.camelatlos.model.SourceMaterial;

/** Replaces a namespace of metadata. Measured: of 8 set in parallel on one record 4 were stored, and all answered with yes. */
public final class MetadataWrite implements Write<SourceMaterial> {

    private final Lookup lookup;
    private final String operation;
    private final String id;
    private final String namespace;
    private final JsonNode content;
    private final boolean verify;
    private JsonNode before;

    /** @param content null erases the namespace */
    public MetadataWrite(Lookup lookup, String operation, String id, String namespace, JsonNode content, boolean verify) {
        this.lookup = lookup;
        this.operation = operation;
        this.id = id;
        this.namespace = namespace;
        this.content = content == null ? NullNode.getInstance() : content;
        this.verify = verify;
    }

    @Override
    public Terms terms() {
        return new Terms(operation, Repeat.ALWAYS, verify);
    }

    @Override
    public Before<SourceMaterial> before() {
        Optional<SourceMaterial> record = verify ? Optional.of(Lookup.needed(operation, () -> lookup.sourceMaterial(id)))
                : Lookup.before(operation, () -> lookup.withRetries(1).sourceMaterial(id));
        before = record.map(this::value).orElse(null);
        return new Before<>(null, verify && Lookup.isArchiving(record.get()));
    }

    @Override
    public Attempt<SourceMaterial> send() {
        return lookup.client().setMetadata(id, namespace, content);
    }

    /** Measured: 540 KB of different words were taken, 1.6 MB answered an empty 500. */
    @Override
    public String hint() {
        return "metadata of more than about a megabyte of different words";
    }

    @Override
    public Look<SourceMaterial> look(boolean answered) {
        SourceMaterial record = (answered ? lookup : lookup.withRetries(0)).sourceMaterial(id);
        JsonNode now = value(record);
        if (SameJson.exactly(now, content)) {
            return new Look<>(Shown.THERE, record, Lookup.isArchiving(record), null);
        }
        return before == null ? Look.unreadable(null) : Look.of(SameJson.exactly(now, before) ? Shown.AS_BEFORE : Shown.CHANGED, record);
    }

    /** Measured: an erased namespace stays as a key whose value is null. */
    private JsonNode value(SourceMaterial record) {
        JsonNode value = record.json().path("metadata").path(namespace);
        return value instanceof MissingNode ? NullNode.getInstance() : value;
    }
}
