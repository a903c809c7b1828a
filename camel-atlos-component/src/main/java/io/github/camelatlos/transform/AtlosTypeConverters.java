package io.github.camelatlos.transform;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelatlos.model.AtlosRecord;
import io.github.camelatlos.model.AtlosRecords;
import io.github.camelatlos.model.Json;
import org.apache.camel.Converter;

/** Turns records into JSON with the server's own keys, so that a {@code ${body}} is JSON and {@code marshal: json} is not needed. */
@Converter(generateLoader = true)
public final class AtlosTypeConverters {

    private AtlosTypeConverters() {
    }

    @Converter
    public static String toString(AtlosRecord record) {
        return new String(record.toBytes(), StandardCharsets.UTF_8);
    }

    @Converter
    public static byte[] toBytes(AtlosRecord record) {
        return record.toBytes();
    }

    @Converter
    public static InputStream toInputStream(AtlosRecord record) {
        return new ByteArrayInputStream(record.toBytes());
    }

    @Converter
    public static Map<String, Object> toMap(AtlosRecord record) {
        return Json.MAPPER.convertValue(record.json(), new TypeReference<>() {
        });
    }

    @Converter
    public static JsonNode toJsonNode(AtlosRecord record) {
        return record.json();
    }

    @Converter
    public static String toString(AtlosRecords records) {
        return new String(records.toBytes(), StandardCharsets.UTF_8);
    }

    @Converter
    public static byte[] toBytes(AtlosRecords records) {
        return records.toBytes();
    }

    @Converter
    public static InputStream toInputStream(AtlosRecords records) {
        return new ByteArrayInputStream(records.toBytes());
    }

    @Converter
    public static JsonNode toJsonNode(AtlosRecords records) {
        return records.json();
    }
}
