package io.github.camelatlos.transform;

import java.time.Instant;

import io.github.camelatlos.AtlosConstants;
import io.github.camelatlos.AtlosResource;
import io.github.camelatlos.model.AtlosRecord;
import io.github.camelatlos.model.Incident;
import io.github.camelatlos.model.SourceMaterial;
import org.apache.camel.Message;
import org.apache.camel.spi.DataType;
import org.apache.camel.spi.DataTypeTransformer;
import org.apache.camel.spi.Transformer;

/**
 * Turns a record into JSON and sets the headers from which Camel's components (http, kafka, knative…) make a CloudEvent. The
 * names are Camel's; camel-cloudevents, which has them as constants, is younger than the oldest Camel this runs on.
 */
@DataTypeTransformer(name = "atlos:application-cloudevents",
                     description = "The record as JSON, with the headers of a CloudEvent: id, source, type, subject and time")
public class AtlosCloudEventDataTypeTransformer extends Transformer {

    static final String ID = "CamelCloudEventID";
    static final String SOURCE = "CamelCloudEventSource";
    static final String TYPE = "CamelCloudEventType";
    static final String SUBJECT = "CamelCloudEventSubject";
    static final String TIME = "CamelCloudEventTime";
    static final String VERSION = "CamelCloudEventVersion";
    static final String CONTENT_TYPE = "CamelCloudEventContentType";

    private final Transformer json = new AtlosJsonDataTypeTransformer();

    @Override
    public void transform(Message message, DataType from, DataType to) throws Exception {
        if (!(message.getBody() instanceof AtlosRecord record)) {
            throw new IllegalArgumentException("A CloudEvent is made of one record of Atlos, and the body is "
                    + (message.getBody() == null ? "empty" : "a " + message.getBody().getClass().getSimpleName())
                    + "; consume with splitResults=true and ask for this type before anything else changes the body");
        }
        AtlosResource resource = resource(record);
        Instant time = time(message, record);
        message.setHeader(ID, record.getId() + "." + (time == null ? "" : time.getEpochSecond() + ".") + OwnContent.digest(record));
        message.setHeader(SOURCE, "atlos:" + resource.uriName());
        message.setHeader(TYPE, "io.github.camelatlos." + noun(resource) + "." + change(message));
        message.setHeader(SUBJECT, message.getHeader(AtlosConstants.SLUG, record.getId(), String.class));
        if (time != null) {
            message.setHeader(TIME, time.toString());
        }
        message.setHeader(VERSION, "1.0");
        message.setHeader(CONTENT_TYPE, "application/json");
        json.transform(message, from, to);
    }

    private static AtlosResource resource(AtlosRecord record) {
        if (record instanceof Incident) {
            return AtlosResource.INCIDENTS;
        }
        return record instanceof SourceMaterial ? AtlosResource.SOURCE_MATERIAL : AtlosResource.UPDATES;
    }

    private static String noun(AtlosResource resource) {
        return switch (resource) {
            case INCIDENTS -> "incident";
            case SOURCE_MATERIAL -> "source-material";
            case UPDATES -> "update";
        };
    }

    /** What happened to the record, or that it was only read. */
    private static String change(Message message) {
        return message.getHeader(AtlosConstants.CHANGE, "read", String.class);
    }

    private static Instant time(Message message, AtlosRecord record) {
        Instant changed = message.getHeader(AtlosConstants.TIMESTAMP, Instant.class);
        return changed == null ? record.getInsertedAt() : changed;
    }
}
