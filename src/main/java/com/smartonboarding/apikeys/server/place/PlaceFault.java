package com.smartonboarding.apikeys.server.place;

import com.smartonboarding.apikeys.model.IpAddress;
import com.smartonboarding.apikeys.model.text.AsciiSet;
import java.util.Locale;

/** Says why a text names no place to listen at. */
final class PlaceFault {
    private static final AsciiSet DIGITS = AsciiSet.range('0', '9');
    private static final String LAST_PORT = Integer.toString(LoopbackPlace.LAST_PORT);

    private PlaceFault() {}

    /** The reason, as a clause. */
    static String of(String text) {
        int colon = text.lastIndexOf(':');
        String host = text.substring(0, Math.max(0, colon));
        String port = text.substring(colon + 1);
        if (text.isEmpty()) {
            return "it is empty";
        }
        if (text.startsWith(UnixPlace.SCHEME) || (text.contains("/") && !text.contains("://"))) {
            return "a path must begin with /";
        }
        if (host.contains(":") && (isAddress(text) || isAddress(host))) {
            return "an IPv6 address must be in brackets, as in [::1]:8080";
        }
        if (colon < 0 && isNumber(text)) {
            return "a port needs an address, as in 127.0.0.1:8080";
        }
        if (colon < 0 && !isAddress(text)) {
            return "a path must begin with /";
        }
        if (colon < 0 || port.isEmpty() || text.endsWith("]")) {
            return "the port is missing";
        }
        if (!isNumber(port)) {
            return "the port is not a number";
        }
        if (port.length() > LAST_PORT.length() || Integer.parseInt(port) > LoopbackPlace.LAST_PORT) {
            return "the last port is " + LAST_PORT;
        }
        return "the host is not an IP address, and names are not looked up";
    }

    private static boolean isAddress(String text) {
        return IpAddress.parse(text).isPresent()
                || text.toLowerCase(Locale.ROOT).equals(LoopbackPlace.LOCALHOST);
    }

    private static boolean isNumber(String text) {
        return DIGITS.hasAll(text);
    }
}
