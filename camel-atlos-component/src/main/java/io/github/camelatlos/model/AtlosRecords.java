package io.github.camelatlos.model;

import java.io.ByteArrayOutputStream;
import java.util.AbstractList;
import java.util.List;

import com.fasterxml.jackson.databind.node.ArrayNode;

/** Several records in one exchange ({@code splitResults=false}): a list that knows how to be a JSON array. */
public final class AtlosRecords extends AbstractList<AtlosRecord> {

    private final List<AtlosRecord> records;

    public AtlosRecords(List<? extends AtlosRecord> records) {
        this.records = List.copyOf(records);
    }

    @Override
    public AtlosRecord get(int index) {
        return records.get(index);
    }

    @Override
    public int size() {
        return records.size();
    }

    /** The JSON array as UTF-8, of the records' own bytes. */
    public byte[] toBytes() {
        ByteArrayOutputStream array = new ByteArrayOutputStream();
        char before = '[';
        for (AtlosRecord each : records) {
            array.write(before);
            array.writeBytes(each.toBytes());
            before = ',';
        }
        if (records.isEmpty()) {
            array.write('[');
        }
        array.write(']');
        return array.toByteArray();
    }

    /** The records as a JSON array; a copy. */
    public ArrayNode json() {
        ArrayNode array = Json.MAPPER.createArrayNode();
        records.forEach(record -> array.add(record.json()));
        return array;
    }
}
