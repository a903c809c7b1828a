package io.github.camelatlos.server;

/** What the web framework refuses before or beside the API, as an HTML page. */
final class HtmlError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String title;

    private HtmlError(int status, String title) {
        super(title, null, false, false);
        this.status = status;
        this.title = title;
    }

    static HtmlError badRequest() {
        return new HtmlError(400, "Bad Request");
    }

    static HtmlError notFound() {
        return new HtmlError(404, "Not Found");
    }

    static HtmlError notAcceptable() {
        return new HtmlError(406, "Not Acceptable");
    }

    static HtmlError tooLarge() {
        return new HtmlError(413, "Request Entity Too Large");
    }

    /** Measured: asked for JSON, the server fails to render its own error, and what is left is an empty 500. */
    Answer answer(Accept accept) {
        return accept.prefersJson() ? Answer.empty(500) : Answer.html(status, title);
    }
}
