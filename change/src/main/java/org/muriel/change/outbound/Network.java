package org.muriel.change.outbound;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A range of addresses in CIDR notation, such as {@code 10.0.0.0/8} or {@code fd00::/8}.
 *
 * @param address any address of it
 * @param prefix how many leading bits its addresses share
 */
public record Network(InetAddress address, int prefix) {
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,3}");

    /** @return nothing when it is not such a range; one address alone needs no prefix */
    public static Optional<Network> parse(String text) {
        String[] parts = text.split("/", -1);
        Optional<InetAddress> address = parts.length > 2 ? Optional.empty() : literal(parts[0]);
        return address.flatMap(it -> {
            int most = it.getAddress().length * 8;
            if (parts.length == 1) {
                return Optional.of(new Network(it, most));
            }
            return DIGITS.matcher(parts[1]).matches() && Integer.parseInt(parts[1]) <= most
                    ? Optional.of(new Network(it, Integer.parseInt(parts[1])))
                    : Optional.empty();
        });
    }

    /** The address that the text is, without asking any name server. An IPv4 address within IPv6 is the IPv4 address. */
    static Optional<InetAddress> literal(String text) {
        String bare = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        try {
            return Optional.of(InetAddress.ofLiteral(bare));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    boolean contains(InetAddress other) {
        byte[] mine = address.getAddress();
        byte[] theirs = other.getAddress();
        if (mine.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((mine[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return address.getHostAddress() + "/" + prefix;
    }
}
