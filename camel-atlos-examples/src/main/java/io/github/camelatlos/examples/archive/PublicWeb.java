package io.github.camelatlos.examples.archive;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Looks names up for the connection itself, and knows the open web only. A source's URL is somebody else's text: without this,
 * whoever can write one could have pages of this computer, or of the network it is in, read and uploaded. What is checked is
 * what is connected to, so a name that answers differently the second time gains nothing.
 */
final class PublicWeb implements DnsResolver {

    /** That address is not on the open web. */
    static final class NotPublic extends UnknownHostException {

        private static final long serialVersionUID = 1L;

        NotPublic() {
            super("not an address on the open web");
        }
    }

    private final DnsResolver names;

    PublicWeb(DnsResolver names) {
        this.names = names;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = names.resolve(host);
        if (addresses == null || addresses.length == 0 || !Arrays.stream(addresses).allMatch(PublicWeb::isPublic)) {
            throw new NotPublic();
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        return !(address.isAnyLocalAddress() || address.isLoopbackAddress() || address.isLinkLocalAddress()
                || address.isSiteLocalAddress() || address.isMulticastAddress()
                || (bytes.length == 4 ? isSpecial(bytes) : holdsAnother(bytes)));
    }

    /** "This" network, a carrier's own, protocol assignments, benchmarks, and what is reserved up to broadcast. */
    private static boolean isSpecial(byte[] ip) {
        int first = ip[0] & 0xff;
        int second = ip[1] & 0xff;
        return first == 0 || first >= 240 || first == 100 && (second & 0xc0) == 64
                || first == 192 && second == 0 && ip[2] == 0 || first == 198 && (second & 0xfe) == 18;
    }

    /** Only 2000::/3 is the open web; and of that not Teredo and 6to4, which may lead to any IPv4 address, as NAT64 does. */
    private static boolean holdsAnother(byte[] ip) {
        boolean teredo = ip[0] == 0x20 && ip[1] == 0x01 && ip[2] == 0 && ip[3] == 0;
        boolean sixToFour = ip[0] == 0x20 && ip[1] == 0x02;
        return (ip[0] & 0xe0) != 0x20 || teredo || sixToFour;
    }
}
