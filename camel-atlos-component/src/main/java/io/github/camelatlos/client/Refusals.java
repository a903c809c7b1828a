package io.github.camelatlos.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelatlos.AtlosException.Kind;
import io.github.camelatlos.AtlosException;
import io.github.camelatlos.model.Json;

/**
 * What an error answer means. Measured: nearly every refusal is a 401, and only the text tells them apart; with an Accept of
 * JSON a 400, 404 or 500 has no text at all.
 */
final class Refusals {

    private static final int READ_AT_MOST = 64 * 1024;
    private static final int TOLD_AT_MOST = 500;
    private static final Pattern NOT_PLAIN = Pattern.compile("[\\p{Cc}\\p{Cf}\\u2028\\u2029]+");

    private final Token token;

    Refusals(Token token) {
        this.token = token;
    }

    /** The error in an answer whose status says so. */
    AtlosException of(Call call, Answer answer) throws IOException {
        String body = new String(answer.body().readNBytes(READ_AT_MOST), StandardCharsets.UTF_8);
        int status = answer.status();
        JsonNode error = answer.isJson() ? error(body) : null;
        if (error != null) {
            return of(call, status, error);
        }
        String text = answer.isHtml() ? title(body) : body;
        Kind kind = switch (status) {
            case 400, 422 -> Kind.INVALID_INPUT;
            case 403 -> Kind.NOT_PERMITTED;
            case 404 -> Kind.NOT_FOUND;
            case 413, 414, 431 -> Kind.TOO_LARGE;
            case 429 -> Kind.RATE_LIMITED;
            default -> status >= 500 ? Kind.SERVER_ERROR : Kind.UNEXPECTED_ANSWER;
        };
        return exception(kind, call, status, text, Map.of());
    }

    /** The error in {@code {"error": …}}. */
    AtlosException of(Call call, int status, JsonNode error) {
        if (error.isObject()) {
            return exception(status >= 500 ? Kind.SERVER_ERROR : Kind.INVALID_INPUT, call, status, error.toString(), fields(error));
        }
        String text = error.isTextual() ? error.asText() : error.toString();
        return exception(kind(status, text), call, status, text, Map.of());
    }

    private static Kind kind(int status, String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (status == 429) {
            return Kind.RATE_LIMITED;
        } else if (status >= 500) {
            return Kind.SERVER_ERROR;
        } else if (status == 413 || status == 414 || status == 431) {
            return Kind.TOO_LARGE;
        } else if (lower.contains("pagination")) {
            return Kind.EXPIRED_CURSOR;
        } else if (lower.startsWith("invalid token")) {
            return Kind.INVALID_TOKEN;
        } else if (lower.contains("not found or unauthorized")) {
            return Kind.NOT_FOUND_OR_NOT_PERMITTED;
        } else if (lower.contains("not authorized") || lower.equals("unauthorized") || status == 403) {
            return Kind.NOT_PERMITTED;
        } else if (lower.equals("attribute not found")) {
            return Kind.INVALID_INPUT;
        } else if (lower.endsWith("not found") || status == 404) {
            return Kind.NOT_FOUND;
        }
        return status == 200 ? Kind.UNEXPECTED_ANSWER : Kind.INVALID_INPUT;
    }

    private AtlosException exception(Kind kind, Call call, int status, String serverText, Map<String, String> fields) {
        String text = told(serverText);
        String said = text == null || text.isBlank() ? "status " + status : "status " + status + ": " + text;
        Map<String, String> told = new LinkedHashMap<>();
        fields.forEach((field, message) -> told.put(told(field), told(message)));
        return new AtlosException(kind, call.operation(), status, text, told, call + ": " + meaning(kind) + " (" + said + ")", null);
    }

    private static String meaning(Kind kind) {
        return switch (kind) {
            case INVALID_TOKEN -> "Atlos does not know the token. It may have been deactivated: create a new one on the Access page of the "
                    + "project and set it as the token of this endpoint";
            case NOT_PERMITTED -> "The token is valid but may not do this. Give it the permission on the Access page of the project (comment "
                    + "and edit are two permissions), and check that the project is not archived";
            case NOT_FOUND -> "Atlos has no such incident, source material or route";
            case NOT_FOUND_OR_NOT_PERMITTED -> "Either it does not exist, or it belongs to another project, is deleted, or the token lacks the "
                    + "permission; the server does not say which";
            case INVALID_INPUT -> "Atlos refused a value";
            case EXPIRED_CURSOR -> "Atlos no longer accepts the cursor of this page";
            case TOO_LARGE -> "The request is larger than Atlos takes";
            case RATE_LIMITED -> "Atlos, or a proxy before it, asks to slow down";
            case SERVER_ERROR -> "Atlos failed to answer";
            case UNEXPECTED_ANSWER -> "This is not an answer of the Atlos API; is there a proxy in between, and is baseUrl right?";
            case UNCERTAIN -> "It is not known whether it was carried out";
        };
    }

    private static JsonNode error(String body) {
        try {
            JsonNode error = Json.MAPPER.readTree(body).get("error");
            return error == null || error.isNull() ? null : error;
        } catch (IOException | RuntimeException notJson) {
            return null;
        }
    }

    private static Map<String, String> fields(JsonNode error) {
        Map<String, String> fields = new LinkedHashMap<>();
        error.fields().forEachRemaining(field -> fields.put(field.getKey(),
                field.getValue().isTextual() ? field.getValue().asText() : field.getValue().toString()));
        return fields;
    }

    /** By searching, not by a pattern: a page that opens many titles and closes none would keep one busy for a minute. */
    private static String title(String html) {
        String lower = html.toLowerCase(Locale.ROOT);
        int from = lower.length() == html.length() ? lower.indexOf('>', Math.max(lower.indexOf("<title"), 0)) : -1;
        int to = from < 0 ? -1 : html.indexOf('<', from);
        return to > from && lower.contains("<title") ? "an HTML page, '" + html.substring(from + 1, to).strip() + "'" : "an HTML page";
    }

    /** What may be told of a server's text: first without the token, then cut, lest a part of it stays. */
    private String told(String text) {
        return shortened(token.redact(text));
    }

    /** One line, without what moves the cursor or turns the direction of writing in a log. */
    static String shortened(String text) {
        if (text == null) {
            return null;
        }
        String line = NOT_PLAIN.matcher(text).replaceAll(" ").strip();
        return line.length() <= TOLD_AT_MOST ? line : line.substring(0, TOLD_AT_MOST) + "…";
    }
}
