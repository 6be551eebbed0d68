package com.smartonboarding.apikeys.cli.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.smartonboarding.apikeys.failure.UsageException;
import com.smartonboarding.apikeys.service.policy.Policy;
import com.smartonboarding.apikeys.service.policy.PolicySetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of two policies applies: a user can tighten the policy of the system, but not loosen it. */
class PolicyReaderTest {
    @TempDir
    private Path folder;

    private Policy read(String system, String user) throws IOException {
        return PolicyReader.read(file("system", system), file("user", user));
    }

    private ConfigurationFile file(String name, String text) throws IOException {
        return ConfigurationFile.read(Files.writeString(folder.resolve(name), text.replace(';', '\n')));
    }

    private static PolicySetting<?> setting(Policy policy, String key) {
        return Objects.requireNonNull(
                switch (key) {
                    case "lifetime-default" -> policy.lifetimeDefault();
                    case "lifetime-max" -> policy.lifetimeMax();
                    case "description-required" -> policy.descriptionRequired();
                    default -> policy.scopes();
                });
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            lifetime-max, 90d, 30d, user
            lifetime-max, 90d, 90d, user
            lifetime-max, , 30d, user
            lifetime-max, 90d, , system
            lifetime-default, 90d, 30d, user
            lifetime-default, , 30d, user
            description-required, false, true, user
            description-required, , true, user
            description-required, true, , system
            scopes, a b c, c a, user
            scopes, , c a, user
            scopes, a b, , system
            """)
    void stricterValueApplies(String key, @Nullable String system, @Nullable String user, String expected)
            throws IOException {
        Policy policy = read(line(key, system), line(key, user));

        PolicySetting<?> setting = setting(policy, key);
        assertThat(setting.file()).isEqualTo(folder.resolve(expected).toString());
        assertThat(setting.words())
                .isEqualTo(key + " is '" + (expected.equals("user") ? user : system) + "' in " + setting.file());
        assertThat(policy.overruled()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "lifetime-max, 90d, 91d",
        "lifetime-default, 90d, 13w",
        "description-required, true, false",
    })
    void laxerValueOfTheUserDoesNotApplyAndIsToldOf(String key, String system, String user) throws IOException {
        Policy policy = read(line(key, system), line(key, user));

        PolicySetting<?> setting = setting(policy, key);
        assertThat(setting.text()).isEqualTo(system);
        assertThat(policy.overruled())
                .containsExactly(key + " is '" + user + "' in " + folder.resolve("user") + ", but " + key + " is '"
                        + system + "' in " + folder.resolve("system") + ". The stricter value applies.");
    }

    @Test
    void scopesThatTheSystemDoesNotAllowAreNotAllowedByTheUser() throws IOException {
        Policy policy = read("scopes=a b", "scopes=b c");

        assertThat(setting(policy, "scopes").value()).isEqualTo(List.of("b"));
        assertThat(policy.overruled()).hasSize(1);
        assertThat(policy.overruled().get(0)).endsWith("Only scopes that both name are allowed.");
    }

    @Test
    void copiesAreKeptOnlyIfBothAllowIt() throws IOException {
        assertThat(read("recoverable=never", "").recoverable()).isFalse();
        assertThat(read("", "recoverable=never").recoverable()).isFalse();
        assertThat(read("recoverable=always", "").recoverable()).isTrue();
        Policy policy = read("recoverable=never", "recoverable=always");
        assertThat(policy.recoverable()).isFalse();
        assertThat(policy.overruled()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            , , false
            everyone-in-group, , false
            , everyone-in-group, false
            administrators, , true
            , administrators, true
            everyone-in-group, administrators, true
            administrators, administrators, true
            """)
    void onlyAdministratorsLookIfOneOfBothSaysSo(
            @Nullable String system, @Nullable String user, boolean onlyAdministrators) throws IOException {
        Policy policy = read(line("viewers", system), line("viewers", user));

        assertThat(policy.viewersAreAdministrators()).isEqualTo(onlyAdministrators);
        assertThat(policy.overruled()).isEmpty();
    }

    @Test
    void aUserCannotLetEverybodyLook() throws IOException {
        Policy policy = read("viewers=administrators", "viewers=everyone-in-group");

        assertThat(policy.viewersAreAdministrators()).isTrue();
        assertThat(policy.overruled())
                .containsExactly("viewers is 'everyone-in-group' in " + folder.resolve("user")
                        + ", but viewers is 'administrators' in " + folder.resolve("system")
                        + ". The stricter value applies.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"everybody", "Administrators", "administrators everyone-in-group"})
    void unknownViewersAreRefused(String text) {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> read("viewers=" + text, ""))
                .withMessageContaining("neither 'everyone-in-group' nor 'administrators'");
    }

    @Test
    void filesWithoutRulesMakeNoPolicy() throws IOException {
        assertThat(read("database=/x", "key-file=/y")).isSameAs(Policy.NONE);
    }

    private static String line(String key, @Nullable String value) {
        return value == null ? "" : key + "=" + value;
    }
}
