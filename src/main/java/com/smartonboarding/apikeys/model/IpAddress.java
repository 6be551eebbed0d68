package com.smartonboarding.apikeys.model;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An IPv4 or IPv6 address, as 128 bits. An IPv4 address is kept as its IPv4-mapped IPv6 address (RFC 4291, 2.5.5.2), so
 * both spellings are the same address. Only numbers are read: a name is no address, and no name is ever looked up.
 *
 * @param high the first 64 bits
 * @param low the last 64 bits
 */
public record IpAddress(long high, long low) {
    static final int BITS = 128;

    /** How many bits come before those of an IPv4 address. */
    static final int BITS_BEFORE_V4 = 96;

    private static final long V4 = 0xFFFFL << 32;
    private static final long V4_MASK = 0xFFFF_FFFFL;
    private static final int GROUPS = 8;

    /** The length of an IPv6 address that ends with an IPv4 address, with all digits. */
    private static final int LONGEST = "0000:0000:0000:0000:0000:ffff:255.255.255.255".length();

    private static final int HIGHEST_PORT = 65_535;
    private static final int MOST_DIGITS = 5;

    /** The address with this text; empty if it has leading zeros in an IPv4 part, a zone, or is no address at all. */
    public static Optional<IpAddress> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        return Optional.ofNullable(text.indexOf(':') < 0 ? v4(text) : v6(text));
    }

    /** The address of a client: as above, or with a port: {@code 192.0.2.1:80}, {@code [2001:db8::1]:80}. */
    public static Optional<IpAddress> ofClient(String text) {
        boolean inBrackets = text.startsWith("[");
        int end = text.indexOf(inBrackets ? ']' : ':');
        if (end < 0 || (!inBrackets && text.indexOf(':', end + 1) > 0)) {
            return parse(text);
        }
        String port = text.substring(inBrackets ? end + 1 : end);
        boolean isRight = port.isEmpty() || (port.startsWith(":") && number(port.substring(1), HIGHEST_PORT) >= 0);
        return isRight ? parse(text.substring(inBrackets ? 1 : 0, end)) : Optional.empty();
    }

    /** Whether it is an IPv4 address. */
    public boolean isV4() {
        return high == 0 && (low & ~V4_MASK) == V4;
    }

    /** The address with all bits after the first ones set to 0. */
    public IpAddress first(int bits) {
        return bits <= Long.SIZE
                ? new IpAddress(high & mask(bits), 0)
                : new IpAddress(high, low & mask(bits - Long.SIZE));
    }

    private static long mask(int bits) {
        return bits == 0 ? 0 : -1L << (Long.SIZE - bits);
    }

    /** {@code 192.0.2.1}, or an IPv6 address in the form of RFC 5952: {@code 2001:db8::1}. */
    @Override
    public String toString() {
        if (isV4()) {
            return (low >> 24 & 0xFF) + "." + (low >> 16 & 0xFF) + "." + (low >> 8 & 0xFF) + "." + (low & 0xFF);
        }
        int gap = 0;
        int longest = 1; // one group of zeros is not shortened
        for (int start = 0; start < GROUPS; start++) {
            int end = start;
            while (end < GROUPS && group(end) == 0) {
                end++;
            }
            if (end - start > longest) {
                gap = start;
                longest = end - start;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (longest > 1 && i == gap) {
                text.append("::");
                i += longest - 1;
            } else {
                text.append(i == 0 || text.charAt(text.length() - 1) == ':' ? "" : ":")
                        .append(Long.toHexString(group(i)));
            }
        }
        return text.toString();
    }

    private long group(int index) {
        long half = index < GROUPS / 2 ? high : low;
        return half >> (48 - 16 * (index % (GROUPS / 2))) & 0xFFFF;
    }

    private static @Nullable IpAddress v4(String text) {
        String[] parts = text.split("\\.", -1);
        long bits = 0;
        for (String part : parts) {
            int value = number(part, 255);
            if (value < 0) {
                return null;
            }
            bits = bits << 8 | value;
        }
        return parts.length == 4 ? new IpAddress(0, V4 | bits) : null;
    }

    private static @Nullable IpAddress v6(String text) {
        int gap = text.indexOf("::");
        long[] groups = new long[GROUPS];
        if (gap < 0) {
            return read(text, groups, true) == GROUPS ? of(groups) : null;
        }
        long[] tail = new long[GROUPS];
        int before = read(text.substring(0, gap), groups, false);
        int after = read(text.substring(gap + 2), tail, true);
        if (before < 0 || after < 0 || before + after >= GROUPS) {
            return null;
        }
        System.arraycopy(tail, 0, groups, GROUPS - after, after);
        return of(groups);
    }

    private static IpAddress of(long[] groups) {
        return new IpAddress(
                groups[0] << 48 | groups[1] << 32 | groups[2] << 16 | groups[3],
                groups[4] << 48 | groups[5] << 32 | groups[6] << 16 | groups[7]);
    }

    /** Reads groups between colons, and returns how many there are; -1 if the text is something else. */
    private static int read(String text, long[] groups, boolean mayEndWithV4) {
        if (text.isEmpty()) {
            return 0;
        }
        String[] parts = text.split(":", -1);
        int count = 0;
        for (int i = 0; i < parts.length; i++) {
            boolean asV4 = mayEndWithV4 && i == parts.length - 1 && parts[i].indexOf('.') >= 0;
            if (count + (asV4 ? 2 : 1) > GROUPS) {
                return -1;
            }
            if (asV4) {
                IpAddress address = v4(parts[i]);
                if (address == null) {
                    return -1;
                }
                groups[count++] = address.group(GROUPS - 2);
                groups[count++] = address.group(GROUPS - 1);
            } else if (isHex(parts[i])) {
                groups[count++] = Integer.parseInt(parts[i], 16);
            } else {
                return -1;
            }
        }
        return count;
    }

    private static boolean isHex(String text) {
        return !text.isEmpty()
                && text.length() <= 4
                && text.chars()
                        .allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'));
    }

    /** A decimal number without leading zeros, which some programs take for octal; -1 if the text is something else. */
    static int number(String text, int highest) {
        if (text.isEmpty()
                || text.length() > MOST_DIGITS
                || (text.length() > 1 && text.startsWith("0"))
                || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        int value = Integer.parseInt(text);
        return value <= highest ? value : -1;
    }
}
