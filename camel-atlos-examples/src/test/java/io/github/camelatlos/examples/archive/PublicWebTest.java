package io.github.camelatlos.examples.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import inet.ipaddr.IPAddressString;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicWebTest {

    /** A made-up world: its own network is a public one, and its NAT64 prefix its operator's. */
    private final PublicWeb web = new PublicWeb(new Names(Map.of("ipv4only.arpa", "2a01:4f8:64::c000:aa")),
            () -> List.of(new IPAddressString("2a01:4f8:1:2::/64").getAddress(), new IPAddressString("93.184.0.0/24").getAddress()));

    @ParameterizedTest
    @ValueSource(strings = { "8.8.8.8", "93.184.1.1", "168.63.129.17", "2a00:1450:4001::200e", "2a01:4f8:1:3::7", "2a01:4f8:64::808:808" })
    void theOpenWebIsReached(String address) throws Exception {
        assertThat(web.isPublic(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "0.1.2.3", "10.1.2.3", "100.64.0.1", "127.0.0.1", "169.254.169.254", "172.16.0.9", "192.0.0.192", "192.168.1.1",
        "198.18.0.1", "224.0.0.1", "255.255.255.255", "168.63.129.16", "::", "::1", "fe80::1", "fd00:ec2::254", "ff02::1", "fec0::1",
        "64:ff9b::808:808", "64:ff9b:1::a00:1", "2002:a00:1::1", "2001:0:1::1", "2001:db8::1", "3fff::1" })
    void whatIsSpecialIsNot(String address) throws Exception {
        assertThat(web.isPublic(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = { "2a01:4f8:1:2::1", "2a01:4f8:1:2:3::9", "93.184.0.77" })
    void norAreTheNeighboursOnTheOwnNetwork(String address) throws Exception {
        assertThat(web.isPublic(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = { "2a00:1450::5efe:a00:1", "2a00:1450::200:5efe:808:808", "2a01:4f8:64::a00:1", "2a01:4f8:64::7f00:1" })
    void norAnAddressThatLeadsToAnother(String address) throws Exception {
        assertThat(web.isPublic(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({ "2a01:4f8:c000:aa::, 2a01:4f8:a00:1::", "2a01:4f8:12c0:0:aa::, 2a01:4f8:120a:0:1::",
        "2a01:4f8:12:c000:0:aa00::, 2a01:4f8:12:a00:0:100::", "2a01:4f8:12:34c0:0:aa::, 2a01:4f8:12:340a:0:1::",
        "2a01:4f8:12:34:c0:0:ab00::, 2a01:4f8:12:34:a:0:100::" })
    void theOperatorsPrefixIsFoundInEachOfItsForms(String known, String leadsTo10001) throws Exception {
        PublicWeb network = new PublicWeb(new Names(Map.of("ipv4only.arpa", known)), List::of);
        assertThat(network.isPublic(InetAddress.getByName(leadsTo10001))).isFalse();
        assertThat(new PublicWeb(new Names(Map.of()), List::of).isPublic(InetAddress.getByName(leadsTo10001))).isTrue();
    }

    @Test
    void thisComputersOwnAddressesAreNot() throws Exception {
        PublicWeb real = new PublicWeb(new Names(Map.of()));
        List<InetAddress> own = NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses).toList();
        assertThat(own).isNotEmpty().noneMatch(real::isPublic);
        assertThat(new OwnNetworks().get()).allMatch(network -> own.stream()
                .anyMatch(each -> network.contains(new IPAddressString(each.getHostAddress().replaceFirst("%.*", "")).getAddress())));
    }

    @Test
    void oneInsideAddressAmongPublicOnesIsEnough() {
        PublicWeb mixed = new PublicWeb(new Names(Map.of("example.org", "8.8.8.8,10.0.0.1")));
        assertThatThrownBy(() -> mixed.resolve("example.org")).isInstanceOf(PublicWeb.NotPublic.class);
    }

    private record Names(Map<String, String> known) implements DnsResolver {

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            if (!known.containsKey(host)) {
                throw new UnknownHostException(host);
            }
            String[] texts = known.get(host).split(",");
            InetAddress[] all = new InetAddress[texts.length];
            for (int i = 0; i < texts.length; i++) {
                all[i] = InetAddress.getByName(texts[i]);
            }
            return all;
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
