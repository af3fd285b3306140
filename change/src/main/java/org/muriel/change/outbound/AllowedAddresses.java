package org.muriel.change.outbound;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which addresses may be sent to: those of the internet, and what the operator allows beside. Everything else is refused:
 * this machine, private and link-local networks (where clouds serve credentials), multicast, and what is set aside for
 * other uses.
 *
 * @param more ranges that are allowed as well
 */
public record AllowedAddresses(List<Network> more) {
    /** IANA IPv4 Special-Purpose Address Registry, without what is globally reachable, and all of multicast. */
    private static final List<Network> NOT_PUBLIC_4 = networks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4");

    /** All that is handed out for global unicast (RFC 4291, 2.4). */
    private static final Network PUBLIC_6 = network("2000::/3");

    /** Of these, what leads elsewhere: protocol assignments with Teredo, documentation, 6to4, which hides an IPv4 address. */
    private static final List<Network> NOT_PUBLIC_6 = networks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    public static final AllowedAddresses PUBLIC = new AllowedAddresses(List.of());

    public AllowedAddresses {
        more = List.copyOf(more);
    }

    public boolean allows(InetAddress address) {
        return more.stream().anyMatch(it -> it.contains(address)) || isPublic(address);
    }

    /** Whether a host of a URL is an address, rather than a name, that may not be sent to. */
    public boolean refusesLiteral(String host) {
        Optional<InetAddress> address = Network.literal(host);
        return address.isPresent() && !allows(address.get());
    }

    private static boolean isPublic(InetAddress address) {
        return address instanceof Inet4Address
                ? NOT_PUBLIC_4.stream().noneMatch(it -> it.contains(address))
                : PUBLIC_6.contains(address) && NOT_PUBLIC_6.stream().noneMatch(it -> it.contains(address));
    }

    private static List<Network> networks(String... texts) {
        return Stream.of(texts).map(AllowedAddresses::network).toList();
    }

    private static Network network(String text) {
        return Network.parse(text).orElseThrow();
    }
}
