package io.github.camelatlos.examples.custody;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The status line and the headers of an answer, with the empty line that ends them, as they came in.
 *
 * @param begin where they begin: answers may go before the one that counts (100 Continue), which no reader of WARC files expects
 */
record HttpHead(int status, String sha256, long begin) {

    static HttpHead of(Path answer) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(answer))) {
            return of(in);
        }
    }

    private static HttpHead of(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        long begin = 0;
        int status;
        do {
            begin += head.size();
            head.reset();
            String first = line(in, head);
            status = first.matches("HTTP/\\S+ +\\d{3}.*") ? Integer.parseInt(first.replaceFirst("HTTP/\\S+ +(\\d{3}).*", "$1")) : 0;
            while (!line(in, head).isEmpty()) {
                // The headers.
            }
        } while (status >= 100 && status < 200);
        return new HttpHead(status, Sha256.of(head.toByteArray()), begin);
    }

    private static String line(InputStream in, ByteArrayOutputStream head) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int one = in.read(); one >= 0; one = in.read()) {
            head.write(one);
            if (one == '\n') {
                break;
            }
            line.append((char) one);
        }
        return line.toString().stripTrailing();
    }
}
