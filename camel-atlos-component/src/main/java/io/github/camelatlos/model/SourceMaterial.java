package io.github.camelatlos.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A piece of source material. Measured shape: {@code id status metadata inserted_at updated_at incident_id artifacts scoped_id
 * source_url upload_type visibility}. There is no slug in it: join on the incident's id.
 */
public final class SourceMaterial implements AtlosRecord {

    private static final String OPERATION = "source-material list";

    private final RecordJson json;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public SourceMaterial(ObjectNode json) {
        this.json = new RecordJson(OPERATION, json);
    }

    /** @param utf8 a JSON object, of that id, parsed at the first look */
    public SourceMaterial(String id, byte[] utf8) {
        this.json = new RecordJson(OPERATION, id, utf8, null);
    }

    @Override
    @JsonValue
    public ObjectNode json() {
        return json.tree().deepCopy();
    }

    @Override
    public byte[] toBytes() {
        return json.toBytes();
    }

    @Override
    public String getId() {
        return json.id();
    }

    /** The id of the incident it belongs to. */
    public String getIncidentId() {
        return Json.text(json.tree(), "incident_id");
    }

    /** {@code pending} just after creation, then {@code complete} or {@code error}. */
    public String getStatus() {
        return Json.text(json.tree(), "status");
    }

    /** {@code visible}, {@code hidden} or {@code removed}; the lists hold all of them. */
    public String getVisibility() {
        return Json.text(json.tree(), "visibility");
    }

    /** Where it comes from, as people gave it, or null. Nobody has checked that it is a web address. */
    public String getSourceUrl() {
        return Json.text(json.tree(), "source_url");
    }

    /** How it came in: {@code direct} is by URL, and then the server archives it; or null. */
    public String getUploadType() {
        return Json.text(json.tree(), "upload_type");
    }

    @Override
    public Instant getInsertedAt() {
        return Json.instant(json.tree(), "inserted_at");
    }

    /** When it last changed (UTC, whole seconds): an upload, metadata, its status. */
    public Instant getUpdatedAt() {
        return Json.instant(json.tree(), "updated_at");
    }

    /** Whether there is metadata of this namespace. Measured: an erased one stays as a key whose value is null. */
    public boolean hasMetadata(String namespace) {
        return json.tree().path("metadata").hasNonNull(namespace);
    }

    /**
     * The metadata by namespace as the server has it; a copy, or an empty object. An erased namespace is still a key, so
     * {@link #hasMetadata} tells whether there is any.
     */
    public JsonNode getMetadata() {
        JsonNode metadata = json.tree().path("metadata");
        return metadata.isObject() ? metadata.deepCopy() : Json.MAPPER.createObjectNode();
    }

    /** The files kept with it, or an empty list. Their addresses are good for 6 hours after the record was read. */
    public List<Artifact> getArtifacts() {
        List<Artifact> artifacts = new ArrayList<>();
        json.tree().path("artifacts").forEach(artifact -> artifacts.add(Artifact.of(artifact)));
        return List.copyOf(artifacts);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SourceMaterial that && json.equals(that.json);
    }

    @Override
    public int hashCode() {
        return json.hashCode();
    }

    /** The id only: what is in source material may be evidence, and a string like this ends in a log. */
    @Override
    public String toString() {
        return "SourceMaterial[" + getId() + "]";
    }
}
