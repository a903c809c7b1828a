package io.github.camelatlos.examples.archive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.io.CloseMode;
import org.apache.tika.mime.MediaType;

/** What a site sends. No stream itself: Camel would read a stream into a cache of its own. */
public final class Download implements AutoCloseable {

    private static final int LONGEST_TYPE = 200;
    private static final long MOST_OF_A_REDIRECT = 64 * 1024;

    private final WebUrl url;
    private final ClassicHttpResponse response;
    private final Exchange exchange;
    private final CloseableHttpClient client;
    private final Deadline deadline;
    private final List<Exchange> exchanges = new ArrayList<>();
    private long most;
    private boolean asIs;

    Download(WebUrl url, ClassicHttpResponse response, Exchange exchange, CloseableHttpClient client, Deadline deadline) {
        this.url = url;
        this.response = response;
        this.exchange = exchange;
        this.client = client;
        this.deadline = deadline;
    }

    /** As the site says, if it says something that is a type; or null. */
    public String contentType() {
        MediaType type = MediaType.parse(header(HttpHeaders.CONTENT_TYPE));
        String text = type == null ? null : type.toString().length() > LONGEST_TYPE ? type.getBaseType().toString() : type.toString();
        return text == null || text.length() > LONGEST_TYPE || !text.matches("[ -~]+") ? null : text;
    }

    /** What the site packed the file with, unasked, or null. */
    public String contentEncoding() {
        String encoding = header(HttpHeaders.CONTENT_ENCODING).strip().toLowerCase(Locale.ROOT);
        return encoding.isEmpty() || encoding.equals("identity") ? null : encoding.matches("[a-z0-9 ,_-]{1,50}") ? encoding : "unknown";
    }

    /** Where it was found in the end, after redirects. */
    public String url() {
        return url.toString();
    }

    String fileName() {
        return url.fileName();
    }

    /** All that was sent and received for it, redirects first. */
    public List<Exchange> exchanges() {
        return List.copyOf(exchanges);
    }

    /** Where the answer points to, or null if it is none that does. */
    WebUrl redirect() throws NotFetched {
        Header location = response.getFirstHeader(HttpHeaders.LOCATION);
        return switch (response.getCode()) {
            // HttpClient reads headers byte by byte; what a site sends there today is UTF-8.
            case 301, 302, 303, 307, 308 -> location == null ? null
                    : url.resolve(new String(location.getValue().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
            default -> null;
        };
    }

    /** This, if it is what was asked for and not too large. */
    Download checked(long limit, boolean bytesAsTheyAre, List<Exchange> before) throws NotFetched {
        if (response.getCode() != 200) {
            throw new NotFetched("answered " + response.getCode());
        }
        if (response.getEntity() != null && response.getEntity().getContentLength() > limit) {
            throw Bounded.tooLarge();
        }
        most = limit;
        asIs = bytesAsTheyAre;
        exchanges.addAll(before);
        exchanges.add(exchange);
        return this;
    }

    /** The file's bytes as they come in, never more than is allowed, and never none; closed, it closes this. */
    public InputStream stream() throws IOException {
        InputStream body = response.getEntity() == null ? InputStream.nullInputStream() : response.getEntity().getContent();
        Bounded file = new Bounded(unpacked(new Bounded(body, most, deadline)), most, deadline);
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int count = file.read(bytes, offset, length);
                if (count > 0) {
                    exchange.kept(bytes, offset, count);
                } else if (count < 0) {
                    exchange.wasRead();
                    if (file.isEmpty() && !asIs) {
                        throw new NotFetched("an empty answer");
                    }
                }
                return count;
            }

            @Override
            public void close() {
                Download.this.close();
            }
        };
    }

    /** As a browser would unpack it. Some sites say gzip and send none. */
    private InputStream unpacked(InputStream body) throws IOException {
        if (asIs || !List.of("gzip", "x-gzip").contains(String.valueOf(contentEncoding()))) {
            return body;
        }
        BufferedInputStream peeked = new BufferedInputStream(body);
        peeked.mark(2);
        boolean isGzip = peeked.read() == 0x1f && peeked.read() == 0x8b;
        peeked.reset();
        return isGzip ? new GZIPInputStream(peeked, 1 << 16) : peeked;
    }

    /** A redirect's own page, for the record. What is too long, or does not come, is left. */
    void readRedirect() {
        try (Bounded body = new Bounded(response.getEntity() == null ? InputStream.nullInputStream() : response.getEntity().getContent(),
                MOST_OF_A_REDIRECT, deadline)) {
            body.transferTo(java.io.OutputStream.nullOutputStream());
            exchange.wasRead();
        } catch (IOException e) {
            // The record says that it is not whole.
        }
    }

    private String header(String name) {
        Header header = response.getFirstHeader(name);
        return header == null || header.getValue() == null ? "" : header.getValue();
    }

    @Override
    public void close() {
        deadline.close();
        drop();
    }

    /** Without reading the rest, which may be endless; the time goes on for the next one. */
    void drop() {
        client.close(CloseMode.IMMEDIATE);
    }
}
