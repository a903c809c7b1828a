package io.github.camelatlos.consumer;

import java.util.List;

import io.github.camelatlos.AtlosConstants;
import io.github.camelatlos.AtlosResource;
import io.github.camelatlos.changes.Change;
import io.github.camelatlos.client.AtlosClient;
import io.github.camelatlos.client.RowHead;
import io.github.camelatlos.client.SlugBook;
import org.apache.camel.Message;

/** The headers of a consumed exchange: those that the producer reads, so that a record can be written back to as it is. */
final class RecordHeaders {

    private final AtlosResource resource;
    private final SlugBook slugs;

    RecordHeaders(Reading reading, AtlosClient client) {
        this.resource = reading.resource();
        this.slugs = reading.options().isResolveSlug() && resource != AtlosResource.INCIDENTS
                ? new SlugBook(client) : null;
    }

    /** Learns the slugs that these records need, if they are asked for. */
    void prepare(List<Change> changes) {
        if (slugs != null) {
            changes.forEach(change -> slugs.learn(incidentId(change.row().head())));
        }
    }

    void set(Message message, Change change) {
        RowHead head = change.row().head();
        set(message, AtlosConstants.RESOURCE, resource.uriName());
        set(message, AtlosConstants.ID, head.id());
        set(message, AtlosConstants.INCIDENT_ID, incidentId(head));
        set(message, AtlosConstants.SLUG, slug(head));
        set(message, AtlosConstants.SOURCE_MATERIAL_ID, resource == AtlosResource.SOURCE_MATERIAL ? head.id() : head.sourceMaterialId());
        set(message, AtlosConstants.CHANGE, change.kind().name());
        set(message, AtlosConstants.TIMESTAMP, change.timestamp());
        set(message, AtlosConstants.MESSAGE_TIMESTAMP, change.timestamp().toEpochMilli());
    }

    /** Of several records: what holds for all of them, and the changes in their order. */
    void set(Message message, List<Change> changes) {
        Change last = changes.get(changes.size() - 1);
        set(message, AtlosConstants.RESOURCE, resource.uriName());
        set(message, AtlosConstants.CHANGE, changes.stream().map(change -> change.kind().name()).toList());
        set(message, AtlosConstants.TIMESTAMP, last.timestamp());
        set(message, AtlosConstants.MESSAGE_TIMESTAMP, last.timestamp().toEpochMilli());
    }

    private static void set(Message message, String name, Object value) {
        if (value != null) {
            message.setHeader(name, value);
        }
    }

    private String slug(RowHead head) {
        if (resource == AtlosResource.INCIDENTS) {
            return head.slug();
        }
        return slugs == null ? null : slugs.slug(incidentId(head));
    }

    private String incidentId(RowHead head) {
        return resource == AtlosResource.INCIDENTS ? head.id() : head.incidentId();
    }
}
