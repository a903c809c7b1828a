package io.github.camelatlos.checkpoint;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lines of a store, understood.
 *
 * @param state   the base and each change since
 * @param project null as long as no row has told it
 */
record Kept(List<ObjectNode> state, String project) {

    static final int FORMAT = 2;
    private static final Logger LOG = LoggerFactory.getLogger(Checkpoint.class);

    Kept {
        state = List.copyOf(state);
    }

    /** @throws CheckpointException if they are damaged, of a newer version, or belong to somebody else */
    static Kept of(List<String> lines, Identity identity, Object store) {
        if (lines.isEmpty()) {
            return new Kept(List.of(), null);
        }
        ObjectNode base = Lines.object(lines.get(0));
        if (base == null || !base.path("state").isObject() || !base.path("key").isTextual()) {
            throw damaged(store, "it does not begin as a checkpoint does");
        }
        int format = base.path("atlosCheckpoint").asInt();
        if (format != 1 && format != FORMAT) {
            throw new CheckpointException("The checkpoint (" + store + ") was written by another version of this connector (format "
                    + base.path("atlosCheckpoint").asText() + "); use that version, or set another checkpointFile or checkpointKey", null);
        }
        checkKey(base, identity, store);
        return format == 1 ? first(base, store) : second(lines, base, identity, store);
    }

    private static void checkKey(ObjectNode base, Identity identity, Object store) {
        String key = base.get("key").asText();
        if (!key.equals(identity.key())) {
            throw new CheckpointException("The checkpoint (" + store + ") belongs to another consumer, with other filters or another base URL: it holds the "
                    + "key " + key + ", this consumer's is " + identity.key() + ". Set another checkpointFile, or checkpointKey=" + key
                    + " to go on from it on purpose", null);
        }
    }

    /** What the first version wrote: one text, with a checksum of the state alone. */
    private static Kept first(ObjectNode base, Object store) {
        ObjectNode state = (ObjectNode) base.get("state");
        CRC32 crc = new CRC32();
        crc.update(state.toString().getBytes(StandardCharsets.UTF_8));
        if (!Long.toHexString(crc.getValue()).equals(base.path("crc").asText())) {
            throw damaged(store, "its checksum is wrong");
        }
        return new Kept(List.of(state.put("format", 1)), null);
    }

    private static Kept second(List<String> lines, ObjectNode base, Identity identity, Object store) {
        if (Lines.read(null, lines.get(0)) == null) {
            throw damaged(store, "the checksum of its base is wrong");
        }
        String resource = base.path("resource").asText();
        if (!resource.equals(identity.resource())) {
            throw new CheckpointException("The checkpoint (" + store + ") is one of atlos:" + resource + ", not of atlos:" + identity.resource()
                    + ". Set another checkpointKey or checkpointFile", null);
        }
        if (!base.path("selection").asText().equals(identity.fingerprint())) {
            throw new CheckpointException("The checkpoint (" + store + ") was made with other filters, under which other rows were delivered. Set the filters "
                    + "back; or set another checkpointKey or checkpointFile, and startFrom to the moment from which the new filters count", null);
        }
        List<ObjectNode> state = new ArrayList<>(List.of((ObjectNode) base.get("state")));
        String project = base.path("project").textValue();
        for (int i = 1; i < lines.size(); i++) {
            ObjectNode line = Lines.read(lines.get(i - 1), lines.get(i));
            if (line == null && i == lines.size() - 1) {
                LOG.warn("The last write to the checkpoint ({}) did not come to its end, in a crash; what it told is found out again", store);
            } else if (line == null) {
                throw damaged(store, "line " + (i + 1) + " is not what was written there");
            } else if (line.get("change") instanceof ObjectNode change) {
                state.add(change);
            } else if (line.hasNonNull("project")) {
                project = line.get("project").asText();
            }
        }
        return new Kept(state, project);
    }

    private static CheckpointException damaged(Object store, String why) {
        return new CheckpointException("The checkpoint (" + store + ") is damaged: " + why + ". It was left as it is, and the consumer does not start, "
                + "because it would deliver everything again. Restore it from a backup; or move it away and set startFrom to when you know "
                + "that all was delivered", null);
    }
}
