package io.github.camelatlos.server;

import java.util.Locale;
import java.util.Optional;

/** The spellings of a slug that the server understands. */
final class Slug {

    private Slug() {
    }

    /** Measured: any case, with any project's code before it (even a wrong one), but not with the old "ATL". */
    static Optional<String> plain(String spelling) {
        String[] parts = spelling.toUpperCase(Locale.ROOT).split("-", -1);
        return switch (parts.length) {
            case 1 -> Optional.of(parts[0]);
            case 2 -> parts[0].equals("ATL") ? Optional.empty() : Optional.of(parts[1]);
            default -> Optional.empty();
        };
    }
}
