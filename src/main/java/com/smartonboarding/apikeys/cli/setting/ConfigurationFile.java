package com.smartonboarding.apikeys.cli.setting;

import com.smartonboarding.apikeys.failure.NotFoundException;
import com.smartonboarding.apikeys.failure.StorageException;
import com.smartonboarding.apikeys.failure.UsageException;
import com.smartonboarding.apikeys.files.IoErrorText;
import com.smartonboarding.apikeys.files.NamedPath;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The settings of one file in the format of {@link Properties}; an unknown key is an error. */
final class ConfigurationFile {
    static final String DATABASE = "database";
    static final String KEY_FILE = "key-file";
    static final String RECOVERABLE = "recoverable";

    /** The Java to use. The launcher reads this setting, and only from the system configuration. */
    static final String JAVA = "java";

    private static final Set<String> KEYS = Set.of(DATABASE, KEY_FILE, RECOVERABLE, JAVA);

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
                throw new UsageException("The configuration " + file + " has an unknown setting '" + key
                        + "'. The settings are database, key-file, recoverable and java.");
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

    /** Whether sealed copies of codes may be kept; null if it is not set. */
    @Nullable
    Boolean recoverable() {
        String value = properties.getProperty(RECOVERABLE);
        if (value == null) {
            return null;
        }
        return switch (value) {
            case "always" -> true;
            case "never" -> false;
            default ->
                throw new UsageException("The setting 'recoverable' of " + name + " is neither 'always' nor 'never'.");
        };
    }
}
