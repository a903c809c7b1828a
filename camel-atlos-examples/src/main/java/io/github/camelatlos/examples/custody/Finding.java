package io.github.camelatlos.examples.custody;

/**
 * Something that does not hold.
 *
 * @param where a file, with its folder in the archive; or a line of the manifest
 */
public record Finding(String where, Problem problem, String detail) {

    /** What can be wrong. */
    public enum Problem {
        MISSING, CHANGED, NOT_IN_MANIFEST, LINE_ALTERED, LINES_MISSING, LINE_OUT_OF_PLACE, NEWER_VERSION, NOT_SIGNED, SIGNATURE_WRONG, NOT_STAMPED,
        TOKEN_INVALID, NOT_IN_ATLOS, NOT_LOOKED_AT;

        /** As people read it. */
        public String words() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ').replace("atlos", "Atlos");
        }
    }
}
