package io.github.camelatlos.examples.archive;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.function.Supplier;

/** The networks that this computer is in, its own addresses among them: a public address may well be a machine next to it. */
final class OwnNetworks implements Supplier<List<IPAddress>> {

    /** Wider than any network of neighbours: an interface that says so is a tunnel to all of the web. */
    private static final int WIDEST_IPV4 = 16;
    private static final int WIDEST_IPV6 = 48;

    /** Asked each time, since a computer moves between networks. */
    @Override
    public List<IPAddress> get() {
        try {
            return NetworkInterface.networkInterfaces().flatMap(each -> each.getInterfaceAddresses().stream()).map(OwnNetworks::network).toList();
        } catch (SocketException e) {
            throw new IllegalStateException("This computer's own addresses cannot be told", e);
        }
    }

    private static IPAddress network(InterfaceAddress own) {
        IPAddress address = new IPAddressString(own.getAddress().getHostAddress().replaceFirst("%.*", "")).getAddress();
        int prefix = own.getNetworkPrefixLength();
        return prefix < (address.isIPv4() ? WIDEST_IPV4 : WIDEST_IPV6) ? address : address.toPrefixBlock(prefix);
    }
}
