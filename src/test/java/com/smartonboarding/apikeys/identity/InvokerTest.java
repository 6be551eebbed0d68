package com.smartonboarding.apikeys.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.model.User;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InvokerTest {
    @ParameterizedTest(name = "real uid {0}, shared {1}, SUDO_UID {2}: actor {3}, via sudo {4}, ignored {5}")
    @CsvSource(nullValues = "none", textBlock = """
            # real, shared, SUDO_UID,   actor, via sudo, ignored
            1000,   false,  none,       1000,  false,    false
            1000,   false,  1001,       1000,  false,    true
            1000,   false,  0,          1000,  false,    true
            1000,   false,  1000,       1000,  false,    false
            1000,   false,  -1,         1000,  false,    true
            1000,   false,  '',         1000,  false,    true
            0,      false,  none,       0,     false,    false
            0,      false,  1001,       1001,  true,     false
            0,      false,  0,          0,     true,     false
            0,      false,  4294967294, 4294967294, true, false
            0,      false,  4294967295, 0,     false,    true
            0,      false,  01001,      0,     false,    true
            0,      true,   1001,       1001,  true,     false
            998,    true,   none,       998,   false,    false
            998,    true,   1001,       1001,  true,     false
            998,    true,   0,          0,     true,     false
            998,    true,   998,        998,   true,     false
            998,    true,   ' 1001',    998,   false,    true
            998,    false,  1001,       998,   false,    true
            """)
    void sudoIsBelievedOfRootAndOfASharedInstallationOnly(
            long real, boolean shared, String sudoUid, long actor, boolean viaSudo, boolean ignored) {
        Map<String, String> environment = new HashMap<>();
        if (sudoUid != null) {
            environment.put("SUDO_UID", sudoUid);
        }
        Invoker invoker = Invoker.identify(all(real), environment, shared);
        assertThat(invoker.actor().uid()).isEqualTo(actor);
        assertThat(invoker.account()).isEqualTo(real);
        assertThat(invoker.viaSudo()).isEqualTo(viaSudo);
        assertThat(invoker.sudoUidIgnored()).isEqualTo(ignored);
        assertThat(invoker.elevated()).isEqualTo(actor != real);
    }

    /** gogs#439, gitea#4894. */
    @Test
    void namesThatACallerMayChooseAreNotLookedAt() {
        OwnProcess process = OwnProcess.read();
        Invoker plain = Invoker.identify(process, Map.of(), false);
        Map<String, String> forged = Map.of(
                "USER", "mallory", "LOGNAME", "mallory", "SUDO_USER", "mallory", "USERNAME", "mallory", "HOME", "/");
        String before = System.setProperty("user.name", "mallory");
        try {
            assertThat(OwnProcess.read()).isEqualTo(process);
            assertThat(Invoker.identify(process, forged, false)).isEqualTo(plain);
            assertThat(plain.actor().name()).isNotEqualTo("mallory");
        } finally {
            System.setProperty("user.name", before);
        }
    }

    @Test
    void theOwnNameIsThatOfTheSystem() {
        OwnProcess process = OwnProcess.read();
        assertThat(Invoker.identify(process, Map.of(), false).actor())
                .isEqualTo(
                        new Accounts().find(Long.toString(process.ids().real())).orElseThrow());
    }

    @Test
    void aUserWithoutALoginNameIsNamedByTheUid() {
        assertThat(Invoker.identify(all(3999999003L), Map.of(), false).actor())
                .isEqualTo(new User(3999999003L, "uid 3999999003"));
    }

    @Test
    void theNameThatSudoSaysIsShownWhenItLooksLikeOne() {
        assertThat(viaSudo("alice").actor()).isEqualTo(new User(1001, "alice"));
        assertThat(viaSudo("svc_1.a-b").actor().name()).isEqualTo("svc_1.a-b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-r",
                "1001",
                "a b",
                "alice\n",
                "\u001b[2J",
                "ali\u0307ce",
                "\u0131",
                "a/b",
                "a:b",
                "$(id)",
                "abcdefghijklmnopqrstuvwxyzabcdefg"
            })
    void aNameThatDoesNotIsReplacedByTheUid(String name) {
        assertThat(viaSudo(name).actor()).isEqualTo(new User(1001, "uid 1001"));
    }

    private static Invoker viaSudo(String name) {
        return Invoker.identify(all(0), Map.of("SUDO_UID", "1001", "SUDO_USER", name), false);
    }

    private static OwnProcess all(long uid) {
        return new OwnProcess(new ProcessIds(uid, uid, uid, uid), "", null, null);
    }
}
