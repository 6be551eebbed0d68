package com.smartonboarding.apikeys.server.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.smartonboarding.apikeys.failure.ConflictException;
import com.smartonboarding.apikeys.failure.StorageException;
import com.smartonboarding.apikeys.failure.UsageException;
import com.smartonboarding.apikeys.files.FileGuard;
import com.smartonboarding.apikeys.files.ShellWord;
import com.smartonboarding.apikeys.model.IpAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The places that a text names, and the ports. */
class PlaceTest {
    private static final SocketAccess ACCESS = SocketAccess.of(new FileGuard(0, true), null, new Random());

    private static Place place(String text) {
        return Place.of("--listen", text);
    }

    @ParameterizedTest
    @CsvSource({
        "/run/apikeys/serve.sock, /run/apikeys/serve.sock",
        "unix:/run/apikeys/serve.sock, /run/apikeys/serve.sock",
        "/run/../tmp/./s, /tmp/s",
    })
    void anAbsolutePathIsAUnixSocket(String text, String path) {
        assertThat(place(text)).isEqualTo(new UnixPlace(Path.of(path)));
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:8080, 127.0.0.1, 8080",
        "127.0.0.53:0, 127.0.0.53, 0",
        "localhost:65535, 127.0.0.1, 65535",
        "LocalHost:80, 127.0.0.1, 80",
        "[::1]:80, ::1, 80",
        "[0:0:0:0:0:0:0:1]:80, ::1, 80",
    })
    void aLoopbackAddressHasAPort(String text, String address, int port) {
        assertThat(place(text))
                .isEqualTo(new LoopbackPlace(IpAddress.parse(address).orElseThrow(), port));
    }

    @Test
    void theSocketThatTheSystemHandsOverHasAWord() {
        assertThat(place("inherited")).isEqualTo(new InheritedPlace("--listen inherited"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0:8080", "[::]:8080", "192.0.2.1:80", "[2001:db8::1]:80", "10.0.0.1:80"})
    void whatOtherMachinesCouldReachIsRefusedWithTheReason(String text) {
        assertThatThrownBy(() -> place(text))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("--listen ")
                .hasMessageContaining(text)
                .hasMessageEndingWith(" is not at a loopback address, so other machines could reach it.");
    }

    @ParameterizedTest
    @CsvSource({
        "'', it is empty",
        "serve.sock, a path must begin with /",
        "./serve.sock, a path must begin with /",
        "run/serve:1, a path must begin with /",
        "unix:serve.sock, a path must begin with /",
        "unix:, a path must begin with /",
        "Inherited, a path must begin with /",
        "8080, 'a port needs an address, as in 127.0.0.1:8080'",
        ":8080, 'the host is not an IP address, and names are not looked up'",
        "127.0.0.1, the port is missing",
        "localhost, the port is missing",
        "127.0.0.1:, the port is missing",
        "[::1], the port is missing",
        "127.0.0.1:65536, the last port is 65535",
        "127.0.0.1:123456, the last port is 65535",
        "example.com:99999999999999999999, the last port is 65535",
        "127.0.0.1:-1, the port is not a number",
        "127.0.0.1:http, the port is not a number",
        "::1, 'an IPv6 address must be in brackets, as in [::1]:8080'",
        "::1:80, 'an IPv6 address must be in brackets, as in [::1]:8080'",
        "2001:db8::1:80, 'an IPv6 address must be in brackets, as in [::1]:8080'",
        "http://127.0.0.1:80, 'the host is not an IP address, and names are not looked up'",
        "example.com:80, 'the host is not an IP address, and names are not looked up'",
        "127.1:80, 'the host is not an IP address, and names are not looked up'",
        "2130706433:80, 'the host is not an IP address, and names are not looked up'",
        "localhost.example.com:80, 'the host is not an IP address, and names are not looked up'",
        "[127.0.0.1%lo]:80, 'the host is not an IP address, and names are not looked up'",
        "*:80, 'the host is not an IP address, and names are not looked up'",
    })
    void anythingElseIsNoPlaceForAReason(String text, String reason) {
        assertThatThrownBy(() -> place(text))
                .isInstanceOf(UsageException.class)
                .hasMessage("--listen " + ShellWord.of(text) + " names no place to listen at: " + reason + ".");
    }

    @Test
    void placesAreTheSameHoweverTheyAreWritten() {
        assertThat(place("/run/s").isSameAs(place("unix:/run/../run/s"))).isTrue();
        assertThat(place("/run/s").isSameAs(place("/run/t"))).isFalse();
        assertThat(place("127.0.0.1:80").isSameAs(place("localhost:80"))).isTrue();
        assertThat(place("127.0.0.1:80").isSameAs(place("[::1]:80"))).isFalse();
        assertThat(place("127.0.0.1:0").isSameAs(place("127.0.0.1:0"))).isFalse();
    }

    @Test
    void aFreePortIsToldAndSomebodyElsesIsAConflict() throws Exception {
        OpenPlace first = place("127.0.0.1:0").open(ACCESS);
        try {
            assertThat(first.name()).matches("127\\.0\\.0\\.1:[1-9][0-9]*");
            assertThat(first.isUnixSocket()).isFalse();
            int port = Integer.parseInt(first.name().substring("127.0.0.1:".length()));
            SocketChannel.open(first.channel().getLocalAddress()).close();

            assertThatThrownBy(() -> place(first.name()).open(ACCESS))
                    .isInstanceOf(ConflictException.class)
                    .hasMessage("Another process listens at port " + port + " of 127.0.0.1.");
            first.close();
            place(first.name()).open(ACCESS).close();
        } finally {
            first.close();
        }
    }

    @Test
    void anIpv6PortHasItsAddressInBracketsAgain() {
        try {
            OpenPlace place = place("[::1]:0").open(ACCESS);
            place.close();
            assertThat(place.name()).matches("\\[::1]:[1-9][0-9]*");
        } catch (StorageException e) { // where IPv6 is off
            assertThat(e).hasMessageContaining("Could not listen at port 0 of ::1: ");
        }
    }

    @Test
    void standardInputThatIsNoSocketIsNotTakenForOne() {
        assertThatThrownBy(() -> new InheritedPlace("--listen inherited").open(ACCESS))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "--listen inherited asks for the socket that is standard input, but standard input is no socket that"
                                + " listens.");
    }
}
