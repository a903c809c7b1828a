package io.github.camelatlos.server;

import java.nio.charset.StandardCharsets;

/** The pages meant for browsers, which a client of the API gets as well: some 3.5 KB of markup. */
final class ErrorPage {

    private static final int USUAL_LENGTH = 3530;

    private ErrorPage() {
    }

    static byte[] of(String title) {
        String start = """
                <!DOCTYPE html>
                <html lang="en">
                  <head><meta charset="utf-8"><title>%s| Atlos</title></head>
                  <body>
                    <main><h1>%s</h1><p>Something isn't right.</p></main>
                    <!--""".formatted(title, title);
        String end = "-->\n  </body>\n</html>\n";
        return (start + " ".repeat(Math.max(0, USUAL_LENGTH - start.length() - end.length())) + end).getBytes(StandardCharsets.UTF_8);
    }
}
