package io.github.camelatlos.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

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
    private static final int TOLD_AT_MOST = 2_000;
    private static final int LONGEST_TITLE = 200;
    private static final Pattern TITLE = Pattern.compile("<title", Pattern.CASE_INSENSITIVE);
    /** What would look like a line of its own, or turn a line round, wherever the text is shown. */
    private static final Pattern UNSHOWABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+");

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
            Map<String, String> fields = fields(error);
            return exception(status >= 500 ? Kind.SERVER_ERROR : kind(fields), call, status, told(fields), fields);
        }
        String text = error.isTextual() ? error.asText() : error.toString();
        return exception(kind(status, text), call, status, text, Map.of());
    }

    /** Measured: in an archived project, or while the platform is locked, create says so field by field. */
    private static Kind kind(Map<String, String> fields) {
        boolean notPermitted = fields.values().stream().anyMatch(text -> text.contains("You cannot add incidents to this project")
                || text.contains("does not have permission"));
        return notPermitted ? Kind.NOT_PERMITTED : Kind.INVALID_INPUT;
    }

    private static String told(Map<String, String> fields) {
        return fields.entrySet().stream().map(field -> field.getKey() + ": " + field.getValue()).collect(Collectors.joining("; "));
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
        return new AtlosException(kind, call.operation(), status, text, fields, call + ": " + meaning(kind) + " (" + said + ")", null);
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
            case NOT_READY -> "Atlos is still archiving this source material";
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

    private Map<String, String> fields(JsonNode error) {
        Map<String, String> fields = new LinkedHashMap<>();
        error.properties().forEach(field -> {
            Set<String> messages = new LinkedHashSet<>();
            messages(field.getValue(), messages);
            fields.put(told(field.getKey()), told(String.join("; ", messages)));
        });
        return fields;
    }

    /** Measured: of the project's own attributes each has an error of its own, the same one perhaps, and the value that was refused. */
    private static void messages(JsonNode error, Set<String> messages) {
        if (error.isValueNode()) {
            messages.add(error.asText());
        }
        error.properties().stream().filter(field -> !field.getKey().equals("source")).forEach(field -> messages(field.getValue(), messages));
        if (error.isArray()) {
            error.forEach(one -> messages(one, messages));
        }
    }

    private static String title(String html) {
        Matcher title = TITLE.matcher(html);
        int open = title.find() ? html.indexOf('>', title.end()) : -1;
        if (open < 0) {
            return "an HTML page";
        }
        String rest = html.substring(open + 1, Math.min(html.length(), open + 1 + LONGEST_TITLE));
        int close = rest.indexOf('<');
        return "an HTML page, '" + (close < 0 ? rest : rest.substring(0, close)).strip() + "'";
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
        String line = UNSHOWABLE.matcher(text).replaceAll(" ").strip();
        if (line.length() <= TOLD_AT_MOST) {
            return line;
        }
        int blank = line.lastIndexOf(' ', TOLD_AT_MOST);
        return line.substring(0, blank < TOLD_AT_MOST / 2 ? TOLD_AT_MOST : blank) + "…";
    }
}
