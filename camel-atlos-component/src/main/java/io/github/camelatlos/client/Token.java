package io.github.camelatlos.client;

import java.util.function.Supplier;

import io.github.camelatlos.AtlosException;

/** An API token, asked for again for every request, so that it can be rotated. It shows itself to nobody but the request. */
public final class Token {

    private final Supplier<String> supplier;
    private final Object identity;
    private volatile String last;

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

    String value() {
        try {
            last = checked(supplier.get(), "tokenSupplier");
            return last;
        } catch (IllegalArgumentException e) {
            throw new AtlosException(AtlosException.Kind.INVALID_TOKEN, null, e.getMessage());
        }
    }

    /** The text with the token blacked out, should a server echo it. */
    String redact(String text) {
        return text == null || last == null ? text : text.replace(last, "[token]");
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
        return "[token]";
    }
}
