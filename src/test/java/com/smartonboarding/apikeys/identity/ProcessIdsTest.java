package com.smartonboarding.apikeys.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.smartonboarding.apikeys.failure.DeniedException;
import com.sun.security.auth.module.UnixSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessIdsTest {
    @Test
    void theIdsOfThisProcessAreWhatTheJdkSays() {
        long uid = new UnixSystem().getUid();
        assertThat(ProcessIds.read()).isEqualTo(new ProcessIds(uid, uid, uid, uid));
    }

    @Test
    void theLineIsFoundAmongOthersAndReadInOrder() {
        assertThat(ProcessIds.parse("Name:\tjava\nUid:\t1\t2\t3\t4294967294\nGid:\t5\t6\t7\t8\n"))
                .isEqualTo(new ProcessIds(1, 2, 3, 4294967294L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "Name:\tjava\n",
                "Name:\tjava\nUid:",
                "Name:\tjava\nUid:\n",
                "Name:\tjava\nUid:\t\t\t\t\n",
                "Name:\tjava\nUid:\t0\t0\t0\n",
                "Name:\tjava\nUid:\t0\t0\t0\nGid:\t0\t0\t0\t0\n",
                "Name:\tjava\nUid:\t0\t0\t0\t0\t0\n",
                "Name:\tjava\nUid:\t0\t0\t0\t0",
                "Name:\tjava\nUid: 0 0 0 0\n",
                "Name:\tjava\nUid:0\t0\t0\t0\n",
                "Name:\tjava\nUid:\t0\t0\t0\t0\r\n",
                "Name:\tjava\nUid:\t0\t0\t0\t00\n",
                "Name:\tjava\nUid:\t0\t-1\t0\t0\n",
                "Name:\tjava\nUid:\t0\t0\t4294967295\t0\n",
                "Name:\tjava\nUid:\t\u0660\t0\t0\t0\n",
                "Name:\tjava\nuid:\t0\t0\t0\t0\n",
                "Name:\tjava\nXUid:\t0\t0\t0\t0\n",
                "Name:\tjava\nUid:\t0\t0\t0\t0\nUid:\t1\t1\t1\t1\n"
            })
    void anythingOddIsRefused(String status) {
        assertThatExceptionOfType(DeniedException.class)
                .isThrownBy(() -> ProcessIds.parse(status))
                .withMessageContaining("unknown who is calling");
    }

    @ParameterizedTest
    @CsvSource({"1,0,0,0", "0,1,0,0", "0,0,1,0", "0,0,0,1", "1000,0,0,0", "0,1000,1000,1000"})
    void aSetUidProcessIsRefused(long real, long effective, long saved, long filesystem) {
        assertThatExceptionOfType(DeniedException.class)
                .isThrownBy(() -> new ProcessIds(real, effective, saved, filesystem).requireEqual())
                .withMessageContaining("set-uid is not supported");
    }
}
