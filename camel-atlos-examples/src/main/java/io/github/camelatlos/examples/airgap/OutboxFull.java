package io.github.camelatlos.examples.airgap;

/** The carrier is behind. */
public final class OutboxFull extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean news;

    OutboxFull(String message, boolean news) {
        super(message);
        this.news = news;
    }

    /** It was not full at the attempt before. */
    boolean isNews() {
        return news;
    }
}
