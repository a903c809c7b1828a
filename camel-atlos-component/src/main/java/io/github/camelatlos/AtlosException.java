package io.github.camelatlos;

import java.util.Map;

import org.apache.camel.RuntimeCamelException;

/**
 * Atlos refused, could not be reached, or gave an answer that cannot be right; or the input was refused before it was sent.
 * The kind tells an {@code onException} what happened: {@code onWhen("${exception.kind} == 'RATE_LIMITED'")}.
 */
public class AtlosException extends RuntimeCamelException {

    private static final long serialVersionUID = 1L;

    /** What happened. */
    public enum Kind {
        /** The server does not know the token, or it was deactivated. */
        INVALID_TOKEN,
        /** The token lacks a permission (read, comment or edit), or the project is archived. */
        NOT_PERMITTED,
        /** What was asked for is not there. */
        NOT_FOUND,
        /** The server does not say which of the two it is. */
        NOT_FOUND_OR_NOT_PERMITTED,
        /** A value was refused, by the connector or by the server; {@link AtlosException#getFields()} says which. */
        INVALID_INPUT,
        /** The source material is still being archived, which would erase what is written meanwhile. */
        NOT_READY,
        /** A page's cursor is no longer accepted. */
        EXPIRED_CURSOR,
        /** The request, or the file, is larger than the server takes. */
        TOO_LARGE,
        /** The server, or a proxy before it, asks to slow down. */
        RATE_LIMITED,
        /** The server failed, or could not be reached. */
        SERVER_ERROR,
        /** An answer that is not what the API gives: HTML, a redirect, broken JSON. */
        UNEXPECTED_ANSWER,
        /** The answer to a write was lost; it may have been carried out. */
        UNCERTAIN
    }

    private final Kind kind;
    private final String operation;
    private final int status;
    private final String serverText;
    private final Map<String, String> fields;

    public AtlosException(Kind kind, String operation, String message) {
        this(kind, operation, 0, null, Map.of(), message, null);
    }

    public AtlosException(Kind kind, String operation, String message, Throwable cause) {
        this(kind, operation, 0, null, Map.of(), message, cause);
    }

    public AtlosException(Kind kind, String operation, int status, String serverText, Map<String, String> fields, String message,
                          Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.operation = operation;
        this.status = status;
        this.serverText = serverText;
        this.fields = Map.copyOf(fields);
    }

    /** What happened. */
    public Kind getKind() {
        return kind;
    }

    /** What was being done, such as {@code incidents addComment} or {@code updates list}. */
    public String getOperation() {
        return operation;
    }

    /** The HTTP status of the answer, or 0 where there was none. */
    public int getStatus() {
        return status;
    }

    /** What the server said, shortened, or null. */
    public String getServerText() {
        return serverText;
    }

    /** Where input was refused: the message by field; otherwise empty. */
    public Map<String, String> getFields() {
        return fields;
    }
}
