package io.github.camelatlos.examples.archive;

import java.net.URI;
import java.net.URISyntaxException;

/** A URL of the web, from text that anybody may have written. */
final class WebUri {

    private WebUri() {
    }

    static boolean isOne(String text) {
        try {
            return text != null && of(text) != null;
        } catch (NotFetched e) {
            return false;
        }
    }

    static URI of(String text) throws NotFetched {
        try {
            return checked(new URI(text.strip()));
        } catch (URISyntaxException e) {
            throw new NotFetched("not a web address");
        }
    }

    static URI checked(URI uri) throws NotFetched {
        boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
        if (!web || uri.getHost() == null || uri.getUserInfo() != null) {
            throw new NotFetched("not a web address");
        }
        return uri;
    }
}
