package com.smartonboarding.apikeys.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.model.Administrator;
import com.smartonboarding.apikeys.model.User;
import com.smartonboarding.apikeys.model.result.RoleHolder;
import com.smartonboarding.apikeys.output.terminal.Palette;
import com.smartonboarding.apikeys.output.terminal.Terminal;
import com.smartonboarding.apikeys.output.token.Samples;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdministratorFormatTest {
    private static final User ALICE = new User(1041, "alice");
    private static final AdministratorList LIST = new AdministratorList(
            List.of(
                    held(new Administrator(ALICE, Samples.NOW.minus(Duration.ofMinutes(59)), ALICE)),
                    held(new Administrator(
                            new User(4_000_000_000L, "tokens-administration.example"),
                            Samples.NOW.minus(Duration.ofDays(400)),
                            ALICE))),
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

    @Test
    void aNameThatIsAnotherNowHasAColumnOfItsOwn() {
        Administrator carol = new Administrator(new User(3007, "carol"), Samples.NOW.minus(Duration.ofDays(3)), ALICE);
        AdministratorList list = new AdministratorList(
                List.of(
                        LIST.holders().get(0),
                        new RoleHolder(carol, new User(3007, "eve")),
                        new RoleHolder(new Administrator(new User(3008, "dan"), Samples.NOW, ALICE), null)),
                Samples.NOW);

        assertThat(shown(list, 80)).isEqualTo("""
                UID   NAME   NAME NOW  GRANTED         GRANTED BY
                1041  alice  alice     59 minutes ago  alice
                3007  carol  eve       3 days ago      alice
                3008  dan    -         just now        alice
                """);
    }

    private static RoleHolder held(Administrator administrator) {
        return new RoleHolder(administrator, administrator.user());
    }

    private static String shown(int width) {
        return shown(LIST, width);
    }

    private static String shown(AdministratorList list, int width) {
        return AdministratorFormat.TABLE.print(list, new Terminal(true, true, true, width), Palette.NONE);
    }
}
