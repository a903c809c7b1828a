package io.github.camelatlos.examples.archive;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import okhttp3.HttpUrl;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.net.URIAuthority;

/**
 * A URL of the web, from text that anybody may have written, as a browser reads it (WHATWG URL): names by IDNA, what is not ASCII
 * by UTF-8. Measured against another implementation of it: OkHttp differs in two characters of a path and in hosts that are
 * numbers, which is what is made up for here.
 */
final class WebUrl {

    /** Two characters that OkHttp escapes in a path and browsers send as they are, and what stands for them meanwhile. */
    private static final Map<String, String> LEFT_ALONE = Map.of("|", "\uf8fe", "^", "\uf8ff");

    private final HttpUrl url;
    private final boolean marked;
    private final String text;

    private WebUrl(HttpUrl parsed, boolean marked) throws NotFetched {
        if (parsed == null) {
            throw new NotFetched("not a web address");
        }
        if (!parsed.username().isEmpty() || !parsed.password().isEmpty()) {
            throw new NotFetched("the address holds a password");
        }
        this.url = withNumbersRead(parsed.newBuilder().fragment(null).build());
        this.marked = marked;
        this.text = marked ? unmark(url.toString()) : url.toString();
    }

    static WebUrl of(String text) throws NotFetched {
        return holdsMark(text) ? new WebUrl(HttpUrl.parse(text), false) : new WebUrl(HttpUrl.parse(mark(text)), true);
    }

    /** Where a redirect leads to; relative to this. */
    WebUrl resolve(String location) throws NotFetched {
        return holdsMark(location) || !marked ? new WebUrl(HttpUrl.get(text).resolve(location), false)
                : new WebUrl(url.resolve(mark(location)), true);
    }

    /** A request for it; the text goes out as it is. */
    HttpGet request() {
        HttpGet get = new HttpGet(URI.create(url.scheme() + "://0.0.0.0/"));
        get.setAuthority(new URIAuthority(url.host(), url.port() == HttpUrl.defaultPort(url.scheme()) ? -1 : url.port()));
        get.setPath(text.substring(text.indexOf('/', text.indexOf("://") + 3)));
        return get;
    }

    String origin() {
        return url.scheme() + "://" + url.host() + ":" + url.port();
    }

    /** What the file is called there; empty for a folder. */
    String fileName() {
        return url.pathSegments().get(url.pathSize() - 1);
    }

    @Override
    public String toString() {
        return text;
    }

    /** A browser takes {@code 0x7f.1} for the address it stands for. */
    private static HttpUrl withNumbersRead(HttpUrl url) {
        if (!url.host().matches(".*(^|\\.)(0[xX][0-9a-fA-F]*|[0-9]+)\\.?")) {
            return url;
        }
        IPAddress address = new IPAddressString(url.host()).getAddress();
        return address == null ? url : url.newBuilder().host(address.toCanonicalString()).build();
    }

    private static boolean holdsMark(String text) {
        return LEFT_ALONE.values().stream().anyMatch(mark -> text.contains(mark) || text.contains(escaped(mark)));
    }

    private static String mark(String text) {
        String marked = text;
        for (Map.Entry<String, String> each : LEFT_ALONE.entrySet()) {
            marked = marked.replace(each.getKey(), each.getValue());
        }
        return marked;
    }

    private static String unmark(String text) {
        String plain = text;
        for (Map.Entry<String, String> each : LEFT_ALONE.entrySet()) {
            plain = plain.replace(escaped(each.getValue()), each.getKey());
        }
        return plain;
    }

    private static String escaped(String mark) {
        return URLEncoder.encode(mark, StandardCharsets.UTF_8);
    }
}
