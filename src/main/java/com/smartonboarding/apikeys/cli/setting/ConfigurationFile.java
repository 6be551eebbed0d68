package com.smartonboarding.apikeys.cli.setting;

import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.failure.Next;
import com.smartonboarding.apikeys.failure.NotFoundException;
import com.smartonboarding.apikeys.failure.StorageException;
import com.smartonboarding.apikeys.failure.UsageException;
import com.smartonboarding.apikeys.files.IoErrorText;
import com.smartonboarding.apikeys.files.NamedPath;
import com.smartonboarding.apikeys.model.text.DurationText;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The settings of one file in the format of {@link Properties}; an unknown key is an error. */
final class ConfigurationFile {
    static final String DATABASE = "database";
    static final String KEY_FILE = "key-file";
    /** Who owns the key file. Only the system configuration may say it. */
    static final String KEY_FILE_OWNER = "key-file-owner";

    static final String WAIT = "wait";
    static final String RECOVERABLE = "recoverable";

    /** The Java to use. The launcher reads this setting, and only from the system configuration. */
    static final String JAVA = "java";

    /**
     * The account that owns the tokens of a shared server, and the groups whose members may use it. The launcher reads
     * these settings, and only from the system configuration.
     */
    static final String ACCOUNT = "account";

    static final String OPERATORS = "operators";

    /** The settings that have an effect only in the system configuration. */
    static final List<String> OF_THE_SYSTEM = List.of(JAVA, ACCOUNT, OPERATORS, KEY_FILE_OWNER);

    static final String LIFETIME_DEFAULT = "lifetime-default";
    static final String LIFETIME_MAX = "lifetime-max";
    static final String DESCRIPTION_REQUIRED = "description-required";
    static final String SCOPES = "scopes";
    static final String VIEWERS = "viewers";

    private static final Set<String> KEYS = Set.of(
            DATABASE,
            KEY_FILE,
            KEY_FILE_OWNER,
            WAIT,
            RECOVERABLE,
            JAVA,
            ACCOUNT,
            OPERATORS,
            LIFETIME_DEFAULT,
            LIFETIME_MAX,
            DESCRIPTION_REQUIRED,
            SCOPES,
            VIEWERS);

    private static final List<String> POLICY =
            List.of(RECOVERABLE, LIFETIME_DEFAULT, LIFETIME_MAX, DESCRIPTION_REQUIRED, SCOPES, VIEWERS);

    private final String name;
    private final Properties properties = new Properties();

    private ConfigurationFile(String name) {
        this.name = name;
    }

    /** No settings at all. */
    static ConfigurationFile none() {
        return new ConfigurationFile("");
    }

    /** Reads a file that exists and was checked. */
    static ConfigurationFile read(Path file) {
        ConfigurationFile configuration = new ConfigurationFile(file.toString());
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            configuration.properties.load(reader);
        } catch (CharacterCodingException e) {
            throw new NotFoundException("The configuration " + file + " could not be read: it is not text in UTF-8.");
        } catch (IllegalArgumentException e) {
            throw new NotFoundException(
                    "The configuration " + file + " could not be read: it has an incomplete \\u escape.");
        } catch (IOException e) {
            throw new StorageException(
                    "The configuration " + file + " could not be read (" + IoErrorText.of(e) + ").", e);
        }
        for (String key : configuration.properties.stringPropertyNames()) {
            if (!KEYS.contains(key)) {
                throw new UsageException("Line " + configuration.line(key) + " of the configuration " + file
                                + " has the unknown setting '" + key + "'. The settings are database, key-file,"
                                + " key-file-owner, wait, recoverable, lifetime-default, lifetime-max,"
                                + " description-required, scopes, viewers, account, operators and java.")
                        .advising(Next.REMOVE_SETTING, key, file);
            }
        }
        return configuration;
    }

    /** The path in this setting, which must be absolute; null if it is not set. */
    @Nullable
    Path path(String key) {
        String value = properties.getProperty(key);
        if (value == null) {
            return null;
        }
        String source = "The setting '" + key + "' of " + name;
        if (!value.startsWith("/")) {
            throw new UsageException(source + " is not an absolute path.");
        }
        return NamedPath.absolute(source, value);
    }

    /** The names of an account or of groups, as the launcher accepts them; null if they are not set. */
    @Nullable
    String names(String key) {
        String value = text(key);
        if (value != null && !value.matches("[A-Za-z0-9_.][A-Za-z0-9_. -]*")) {
            throw invalid(key, "not made of letters, digits, dots, hyphens and underscores");
        }
        return value;
    }

    /** Whether this configuration names this key file as one that root presents. */
    boolean presents(Path keyFile) {
        String owner = text(KEY_FILE_OWNER);
        if (owner != null && !owner.equals("root") && !owner.equals("account")) {
            throw invalid(KEY_FILE_OWNER, "neither 'account' nor 'root'");
        }
        return "root".equals(owner) && keyFile.equals(path(KEY_FILE));
    }

    /** The duration in this setting, which may be 0; null if it is not set. */
    @Nullable
    Duration duration(String key) {
        String value = text(key);
        if (value == null) {
            return null;
        }
        Duration duration = value.equals("0") ? Duration.ZERO : DurationText.parse(value);
        if (duration == null) {
            throw invalid(key, "neither 0 nor " + DurationText.EXPECTED);
        }
        return duration;
    }

    /** The name of the file, for messages. */
    String name() {
        return name;
    }

    /** The value as it is written; null if it is not set. */
    @Nullable
    String text(String key) {
        return properties.getProperty(key);
    }

    /** Whether any setting is about tokens, and not about places. */
    boolean hasPolicy() {
        return POLICY.stream().anyMatch(properties::containsKey);
    }

    /** The failure for a value that a setting cannot have. */
    Failure invalid(String key, String why) {
        return new UsageException("The setting '" + key + "' in line " + line(key) + " of " + name + " is '" + text(key)
                        + "', which is " + why + ".")
                .advising(Next.REMOVE_SETTING, key, name);
    }

    /**
     * The number of the line that ends the setting of this key, from 1. The reader of Java's properties does not tell it,
     * so this reads one line more each time, until the setting is there.
     */
    private int line(String key) {
        try {
            List<String> lines = Files.readAllLines(Path.of(name), StandardCharsets.UTF_8);
            for (int count = 1; count < lines.size(); count++) {
                Properties first = new Properties();
                first.load(new StringReader(String.join("\n", lines.subList(0, count)) + "\n"));
                if (Objects.equals(first.getProperty(key), text(key))) {
                    return count;
                }
            }
            return lines.size();
        } catch (IOException e) {
            throw new StorageException(
                    "The configuration " + name + " could not be read (" + IoErrorText.of(e) + ").", e);
        }
    }
}
