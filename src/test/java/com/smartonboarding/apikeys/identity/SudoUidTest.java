package com.smartonboarding.apikeys.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SudoUidTest {
    /** Uid -1 and overflow: sudo CVE-2019-14287, polkit CVE-2018-19788. */
    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "-1",
                "4294967295",
                "4294967296",
                "9999999999",
                "0x0",
                " 0",
                "0 ",
                "1001\n",
                "+0",
                "-0",
                "00",
                "01001",
                "\u0661\u0660\u0660\u0661",
                "\uff11",
                "12345678901234567890",
                "18446744073709551616",
                "1e3",
                "1_000",
                "1,000",
                "root",
                "1001\u0000",
                "#1001"
            })
    void whatIsNotAUidInPlainDecimalIsNone(String text) {
        assertThat(SudoUid.parse(text)).isEmpty();
    }

    @Test
    void theFirstTheLastAndOneBetweenAreRead() {
        assertThat(SudoUid.parse("0")).hasValue(0);
        assertThat(SudoUid.parse("1001")).hasValue(1001);
        assertThat(SudoUid.parse("2147483648")).hasValue(2147483648L);
        assertThat(SudoUid.parse("4294967294")).hasValue(4294967294L);
    }
}
