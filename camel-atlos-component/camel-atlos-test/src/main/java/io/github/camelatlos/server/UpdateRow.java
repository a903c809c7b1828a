package io.github.camelatlos.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** An entry of the updates list. It knows both values; what is shown of them is the {@link Rendering}'s matter. */
record UpdateRow(String id, String type, long insertedAt, String mediaId, JsonNode oldValue, JsonNode newValue, String explanation,
        Author author, String sourceId, String attribute, List<String> attachments, Memo<byte[]> bytes) implements Row {

    static UpdateRow plain(String type, long at, String mediaId, String explanation, Author author, String sourceId) {
        return new UpdateRow(RandomIds.uuid(), type, at, mediaId, Json.text(null), Json.text(null), explanation, author, sourceId,
                null, List.of(), new Memo<>());
    }

    static UpdateRow edit(long at, String mediaId, String attribute, JsonNode before, JsonNode after, String explanation,
            Author author) {
        return new UpdateRow(RandomIds.uuid(), "update_attribute", at, mediaId, before, after, explanation, author, null, attribute,
                List.of(), new Memo<>());
    }

    UpdateRow attached(List<String> files) {
        return new UpdateRow(id, type, insertedAt, mediaId, oldValue, newValue, explanation, author, sourceId, attribute, files,
                new Memo<>());
    }
}
