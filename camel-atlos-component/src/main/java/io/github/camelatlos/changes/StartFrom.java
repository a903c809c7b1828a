package io.github.camelatlos.changes;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/** Where a consumer begins that has no checkpoint yet. */
public sealed interface StartFrom {

    /** With the oldest record there is. */
    record Beginning() implements StartFrom {
    }

    /** With what changes from now on. */
    record Now() implements StartFrom {
    }

    /** With what changed at this instant or later. */
    record At(Instant instant) implements StartFrom {
    }

    /** @throws IllegalArgumentException if the text is none of them */
    static StartFrom of(String text) {
        return switch (text == null ? "" : text.strip()) {
            case "", "beginning" -> new Beginning();
            case "now" -> new Now();
            default -> new At(instant(text.strip()));
        };
    }

    private static Instant instant(String text) {
        try {
            // A plus in an endpoint's URI reaches us as a blank: that is how Camel decodes options.
            return OffsetDateTime.parse(text.replaceFirst(" (\\d\\d(:\\d\\d)*)$", "+$1")).toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("startFrom is '" + text + "'; it must be beginning, now, or an instant with its "
                    + "time zone such as 2026-11-01T00:00:00Z", e);
        }
    }
}
