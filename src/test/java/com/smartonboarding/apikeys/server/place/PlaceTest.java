package com.smartonboarding.apikeys.server.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.smartonboarding.apikeys.failure.ConflictException;
import com.smartonboarding.apikeys.failure.StorageException;
import com.smartonboarding.apikeys.failure.UsageException;
import com.smartonboarding.apikeys.files.FileGuard;
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
        assertThat(place("inherited")).isEqualTo(new InheritedPlace("--listen"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0:8080",
                "[::]:8080",
                "192.0.2.1:80",
                "[2001:db8::1]:80",
                "10.0.0.1:80",
                "example.com:80",
                "127.1:80",
                "2130706433:80",
                "localhost.example.com:80",
                "[127.0.0.1%lo]:80",
                "*:80"
            })
    void whatOtherMachinesCouldReachIsRefusedWithTheReason(String text) {
        assertThatThrownBy(() -> place(text)).isInstanceOf(UsageException.class).hasMessageStartingWith("--listen ");
    }

    @Test
    void theReasonIsThatCodesTravelInClear() {
        assertThatThrownBy(() -> place("192.0.2.1:80"))
                .hasMessage(
                        "--listen names an address that is not a loopback address. Token codes would travel there in"
                                + " clear.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "serve.sock",
                "./serve.sock",
                "unix:serve.sock",
                "unix:",
                "8080",
                ":8080",
                "127.0.0.1",
                "127.0.0.1:",
                "127.0.0.1:65536",
                "127.0.0.1:123456",
                "127.0.0.1:-1",
                "::1:80",
                "http://127.0.0.1:80",
                "Inherited"
            })
    void anythingElseIsNoPlace(String text) {
        assertThatThrownBy(() -> place(text))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "--listen names no place to listen at. A place is an absolute path, or a loopback address with"
                                + " a port, such as 127.0.0.1:8080 or [::1]:8080.");
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
        assertThatThrownBy(() -> new InheritedPlace("--listen").open(ACCESS))
                .isInstanceOf(UsageException.class)
                .hasMessage("--listen asks for the socket that is standard input, but standard input is no socket that"
                        + " listens.");
    }
}
