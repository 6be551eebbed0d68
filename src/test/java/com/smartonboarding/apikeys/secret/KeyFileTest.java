package com.smartonboarding.apikeys.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.smartonboarding.apikeys.cli.failure.Told;
import com.smartonboarding.apikeys.failure.WrongKeyException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class KeyFileTest {
    private static final Instant NOW = Instant.parse("2026-11-23T09:00:00.123Z");

    private final MasterKey first = MasterKey.draw(new SecureRandom(), NOW);
    private final MasterKey second = MasterKey.draw(new SecureRandom(), NOW.plusSeconds(86_400));

    @Test
    void whatWasWrittenIsReadAgain() {
        KeyFile read = KeyFile.parse(text(first), "k");

        assertThat(read.keys()).singleElement().satisfies(key -> {
            assertThat(key.id()).isEqualTo(first.id());
            assertThat(key.created()).isEqualTo(Instant.parse("2026-11-23T09:00:00Z"));
            assertThat(key.bytes()).isEqualTo(first.bytes()).hasSize(32);
        });
        assertThat(new String(read.text(), StandardCharsets.US_ASCII)).isEqualTo(text(first));
    }

    @Test
    void ofSeveralKeysTheLastIsTheNewest() {
        KeyFile read = KeyFile.parse(text(first) + lineOf(second), "k");

        assertThat(read.keys()).extracting(MasterKey::id).containsExactly(first.id(), second.id());
        assertThat(read.newest().bytes()).isEqualTo(second.bytes());
    }

    @Test
    void oneDamagedKeyAmongSeveralIsDamage() {
        assertDamaged(text(first) + lineOf(second).replaceFirst("T09", "T10"));
    }

    @Test
    void commentsAndEmptyLinesMayBeAnywhere() {
        String text = "\n# mine\n" + text(first).replace("key ", "\n# below\n\nkey ");

        assertThat(KeyFile.parse(text, "k").newest().id()).isEqualTo(first.id());
    }

    @Test
    void partsOfTwoKeysMakeNone() {
        String[] one = lineOf(first).strip().split(" ", -1);
        String[] other = lineOf(second).strip().split(" ", -1);
        for (int part = 1; part < 5; part++) {
            String[] mixed = one.clone();
            mixed[part] = other[part];
            assertDamaged("apikeys-key-file 1\n" + String.join(" ", mixed) + "\n");
        }
    }

    @Test
    void messageNamesTheFileAndNothingOfTheKey() {
        String key = lineOf(first).split(" ", -1)[3];
        String damaged = text(first).replace(key, key.substring(1));

        assertThatExceptionOfType(WrongKeyException.class)
                .isThrownBy(() -> KeyFile.parse(damaged, "/etc/k"))
                .withMessageContaining("/etc/k")
                .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain(key.substring(1, 9)));
    }

    @Test
    void keysAreDrawnAndNotRepeated() {
        assertThat(first.bytes()).isNotEqualTo(second.bytes());
        assertThat(first.id()).hasSize(8).isNotEqualTo(second.id());
    }

    @Test
    void unreadableFileIsAMissingKey() {
        assertThatExceptionOfType(WrongKeyException.class)
                .isThrownBy(() -> KeyFile.read(Path.of("/nonexistent/key")))
                .withMessageContaining("could not be read");
    }

    @Test
    void fileThatCannotBeReadIsSaidWithTheCauseAndWhatMendsIt() {
        assertThatExceptionOfType(WrongKeyException.class)
                .isThrownBy(() -> KeyFile.read(Path.of("/")))
                .withMessageContaining("/ could not be read: Is a directory.")
                .satisfies(failure -> assertThat(Told.by(failure))
                        .endsWith(
                                " Look at it with: ls -ldn /; if the key file is lost, restore the copy that belongs to this"
                                        + " database."));
        Path file = Path.of("/a b/key");
        assertThat(Told.by(KeyFile.unreadable(file, new AccessDeniedException(file.toString()))))
                .isEqualTo("The key file /a b/key could not be read: permission denied. Run: chmod 600 '/a b/key'");
    }

    private static void assertDamaged(String text) {
        assertThatExceptionOfType(WrongKeyException.class)
                .isThrownBy(() -> KeyFile.parse(text, "k"))
                .withMessageContaining("damaged");
    }

    @Test
    void twoKeysWithOneIdAreRefused() {
        String text = text(first) + lineOf(first);

        assertThatExceptionOfType(WrongKeyException.class)
                .isThrownBy(() -> KeyFile.parse(text, "k"))
                .withMessageContaining("it holds two keys with the id " + first.id());
    }

    private static String text(MasterKey key) {
        return new String(new KeyFile(key).text(), StandardCharsets.US_ASCII);
    }

    private static String lineOf(MasterKey key) {
        String text = text(key);
        return text.substring(text.indexOf("key " + key.id()));
    }
}
