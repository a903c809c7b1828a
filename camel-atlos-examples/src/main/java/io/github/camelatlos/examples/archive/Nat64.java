package io.github.camelatlos.examples.archive;

import inet.ipaddr.IPAddress;
import inet.ipaddr.ipv6.IPv6Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;

/** The network's own way from IPv6 to IPv4, if it has one: found as RFC 7050 says, by a name that has IPv4 addresses only. */
final class Nat64 {

    /** 192.0.0.170 and 192.0.0.171: the same but for the last bit. */
    private static final byte[] KNOWN = { (byte) 192, 0, 0, (byte) 170 };
    /** How long a prefix may be, and where the four bytes then stand (RFC 6052: the ninth byte is left out). */
    private static final int[][] FORMS = { { 32, 4, 5, 6, 7 }, { 40, 5, 6, 7, 9 }, { 48, 6, 7, 9, 10 }, { 56, 7, 9, 10, 11 },
        { 64, 9, 10, 11, 12 }, { 96, 12, 13, 14, 15 } };

    private final DnsResolver names;

    Nat64(DnsResolver names) {
        this.names = names;
    }

    /** The IPv4 addresses that one leads to here. */
    Stream<InetAddress> embedded(IPv6Address address) {
        byte[] bytes = address.getBytes();
        return prefixes().stream().filter(each -> each.block.contains(address)).map(each -> held(bytes, each.form));
    }

    private record Prefix(IPAddress block, int[] form) {
    }

    private List<Prefix> prefixes() {
        try {
            return Arrays.stream(names.resolve("ipv4only.arpa")).filter(Inet6Address.class::isInstance).map(InetAddress::getAddress)
                    .flatMap(Nat64::prefix).toList();
        } catch (UnknownHostException e) {
            return List.of();
        }
    }

    private static Stream<Prefix> prefix(byte[] address) {
        return Arrays.stream(FORMS).filter(form -> isKnown(four(address, form)))
                .map(form -> new Prefix(new IPv6Address(address).toPrefixBlock(form[0]), form)).limit(1);
    }

    private static boolean isKnown(byte[] four) {
        return IntStream.range(0, 4).allMatch(i -> i < 3 ? four[i] == KNOWN[i] : (four[i] & 0xfe) == (KNOWN[i] & 0xfe));
    }

    private static byte[] four(byte[] address, int[] form) {
        return new byte[] { address[form[1]], address[form[2]], address[form[3]], address[form[4]] };
    }

    private static InetAddress held(byte[] address, int[] form) {
        try {
            return InetAddress.getByAddress(four(address, form));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
