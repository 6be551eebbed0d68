package com.smartonboarding.apikeys.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.model.Administrator;
import com.smartonboarding.apikeys.model.User;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdministratorListTest {
    private static final User ALICE = new User(1041, "alice");
    private static final AdministratorList LIST = new AdministratorList(
            List.of(
                    new Administrator(ALICE, Samples.NOW.minus(Duration.ofMinutes(59)), ALICE),
                    new Administrator(
                            new User(4_000_000_000L, "tokens-administration.example"),
                            Samples.NOW.minus(Duration.ofDays(400)),
                            ALICE)),
            Samples.NOW);

    @Test
    void namesGiveWayInANarrowWindow() {
        assertThat(shown(80)).isEqualTo("""
                UID         NAME                           GRANTED         GRANTED BY
                1041        alice                          59 minutes ago  alice
                4000000000  tokens-administration.example  1 year ago      alice
                """);
        assertThat(shown(40)).isEqualTo("""
                UID         NAME   GRANTED         GRA…
                1041        alice  59 minutes ago  alice
                4000000000  toke…  1 year ago      alice
                """.replace("GRA…", "GRAN…"));
    }

    private static String shown(int width) {
        return LIST.text(null, new Terminal(true, true, true, width), Palette.NONE);
    }
}
