package io.github.camelatlos.model;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An entry in an incident's history: a comment, a changed attribute, new source material. Measured shape: {@code id type user
 * new_value inserted_at attachments attachment_urls media_id explanation user_id api_token_id media_version_id
 * modified_attribute}. There is no slug in it: join on the incident's id.
 */
public final class Update implements AtlosRecord {

    private static final String OPERATION = "updates list";

    private final RecordJson json;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Update(ObjectNode json) {
        this.json = new RecordJson(OPERATION, json);
    }

    /** @param utf8 a JSON object, of that id, parsed at the first look */
    public Update(String id, byte[] utf8) {
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

    /**
     * {@code create}, {@code update_attribute}, {@code upload_version}, {@code comment}, {@code delete}, {@code undelete},
     * {@code add_project}, {@code change_project} or {@code remove_project}; a newer server may know more.
     */
    public String getType() {
        return Json.text(json.tree(), "type");
    }

    @Override
    public Instant getInsertedAt() {
        return Json.instant(json.tree(), "inserted_at");
    }

    /** The id of the incident ({@code media_id}). */
    public String getIncidentId() {
        return Json.text(json.tree(), "media_id");
    }

    /** The id of the source material it speaks of ({@code media_version_id}), or null. */
    public String getSourceMaterialId() {
        return Json.text(json.tree(), "media_version_id");
    }

    /** The text of a comment, or the explanation given with a change. */
    public String getExplanation() {
        return Json.text(json.tree(), "explanation");
    }

    /** Which attribute an {@code update_attribute} has changed, a built-in name or a UUID; otherwise null. */
    public String getModifiedAttribute() {
        return Json.text(json.tree(), "modified_attribute");
    }

    /**
     * The value after the change, where the server tells it: a newer one does, which also tells the old one. Of today's server null: what
     * it calls {@code new_value} holds either of the two, by the version of the runtime that the installation runs on (measured: the
     * <em>old</em> one). To know the value, read the incident.
     */
    public JsonNode getNewValue() {
        return told("new_value");
    }

    /** The value before the change, where the server tells it, as {@link #getNewValue()}; of today's server null. */
    public JsonNode getOldValue() {
        return told("old_value");
    }

    private JsonNode told(String key) {
        JsonNode tree = json.tree();
        return tree.has("old_value") && tree.has(key) ? tree.path(key).deepCopy() : null;
    }

    /** Signed addresses of what is attached to a comment, good for some hours, on another host: never with the token. */
    public List<String> getAttachmentUrls() {
        return Json.texts(json.tree(), "attachment_urls");
    }

    /** The id of the token it was made with, or null if a person made it. */
    public String getApiTokenId() {
        return Json.text(json.tree(), "api_token_id");
    }

    /** The name of the person who made it, or null. */
    public String getUsername() {
        return Json.text(json.tree().path("user"), "username");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Update that && json.equals(that.json);
    }

    @Override
    public int hashCode() {
        return json.hashCode();
    }

    /** The id only: a comment may be evidence, and a string like this ends in a log. */
    @Override
    public String toString() {
        return "Update[" + getId() + "]";
    }
}
