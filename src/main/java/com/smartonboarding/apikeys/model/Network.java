package com.smartonboarding.apikeys.model;

import com.smartonboarding.apikeys.failure.UsageException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The addresses that begin with the same bits, such as {@code 10.0.0.0/8}. They are all IPv4, or all IPv6: the network
 * {@code ::/0} does not contain IPv4 addresses, although these are kept in their IPv6 form.
 *
 * @param first the address with only these bits
 * @param bits how many bits they share, of the 128 bits of {@link IpAddress}
 */
public record Network(IpAddress first, int bits) implements Comparable<Network> {
    /** How many networks a token can have. */
    public static final int MOST = 16;

    private static final Comparator<Network> ORDER = Comparator.comparing(
                    (Network network) -> network.first.high(), Long::compareUnsigned)
            .thenComparing(network -> network.first.low(), Long::compareUnsigned)
            .thenComparing(Network::bits);

    /** The network with this text. A single address is a network, too. */
    public static Network of(String text) {
        int slash = text.indexOf('/');
        Optional<IpAddress> address = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
        if (address.isEmpty()) {
            throw notANetwork();
        }
        int bits = bitsIn(text, slash);
        IpAddress first = address.get().first(bits);
        Network network = new Network(first, bits);
        if (!first.equals(address.get())) {
            throw new UsageException("The address " + address.get() + " is not the first of its network. Use "
                    + (first.isV4() == address.get().isV4() ? network + " for the network, or " : "") + address.get()
                    + " for this one address.");
        }
        return network;
    }

    /** The networks with these texts, sorted and without duplicates. */
    public static List<Network> all(Collection<String> texts) {
        TreeSet<Network> networks = new TreeSet<>();
        texts.forEach(text -> networks.add(of(text)));
        if (networks.size() > MOST) {
            throw new UsageException("A token can have at most " + MOST + " networks.");
        }
        return List.copyOf(networks);
    }

    private static int bitsIn(String text, int slash) {
        if (slash < 0) {
            return IpAddress.BITS;
        }
        // The text decides what the number counts: ::ffff:10.0.0.0/104 is 10.0.0.0/8.
        int before = text.indexOf(':') < 0 ? IpAddress.BITS_BEFORE_V4 : 0;
        int number = IpAddress.number(text.substring(slash + 1), IpAddress.BITS - before);
        if (number < 0) {
            throw notANetwork();
        }
        return before + number;
    }

    private static UsageException notANetwork() {
        return new UsageException("A network is written like 10.0.0.0/8 or 2001:db8::/32, and a single address like"
                + " 203.0.113.9. Names, zones and leading zeros are not accepted.");
    }

    /** Whether the address is in this network. */
    public boolean contains(IpAddress address) {
        return address.isV4() == first.isV4() && address.first(bits).equals(first);
    }

    @Override
    public int compareTo(Network other) {
        return ORDER.compare(this, other);
    }

    /** {@code 10.0.0.0/8} or {@code 2001:db8::/32}; always with the number of bits. */
    @Override
    public String toString() {
        return first + "/" + (first.isV4() ? bits - IpAddress.BITS_BEFORE_V4 : bits);
    }
}
