package com.smartonboarding.apikeys.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.smartonboarding.apikeys.failure.UsageException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
    private static final int TRIALS = 20_000;

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.0.0.0/8",
        "0.0.0.0/0, 0.0.0.0/0",
        "255.255.255.255, 255.255.255.255/32",
        "203.0.113.9, 203.0.113.9/32",
        "2001:db8::/32, 2001:db8::/32",
        "2001:DB8:0:0:0:0:0:1, 2001:db8::1/128",
        "::/0, ::/0",
        "::1, ::1/128",
        "1::, 1::/128",
        "0:0:1::, 0:0:1::/128",
        "1:0:0:2:0:0:0:3, 1:0:0:2::3/128",
        "1:0:2:3:4:5:6:7, 1:0:2:3:4:5:6:7/128",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0/128",
        "64:ff9b::192.0.2.33, 64:ff9b::c000:221/128",
        "::ffff:10.1.2.3, 10.1.2.3/32",
        "::ffff:a01:203, 10.1.2.3/32",
        "::ffff:10.0.0.0/104, 10.0.0.0/8",
        "::ffff:0:0/96, 0.0.0.0/0",
    })
    void aNetworkHasOneSpelling(String typed, String kept) {
        assertThat(Network.of(typed)).hasToString(kept).isEqualTo(Network.of(kept));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "10.0.0.0/",
                "/8",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/+8",
                "10.0.0.0/08",
                "10.0.0.0/ 8",
                "10.0.0.0/8/8",
                "10.0.0.0/255.0.0.0",
                "10/8",
                "10.1",
                "167772160",
                "0xa.0.0.0",
                "010.0.0.0",
                "10.0.0.256",
                "1.2.3.4.5",
                "1.2.3.",
                "1.2.3.4:80",
                "localhost",
                "example.com/24",
                " 10.0.0.0/8",
                "::/129",
                ":::",
                "1::2::3",
                ":1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:8::",
                "12345::",
                "g::",
                "fe80::1%eth0",
                "fe80::1%1/64",
                "[::1]",
                "1.2.3.4::",
                "::1.2.3",
                "::1.2.3.4.5",
                "::1.2.3.4:5",
                "1:2:3:4:5:6:7:1.2.3.4",
                "\u0661.2.3.4",
                "::\uff11"
            })
    void whatIsNotWrittenInNumbersIsNoNetwork(String typed) {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> Network.of(typed))
                .withMessage("A network is written like 10.0.0.0/8 or 2001:db8::/32, and a single address like"
                        + " 203.0.113.9. Names, zones and leading zeros are not accepted.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.1.2.3/8|The address 10.1.2.3 is not the first of its network. Use 10.0.0.0/8 for the network, or 10.1.2.3 for this one address.",
                "1.2.3.4/0|The address 1.2.3.4 is not the first of its network. Use 0.0.0.0/0 for the network, or 1.2.3.4 for this one address.",
                "2001:db8::1/64|The address 2001:db8::1 is not the first of its network. Use 2001:db8::/64 for the network, or 2001:db8::1 for this one address.",
                "::ffff:10.0.0.0/90|The address 10.0.0.0 is not the first of its network. Use 10.0.0.0 for this one address.",
            })
    void theRefusalNamesTheNetwork(String typed, String message) {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> Network.of(typed))
                .withMessage(message);
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.9, 203.0.113.9",
        "203.0.113.9:443, 203.0.113.9",
        "[2001:db8::1]:443, 2001:db8::1",
        "[2001:db8::1], 2001:db8::1",
        "2001:db8::1, 2001:db8::1",
        "::ffff:203.0.113.9, 203.0.113.9",
        "[::ffff:203.0.113.9]:65535, 203.0.113.9",
    })
    void aClientMayHaveAPort(String text, String address) {
        assertThat(IpAddress.ofClient(text)).hasToString("Optional[" + address + "]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "example.com:80",
                "203.0.113.9:",
                "203.0.113.9:65536",
                "203.0.113.9:080",
                "203.0.113.9:http",
                "[2001:db8::1",
                "[2001:db8::1]443",
                "[]",
                "[",
                "]",
                ":",
                "fe80::1%eth0",
                "[fe80::1%eth0]:80",
                "203.0.113.9:80:80"
            })
    void aNameOrAZoneIsNoAddress(String text) {
        assertThat(IpAddress.ofClient(text)).isEmpty();
    }

    @Test
    void aNetworkOfOneFamilyHasNoAddressOfTheOther() {
        IpAddress v4 = IpAddress.parse("::ffff:10.1.2.3").orElseThrow();
        IpAddress v6 = IpAddress.parse("::1").orElseThrow();

        assertThat(Network.of("0.0.0.0/0").contains(v4)).isTrue();
        assertThat(Network.of("0.0.0.0/0").contains(v6)).isFalse();
        assertThat(Network.of("::/0").contains(v6)).isTrue();
        assertThat(Network.of("::/0").contains(v4)).isFalse();
    }

    @Test
    void networksAreSortedAndTheirNumberIsLimited() {
        assertThat(Network.all(List.of("ffff::/16", "::/0", "10.0.0.0/16", "192.0.2.1", "10.0.0.0/8", "192.0.2.1/32")))
                .hasToString("[::/0, 10.0.0.0/8, 10.0.0.0/16, 192.0.2.1/32, ffff::/16]");

        List<String> many = new Random(1)
                .ints(17, 0, 256)
                .distinct()
                .mapToObj(each -> "10.0.0." + each)
                .toList();
        assertThat(many).hasSizeGreaterThan(Network.MOST);
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> Network.all(many))
                .withMessage("A token can have at most 16 networks.");
    }

    /** The other reckoning has a number of any size, two limits, and the JDK's parser, which is given only digits. */
    @Test
    void anIndependentReckoningSaysTheSame() throws UnknownHostException {
        Random random = new Random(20_261_127);
        int inside = 0;
        for (int i = 0; i < TRIALS; i++) {
            int length = random.nextBoolean() ? 4 : 16;
            byte[] address = new byte[length];
            random.nextBytes(address);
            int prefix = random.nextInt(8 * length + 1);
            int host = 8 * length - prefix;
            BigInteger first = new BigInteger(1, address).shiftRight(host).shiftLeft(host);
            BigInteger last = first.add(BigInteger.ONE.shiftLeft(host)).subtract(BigInteger.ONE);
            BigInteger asked = switch (random.nextInt(5)) {
                case 0 -> first;
                case 1 -> last;
                case 2 -> first.subtract(BigInteger.ONE).max(BigInteger.ZERO);
                case 3 ->
                    last.add(BigInteger.ONE)
                            .min(BigInteger.ONE.shiftLeft(8 * length).subtract(BigInteger.ONE));
                default -> new BigInteger(8 * length, random);
            };
            InetAddress client = InetAddress.getByAddress(bytes(asked, length));
            if (client.getAddress().length != length || bytes(first, length)[0] == 0) {
                continue; // Java itself takes IPv4-mapped addresses for IPv4
            }
            boolean expected = asked.compareTo(first) >= 0 && asked.compareTo(last) <= 0;
            inside += expected ? 1 : 0;

            String text = InetAddress.getByAddress(bytes(first, length)).getHostAddress() + "/" + prefix;
            Network network = Network.of(text);
            assertThat(network.contains(IpAddress.parse(client.getHostAddress()).orElseThrow()))
                    .as("%s in %s", client.getHostAddress(), text)
                    .isEqualTo(expected);
            assertThat(Network.of(network.toString())).isEqualTo(network);
        }
        assertThat(inside).isBetween(TRIALS / 4, TRIALS * 3 / 4);
    }

    private static byte[] bytes(BigInteger number, int length) {
        byte[] bytes = new byte[length];
        byte[] signed = number.toByteArray();
        int count = Math.min(length, signed.length);
        System.arraycopy(signed, signed.length - count, bytes, length - count, count);
        return bytes;
    }
}
