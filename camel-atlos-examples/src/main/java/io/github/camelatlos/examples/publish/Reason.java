package io.github.camelatlos.examples.publish;

/** Why an incident was held back; the first that applies, the gravest first. */
enum Reason {
    DELETED("deleted", "deleted in Atlos"),
    RESTRICTED("restricted", "hidden or frozen in Atlos"),
    SENSITIVE("sensitive", "marked sensitive, or not marked at all"),
    STATUS("status", "its status is not among those published"),
    TOO_YOUNG("tooYoung", "younger than the delay"),
    NO_PLACE("noPlace", "without a place"),
    BAD_PLACE("badPlace", "its place is not on Earth");

    private final String key;
    private final String text;

    Reason(String key, String text) {
        this.key = key;
        this.text = text;
    }

    String key() {
        return key;
    }

    String text() {
        return text;
    }
}
