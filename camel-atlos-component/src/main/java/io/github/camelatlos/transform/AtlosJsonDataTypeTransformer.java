package io.github.camelatlos.transform;

import java.util.Collection;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelatlos.model.AtlosRecord;
import io.github.camelatlos.model.AtlosRecords;
import io.github.camelatlos.model.Json;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.spi.DataType;
import org.apache.camel.spi.DataTypeTransformer;
import org.apache.camel.spi.Transformer;

/** Turns what is read from Atlos into JSON text with the server's own keys. Text and bytes stay as they are. */
@DataTypeTransformer(name = "atlos:application-json", description = "The record as JSON, with the keys that Atlos uses")
public class AtlosJsonDataTypeTransformer extends Transformer {

    @Override
    public void transform(Message message, DataType from, DataType to) throws JsonProcessingException {
        Object body = message.getBody();
        JsonNode json = null;
        if (body instanceof AtlosRecord record) {
            json = record.json();
        } else if (body instanceof AtlosRecords records) {
            json = records.json();
        } else if (body instanceof JsonNode || body instanceof Map<?, ?> || body instanceof Collection<?>) {
            json = Json.MAPPER.valueToTree(body);
        }
        if (json != null) {
            message.setBody(Json.MAPPER.writeValueAsString(json));
            message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        }
    }
}
