package com.smartonboarding.apikeys.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OwnProcessTest {
    @Test
    void onlyTerminalsOfPeopleAreNamed() {
        assertThat(OwnProcess.isTerminal("/dev/pts/0")).isTrue();
        assertThat(OwnProcess.isTerminal("/dev/pts/217")).isTrue();
        assertThat(OwnProcess.isTerminal("/dev/tty1")).isTrue();
        for (String other : new String[] {
            "/dev/null",
            "/dev/tty",
            "/dev/pts/",
            "/dev/pts/ptmx",
            "/dev/pts/1 (deleted)",
            "/dev/pts/../1",
            "pipe:[42]",
            "/tmp/dev/pts/1",
            ""
        }) {
            assertThat(OwnProcess.isTerminal(other)).as(other).isFalse();
        }
    }
}
