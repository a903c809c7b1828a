package io.github.camelatlos.client;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.github.camelatlos.AtlosException.Kind;
import io.github.camelatlos.AtlosException;
import io.github.camelatlos.model.Json;

/**
 * Reads a page as a stream: a row costs no more than its tokens until somebody wants it, and the rest of the page is left as
 * soon as the visitor has seen enough.
 */
final class PageReader implements Transport.Reader<Page> {

    /** The request line may be about 8,000 bytes; measured: a cursor is about 1 KB. */
    private static final int LONGEST_CURSOR = 7_000;
    private static final int LONGEST_ID = 100;

    /** A part of a page is followed by the rest of it, which must not count as something trailing. */
    private static final ObjectReader PART = Json.MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Call call;
    private final RowVisitor visitor;

    PageReader(Call call, RowVisitor visitor) {
        this.call = call;
        this.visitor = visitor;
    }

    @Override
    public Page read(Answer answer, Refusals refusals) throws IOException {
        visitor.begin(answer.date());
        Recording recording = new Recording(answer.body());
        try (JsonParser parser = Json.MAPPER.getFactory().createParser(recording)) {
            return read(parser, recording, answer, refusals);
        }
    }

    private Page read(JsonParser parser, Recording recording, Answer answer, Refusals refusals) throws IOException {
        require(parser.nextToken() == JsonToken.START_OBJECT, "it is no JSON object");
        String next = null;
        JsonNode error = null;
        List<Row> rows = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "next" -> next = cursor(parser);
                case "error" -> error = PART.readTree(parser);
                case "results" -> {
                    rows = new ArrayList<>();
                    if (!rows(parser, recording, rows)) {
                        return new Page(next, rows, answer.date(), true);
                    }
                }
                default -> parser.skipChildren();
            }
        }
        // Measured: a cursor that has expired is answered with status 200, this error and no results. It is not the end of the list.
        if (error != null && !error.isNull()) {
            throw refusals.of(call, answer.status(), error);
        }
        require(rows != null, "it has no results");
        require(parser.nextToken() == null, "something follows the page");
        return new Page(next, rows, answer.date(), false);
    }

    private String cursor(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        require(parser.currentToken() == JsonToken.VALUE_STRING, "its cursor is no text");
        String cursor = parser.getText();
        require(cursor.length() <= LONGEST_CURSOR && !cursor.isEmpty(), "its cursor is empty or too long");
        return cursor;
    }

    /** Whether the rows were read to the end. */
    private boolean rows(JsonParser parser, Recording recording, List<Row> rows) throws IOException {
        require(parser.currentToken() == JsonToken.START_ARRAY, "its results are no list");
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            long from = parser.currentTokenLocation().getByteOffset();
            recording.forgetBefore(from);
            RowHead head = head(parser);
            switch (visitor.visit(head)) {
                case KEEP -> rows.add(new Row(head, recording.slice(from, parser.currentLocation().getByteOffset())));
                case LEAVE -> {
                    return false;
                }
                case SKIP -> {
                }
            }
        }
        require(parser.currentToken() == JsonToken.END_ARRAY, "a row is no JSON object");
        return true;
    }

    private RowHead head(JsonParser parser) throws IOException {
        String id = null;
        String slug = null;
        Instant insertedAt = null;
        Instant updatedAt = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "id" -> id = parser.getValueAsString();
                case "slug" -> slug = parser.getValueAsString();
                case "inserted_at" -> insertedAt = instant(parser.getValueAsString());
                case "updated_at" -> updatedAt = instant(parser.getValueAsString());
                default -> parser.skipChildren();
            }
        }
        require(id != null && !id.isEmpty() && id.length() <= LONGEST_ID, "a row has no id");
        require(insertedAt != null, "row " + id + " has no inserted_at");
        return new RowHead(id, slug, insertedAt, updatedAt);
    }

    private Instant instant(String text) {
        try {
            return text == null ? null : Json.instant(text);
        } catch (DateTimeException e) {
            throw unexpected("a row has a timestamp that is none");
        }
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw unexpected(otherwise);
        }
    }

    private AtlosException unexpected(String what) {
        return new AtlosException(Kind.UNEXPECTED_ANSWER, call.operation(), 200, null, Map.of(),
                call + ": the page cannot be understood: " + what, null);
    }
}
