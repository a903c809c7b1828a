package io.github.camelatlos.client;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelatlos.AtlosException.Kind;
import io.github.camelatlos.AtlosException;
import io.github.camelatlos.model.Json;
import io.github.camelatlos.model.RepeatedProject;

/**
 * Reads a page as a stream: a row costs no more than its tokens until somebody wants it, and the rest of the page is left as
 * soon as the visitor has seen enough.
 */
final class PageReader implements Transport.Reader<Page> {

    /** The request line may be about 8,000 bytes; measured: a cursor is about 1 KB. */
    private static final int LONGEST_CURSOR = 7_000;
    private static final int LONGEST_ID = 100;

    private final Call call;
    private final RowVisitor visitor;
    private final Consumer<String> onward;
    private Instant serverTime;
    private RepeatedProject.At project;
    private long projectFrom;
    private long projectTo;

    PageReader(Call call, RowVisitor visitor) {
        this(call, visitor, next -> { });
    }

    /** @param onward told the next page's cursor as soon as it is known and a row of this page was kept, or will surely be asked for */
    PageReader(Call call, RowVisitor visitor, Consumer<String> onward) {
        this.call = call;
        this.visitor = visitor;
        this.onward = onward;
    }

    @Override
    public Page read(Answer answer, Refusals refusals) throws IOException {
        serverTime = answer.date();
        visitor.begin(serverTime);
        Recording recording = answer.memory() == null ? new Recording(answer.body()) : new Recording(answer.memory());
        try (JsonParser parser = recording.parser(Json.SKIPPING)) {
            return read(parser, recording, answer, refusals);
        } catch (JsonParseException e) {
            if (String.valueOf(e.getOriginalMessage()).startsWith("Invalid UTF-8")) {
                throw unexpected("it is not UTF-8");
            }
            throw e;
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
                case "error" -> error = part(parser, recording);
                case "results" -> {
                    rows = new ArrayList<>();
                    if (!rows(parser, recording, rows, next)) {
                        return new Page(next, rows, serverTime, true);
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
        return new Page(next, rows, serverTime, false);
    }

    /** The next page's cursor, where it stands before the rows, as measured; null if it does not, or does not end here. */
    static String next(byte[] begin) {
        try (JsonParser parser = Json.SKIPPING.createParser(begin)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean isNext = parser.currentName().equals("next");
                JsonToken value = parser.nextToken();
                if (isNext && value == JsonToken.VALUE_STRING) {
                    return isCursor(parser.getText()) ? parser.getText() : null;
                } else if (isNext || value.isStructStart()) {
                    return null;
                }
            }
            return null;
        } catch (IOException cutOff) {
            return null;
        }
    }

    private static boolean isCursor(String text) {
        return !text.isEmpty() && text.length() <= LONGEST_CURSOR;
    }

    /** What is here, as a tree; with the limits of what is looked at, not of what is skipped. */
    private static JsonNode part(JsonParser parser, Recording recording) throws IOException {
        long from = parser.currentTokenLocation().getByteOffset();
        recording.forgetBefore(from);
        parser.skipChildren();
        parser.finishToken();
        return Json.MAPPER.readTree(recording.slice(from, parser.currentLocation().getByteOffset()));
    }

    private String cursor(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        require(parser.currentToken() == JsonToken.VALUE_STRING, "its cursor is no text");
        String cursor = parser.getText();
        require(isCursor(cursor), "its cursor is empty or too long");
        return cursor;
    }

    /** Whether the rows were read to the end. */
    private boolean rows(JsonParser parser, Recording recording, List<Row> rows, String next) throws IOException {
        require(parser.currentToken() == JsonToken.START_ARRAY, "its results are no list");
        boolean asked = next == null;
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            if (!asked && visitor.readsToTheEnd()) {
                asked = true;
                onward.accept(next);
            }
            long from = parser.currentTokenLocation().getByteOffset();
            require(from >= 0, "it is not UTF-8");
            recording.forgetBefore(from);
            RowHead head = head(parser);
            switch (visitor.visit(head)) {
                case KEEP -> {
                    rows.add(row(head, recording.slice(from, parser.currentLocation().getByteOffset()), from));
                    if (!asked) {
                        asked = true;
                        onward.accept(next);
                    }
                }
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

    private Row row(RowHead head, byte[] utf8, long from) {
        if (projectFrom < 0) {
            return new Row(head, utf8);
        }
        project = RepeatedProject.At.of(utf8, (int) (projectFrom - from), (int) (projectTo - from), project);
        return new Row(head.with(project), utf8);
    }

    private RowHead head(JsonParser parser) throws IOException {
        projectFrom = -1;
        String id = null;
        String slug = null;
        Instant insertedAt = null;
        Instant updatedAt = null;
        String incidentId = null;
        String sourceMaterialId = null;
        String apiTokenId = null;
        String projectId = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "id" -> id = text(parser);
                case "slug" -> slug = text(parser);
                case "inserted_at" -> insertedAt = instant(text(parser));
                case "updated_at" -> updatedAt = instant(text(parser));
                case "incident_id", "media_id" -> incidentId = text(parser);
                case "media_version_id" -> sourceMaterialId = text(parser);
                case "api_token_id" -> apiTokenId = text(parser);
                case "project" -> projectId = project(parser);
                default -> parser.skipChildren();
            }
        }
        require(id != null && !id.isEmpty() && id.length() <= LONGEST_ID, "a row has no id");
        require(insertedAt != null, "row " + id + " has no inserted_at");
        return new RowHead(id, slug, insertedAt, updatedAt, incidentId, sourceMaterialId, apiTokenId, projectId, null);
    }

    /** A plain value, or null; what has an inside is skipped. */
    private static String text(JsonParser parser) throws IOException {
        if (parser.currentToken().isStructStart()) {
            parser.skipChildren();
            return null;
        }
        return parser.getValueAsString();
    }

    /** Notes where the project stands; its id, or null. */
    private String project(JsonParser parser) throws IOException {
        String id = null;
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            projectFrom = -1;
            return null;
        }
        projectFrom = parser.currentTokenLocation().getByteOffset();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean wanted = parser.currentName().equals("id");
            parser.nextToken();
            if (wanted) {
                id = text(parser);
            } else {
                parser.skipChildren();
            }
        }
        projectTo = parser.currentLocation().getByteOffset();
        return id;
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
