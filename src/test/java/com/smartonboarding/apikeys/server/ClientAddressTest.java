package com.smartonboarding.apikeys.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.smartonboarding.apikeys.model.IpAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The address of the client is what the nearest proxy saw, or the request is refused. */
class ClientAddressTest {
    private static final ClientAddress ADDRESS = new ClientAddress("X-Forwarded-For");

    private static Question from(String... values) {
        Question question = Questions.get("/verify");
        for (String value : values) {
            question = Questions.with(question, "x-forwarded-FOR", value);
        }
        return question;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "192.0.2.7|192.0.2.7",
                "10.0.0.1:1234|10.0.0.1",
                "2001:DB8::1|2001:db8::1",
                "[::1]:1234|::1",
                "[2001:db8::1]|2001:db8::1",
                "::ffff:192.0.2.7|192.0.2.7",
                "10.0.0.1, 192.0.2.7|192.0.2.7",
                "unknown, 10.0.0.1,\t[2001:db8::7]:443|2001:db8::7"
            })
    void lastAddressCountsInAnyFormThatProxiesWrite(String value, String address) {
        assertThat(ADDRESS.required(from(value))).map(IpAddress::toString).contains(address);
        assertThat(ADDRESS.find(from(value))).map(IpAddress::toString).contains(address);
    }

    @Test
    void lastLineCounts() {
        assertThat(ADDRESS.required(from("10.0.0.1, 10.0.0.2", "192.0.2.7")))
                .map(IpAddress::toString)
                .contains("192.0.2.7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "unknown",
                "unix:",
                "localhost",
                "192.0.2.7,",
                "192.0.2.7, -",
                "192.0.2",
                "192.0.2.07",
                "fe80::1%eth0",
                "192.0.2.7:99999",
                "192.0.2.7 10.0.0.1",
                "for=192.0.2.7",
                "\u001c192.0.2.7"
            })
    void headerThatDoesNotEndWithAnAddressIsRefused(String value) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> ADDRESS.required(from(value)))
                .withMessage("The header with the client address does not end with an address.");
        assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> ADDRESS.find(from(value)));
    }

    @Test
    void missingHeaderIsRefusedWhereItIsRequired() {
        assertThat(ADDRESS.find(from())).isEmpty();
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> ADDRESS.required(from()))
                .satisfies(refusal -> assertThat(refusal.result()).isEqualTo("no_address"))
                .withMessage("The request does not have the header with the client address.");
    }

    @Test
    void withoutANamedHeaderNoAddressIsKnown() {
        assertThat(new ClientAddress(null).required(from("192.0.2.7"))).isEmpty();
        assertThat(new ClientAddress(null).find(from("nonsense"))).isEmpty();
    }
}
