package com.smartonboarding.apikeys.cli.setting;

import com.smartonboarding.apikeys.model.text.DurationText;
import com.smartonboarding.apikeys.model.text.TextRules;
import com.smartonboarding.apikeys.service.policy.Policy;
import com.smartonboarding.apikeys.service.policy.PolicySetting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the policy from the two configurations. For each setting, the stricter value applies, so a user can tighten the
 * policy of the system, but not loosen it. A looser value is not an error, because an error would even prevent
 * looking at tokens.
 */
final class PolicyReader {
    private final ConfigurationFile system;
    private final ConfigurationFile user;
    private final List<String> overruled = new ArrayList<>();

    private PolicyReader(ConfigurationFile system, ConfigurationFile user) {
        this.system = system;
        this.user = user;
    }

    /** The policy that both files make together. An invalid value in either of them is an error. */
    static Policy read(ConfigurationFile system, ConfigurationFile user) {
        return system.hasPolicy() || user.hasPolicy() ? new PolicyReader(system, user).read() : Policy.NONE;
    }

    private Policy read() {
        PolicySetting<Boolean> recoverable =
                stricter(ConfigurationFile.RECOVERABLE, PolicyReader::recoverable, (one, other) -> !one || other);
        PolicySetting<Duration> byDefault =
                stricter(ConfigurationFile.LIFETIME_DEFAULT, PolicyReader::lifetime, PolicyReader::isShorter);
        PolicySetting<Duration> longest =
                stricter(ConfigurationFile.LIFETIME_MAX, PolicyReader::lifetime, PolicyReader::isShorter);
        PolicySetting<Boolean> described =
                stricter(ConfigurationFile.DESCRIPTION_REQUIRED, PolicyReader::required, (one, other) -> one || !other);
        PolicySetting<Boolean> viewers =
                stricter(ConfigurationFile.VIEWERS, PolicyReader::onlyAdministrators, (one, other) -> one || !other);
        return new Policy(
                recoverable == null || recoverable.value(),
                byDefault,
                longest,
                described == null || !described.value() ? null : described,
                scopes(),
                viewers != null && viewers.value(),
                List.copyOf(overruled));
    }

    /** The value of the user if it is at least as strict as the one of the system, or else the one of the system. */
    private <T> @Nullable PolicySetting<T> stricter(
            String key, Function<Setting, T> reader, BiPredicate<T, T> isAsStrict) {
        PolicySetting<T> bySystem = setting(system, key, reader);
        PolicySetting<T> byUser = setting(user, key, reader);
        if (bySystem == null || byUser == null) {
            return bySystem == null ? byUser : bySystem;
        }
        if (isAsStrict.test(byUser.value(), bySystem.value())) {
            return byUser;
        }
        overruled.add(byUser.words() + ", but " + bySystem.words() + ". The stricter value applies.");
        return bySystem;
    }

    private @Nullable PolicySetting<List<String>> scopes() {
        PolicySetting<List<String>> bySystem = setting(system, ConfigurationFile.SCOPES, PolicyReader::words);
        PolicySetting<List<String>> byUser = setting(user, ConfigurationFile.SCOPES, PolicyReader::words);
        if (bySystem == null || byUser == null || bySystem.value().containsAll(byUser.value())) {
            return byUser == null ? bySystem : byUser;
        }
        overruled.add(byUser.words() + ", but " + bySystem.words() + ". Only scopes that both name are allowed.");
        List<String> both =
                byUser.value().stream().filter(bySystem.value()::contains).toList();
        return new PolicySetting<>(
                ConfigurationFile.SCOPES,
                both,
                String.join(" ", both),
                bySystem.file() + " and " + byUser.file() + " together");
    }

    /** A setting of one file, not yet read. */
    private record Setting(ConfigurationFile file, String key, String text) {}

    private static <T> @Nullable PolicySetting<T> setting(
            ConfigurationFile file, String key, Function<Setting, T> reader) {
        String text = file.text(key);
        return text == null
                ? null
                : new PolicySetting<>(key, reader.apply(new Setting(file, key, text)), text, file.name());
    }

    private static boolean recoverable(Setting setting) {
        return switch (setting.text) {
            case "always" -> true;
            case "never" -> false;
            default -> throw setting.file.invalid(setting.key, "neither 'always' nor 'never'");
        };
    }

    private static boolean onlyAdministrators(Setting setting) {
        return switch (setting.text) {
            case "administrators" -> true;
            case "everyone-in-group" -> false;
            default -> throw setting.file.invalid(setting.key, "neither 'everyone-in-group' nor 'administrators'");
        };
    }

    private static boolean required(Setting setting) {
        return switch (setting.text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw setting.file.invalid(setting.key, "neither 'true' nor 'false'");
        };
    }

    private static Duration lifetime(Setting setting) {
        Duration lifetime = DurationText.parse(setting.text);
        if (lifetime == null || lifetime.isZero()) {
            throw setting.file.invalid(setting.key, "not " + DurationText.EXPECTED);
        }
        return lifetime;
    }

    private static List<String> words(Setting setting) {
        List<String> words =
                List.copyOf(new TreeSet<>(List.of(setting.text.strip().split("\\s+"))));
        for (String word : words) {
            if (!TextRules.isScope(word)) {
                throw setting.file.invalid(setting.key, "not a list of scopes with spaces between them");
            }
        }
        return words;
    }

    private static boolean isShorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0;
    }
}
