package io.github.camelatlos.examples.demo;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Which addresses may be fetched. A source's URL is somebody else's text: without this, whoever can write one could have files
 * of this computer, or pages of the network it is in, read and uploaded.
 */
public final class SourceAddresses {

    private String own = "";

    /** Addresses that begin with this are fetched although they are on this computer: the demo's own web server. */
    public void setOwn(String own) {
        this.own = own;
    }

    public boolean mayFetch(String url) {
        if (url == null || url.isBlank()) {
            return false;
        }
        if (!own.isEmpty() && url.startsWith(own + "/")) {
            return true;
        }
        try {
            URI uri = new URI(url);
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            return web && uri.getHost() != null && uri.getUserInfo() == null
                    && Arrays.stream(InetAddress.getAllByName(uri.getHost())).allMatch(SourceAddresses::isPublic);
        } catch (java.net.URISyntaxException | UnknownHostException e) {
            return false;
        }
    }

    private static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean uniqueLocal = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
        boolean carrier = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
        return !(address.isAnyLocalAddress() || address.isLoopbackAddress() || address.isLinkLocalAddress()
                || address.isSiteLocalAddress() || address.isMulticastAddress() || uniqueLocal || carrier);
    }
}
