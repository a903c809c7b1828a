package io.github.camelatlos.examples.archive;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.io.CloseMode;

/** What a site sends. No stream itself: Camel would read a stream into a cache of its own. */
public final class Download implements AutoCloseable {

    private final URI uri;
    private final ClassicHttpResponse response;
    private final String contentType;
    private final CloseableHttpClient client;
    private final Deadline deadline;
    private final InputStream in;
    private long left = Long.MAX_VALUE;

    Download(URI uri, ClassicHttpResponse response, String contentType, CloseableHttpClient client, Deadline deadline) throws IOException {
        this.uri = uri;
        this.response = response;
        this.contentType = contentType;
        this.client = client;
        this.deadline = deadline;
        this.in = response.getEntity() == null ? InputStream.nullInputStream() : response.getEntity().getContent();
    }

    /** As the site says, or null. */
    public String contentType() {
        return contentType;
    }

    /** Where it was found in the end, after redirects. */
    public String url() {
        return uri.toString();
    }

    /** Where the answer points to, or null if it is none that does. */
    URI redirect() throws NotFetched {
        Header location = response.getFirstHeader(HttpHeaders.LOCATION);
        return switch (response.getCode()) {
            case 301, 302, 303, 307, 308 -> location == null ? null : next(location.getValue());
            default -> null;
        };
    }

    private URI next(String location) throws NotFetched {
        try {
            return WebUri.checked(uri.resolve(location.strip()));
        } catch (IllegalArgumentException e) {
            throw new NotFetched("not a web address");
        }
    }

    /** This, if it is what was asked for and not too large. */
    Download checked(long most) throws NotFetched {
        if (response.getCode() != 200) {
            close();
            throw new NotFetched("answered " + response.getCode());
        }
        left = most;
        if (response.getEntity() != null && response.getEntity().getContentLength() > most) {
            close();
            throw tooLarge();
        }
        return this;
    }

    /** The bytes as they come in, never more than is allowed; closed, it closes this. */
    public InputStream stream() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return readSome(bytes, offset, length);
            }

            @Override
            public void close() {
                Download.this.close();
            }
        };
    }

    private int readSome(byte[] bytes, int offset, int length) throws NotFetched {
        int count;
        try {
            count = in.read(bytes, offset, length);
        } catch (IOException e) {
            throw deadline.explain(e);
        }
        left -= Math.max(count, 0);
        if (left < 0) {
            throw tooLarge();
        }
        return count;
    }

    private static NotFetched tooLarge() {
        return new NotFetched("too large");
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
