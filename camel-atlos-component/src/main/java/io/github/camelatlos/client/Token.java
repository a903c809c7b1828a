package io.github.camelatlos.client;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import io.github.camelatlos.AtlosException;

/** An API token, asked for again for every request, so that it can be rotated. It shows itself to nobody but the request. */
public final class Token {

    /** A rotated token may be echoed by the answer to a request that went out with it. */
    private static final int REMEMBERED = 32;
    private static final String HIDDEN = "[token]";

    private final Supplier<String> supplier;
    private final Object identity;
    /** What was given out lately, and how to find it again in a text. */
    private final Map<String, Pattern> given = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Pattern> eldest) {
            return size() > REMEMBERED;
        }
    };

    private Token(Supplier<String> supplier, Object identity) {
        this.supplier = supplier;
        this.identity = identity;
    }

    public static Token fixed(String value) {
        String token = checked(value, "token");
        return new Token(() -> token, token);
    }

    public static Token from(Supplier<String> supplier) {
        return new Token(supplier, supplier);
    }

    /** What endpoints of one token have in common. */
    Object identity() {
        return identity;
    }

    /** @throws AtlosException of kind INVALID_TOKEN if the supplier has none, or fails */
    String value(String operation) {
        try {
            String value = checked(supplier.get(), "tokenSupplier");
            synchronized (given) {
                given.computeIfAbsent(value, Token::pattern);
            }
            return value;
        } catch (IllegalArgumentException e) {
            throw new AtlosException(AtlosException.Kind.INVALID_TOKEN, operation, operation + ": nothing was sent. " + e.getMessage());
        } catch (RuntimeException e) {
            throw new AtlosException(AtlosException.Kind.INVALID_TOKEN, operation,
                    operation + ": nothing was sent, since the tokenSupplier failed (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    /** The text with the token blacked out, should a server or a proxy echo it, as it stands or encoded as in URLs, HTML or JSON. */
    String redact(String text) {
        if (text == null) {
            return null;
        }
        String redacted = text;
        for (Pattern pattern : patterns()) {
            redacted = pattern.matcher(redacted).replaceAll(HIDDEN);
        }
        return redacted;
    }

    /** The same fault, or, where the token stands in its texts, one that tells as much without it. */
    Throwable redact(Throwable fault) {
        if (fault == null || !shows(fault)) {
            return fault;
        }
        Throwable told = new RuntimeException(redact(fault.toString()), redact(fault.getCause()));
        told.setStackTrace(fault.getStackTrace());
        return told;
    }

    private boolean shows(Throwable fault) {
        String text = fault.toString();
        return !text.equals(redact(text)) || fault.getCause() != null && shows(fault.getCause())
                || Arrays.stream(fault.getSuppressed()).anyMatch(this::shows);
    }

    private List<Pattern> patterns() {
        synchronized (given) {
            return List.copyOf(given.values());
        }
    }

    private static Pattern pattern(String token) {
        StringBuilder pattern = new StringBuilder();
        token.chars().forEach(c -> {
            if (Character.isLetterOrDigit(c)) {
                pattern.append((char) c);
            } else {
                pattern.append(String.format("(?:%s|(?i:%%(?:25)?%02x|&#x0*%02x;|&#0*%d;|\\\\u00%02x))", Pattern.quote(String.valueOf((char) c)), c, c, c, c));
            }
        });
        return Pattern.compile(pattern.toString());
    }

    private static String checked(String value, String option) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("The " + option + " of the Atlos API is missing or empty. "
                    + "Create one on the Access page of the project and set it as option " + option);
        }
        // A secret read from a file often ends with a line break.
        String token = value.strip();
        if (token.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new IllegalArgumentException("The " + option + " of the Atlos API holds a space, a line break or a letter that no token has. "
                    + "Copy it once more from the Access page of the project");
        }
        return token;
    }

    @Override
    public String toString() {
        return HIDDEN;
    }
}
