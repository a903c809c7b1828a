package io.github.camelatlos.examples.archive;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The status line and the headers of the answer that counts, with the empty line that ends them, as they came in. */
record HttpHead(byte[] bytes) {

    /** As far as its three digits are. */
    private static final int LONGEST_STATUS = 40;
    static final HttpHead NONE = new HttpHead(new byte[0]);

    /**
     * Answers may go before the one that counts (100 Continue), and empty lines, which no reader of WARC files expects.
     *
     * @param received to the end of the headers, wherever HttpClient has seen it
     */
    static HttpHead of(byte[] received) {
        // A byte for a character, so that places in the text are places in the bytes.
        String text = new String(received, StandardCharsets.ISO_8859_1);
        int begin = begin(text, 0);
        while (text.substring(begin, Math.min(begin + LONGEST_STATUS, end(text, begin))).matches("(?s)HTTP/\\S+\\s+1\\d\\d(\\D.*)?")) {
            int line = begin;
            // A line of blanks goes on the one before it.
            while (line < text.length() && !text.startsWith("\n", line) && !text.startsWith("\r\n", line)) {
                line = end(text, line);
            }
            begin = begin(text, line);
        }
        return new HttpHead(Arrays.copyOfRange(received, begin, received.length));
    }

    /** Of the first line that is not empty. */
    private static int begin(String text, int from) {
        int begin = from;
        while (begin < text.length() && (text.charAt(begin) == '\r' || text.charAt(begin) == '\n')) {
            begin++;
        }
        return begin;
    }

    private static int end(String text, int line) {
        int end = text.indexOf('\n', line);
        return end < 0 ? text.length() : end + 1;
    }
}
