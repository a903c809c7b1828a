package io.github.camelatlos.examples.intake;

/** A row, or a file of rows, that nobody but a person can put right: where it is wrong, what is wrong, and what to do. */
final class BadRow extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String column;
    private final String advice;

    /** @param column null where it is not one cell's fault */
    BadRow(String column, String message, String advice) {
        super(message);
        this.column = column;
        this.advice = advice;
    }

    String column() {
        return column;
    }

    String advice() {
        return advice;
    }
}
