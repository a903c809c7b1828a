package io.github.camelatlos.examples.archive;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.ipv6.IPv6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
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

    /** The IANA registries of special addresses; and 168.63.129.16, by which Azure's machines reach their host. */
    private static final List<IPAddress> SPECIAL = Stream.of("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
            "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24",
            "203.0.113.0/24", "224.0.0.0/3", "168.63.129.16", "2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20")
            .map(PublicWeb::block).toList();
    /** All that is on the open web of IPv6; so nothing local, and none of the NAT64 prefixes that everybody knows. */
    private static final IPAddress GLOBAL_IPV6 = block("2000::/3");

    /** RFC 5214: an interface identifier that begins with 0000:5efe or 0200:5efe. */
    private static final int ISATAP = 0x5efe;
    private static final int GLOBALLY_UNIQUE = 0x0200;

    private final DnsResolver names;
    private final Supplier<List<IPAddress>> own;
    private final Nat64 nat64;

    PublicWeb(DnsResolver names) {
        this(names, new OwnNetworks());
    }

    PublicWeb(DnsResolver names, Supplier<List<IPAddress>> own) {
        this.names = names;
        this.own = own;
        this.nat64 = new Nat64(names);
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = names.resolve(host);
        if (addresses == null || addresses.length == 0 || !Arrays.stream(addresses).allMatch(this::isPublic)) {
            throw new NotPublic();
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    boolean isPublic(InetAddress inet) {
        IPAddress address = new IPAddressString(inet.getHostAddress().replaceFirst("%.*", "")).getAddress();
        return Stream.concat(SPECIAL.stream(), own.get().stream()).noneMatch(block -> block.contains(address))
                && (address.isIPv4() || GLOBAL_IPV6.contains(address) && leadsNowhereElse(address.toIPv6()));
    }

    /** ISATAP and NAT64 addresses hold an IPv4 address, and lead there. */
    private boolean leadsNowhereElse(IPv6Address address) {
        int tunnel = address.getSegment(4).getSegmentValue() & ~GLOBALLY_UNIQUE;
        return !(tunnel == 0 && address.getSegment(5).getSegmentValue() == ISATAP) && nat64.embedded(address).allMatch(this::isPublic);
    }

    private static IPAddress block(String text) {
        return new IPAddressString(text).getAddress().toPrefixBlock();
    }
}
