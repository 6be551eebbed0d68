package com.smartonboarding.apikeys.cli.setting;

import com.smartonboarding.apikeys.failure.DeniedException;
import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.failure.Next;
import com.smartonboarding.apikeys.failure.NotFoundException;
import com.smartonboarding.apikeys.failure.NotInitializedException;
import com.smartonboarding.apikeys.failure.StorageException;
import com.smartonboarding.apikeys.failure.UsageException;
import com.smartonboarding.apikeys.files.FileGuard;
import com.smartonboarding.apikeys.files.IoErrorText;
import com.smartonboarding.apikeys.files.NamedPath;
import com.smartonboarding.apikeys.identity.Invoker;
import com.smartonboarding.apikeys.identity.OwnProcess;
import com.smartonboarding.apikeys.identity.ProcessIds;
import com.smartonboarding.apikeys.identity.SudoUid;
import com.smartonboarding.apikeys.service.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The invoking user and the places of the files. Precedence, highest first: option, environment, user configuration,
 * system configuration, default. Through sudo, only the system configuration counts.
 *
 * @param configurations the paths from which a configuration is read, if it exists
 * @param firstRunAllowed whether both files are at their default places, the only places where a first run creates
 *     them
 * @param patience how long to wait for the lock of the database; null if no configuration sets it
 * @param policy the rules for tokens, of which each is the stricter one of the two configurations
 * @param takesAccount whether the launcher takes the account that owns the files, so that nobody types sudo
 * @param operators the groups whose members may use a shared database
 */
public record Settings(
        Invoker invoker,
        FileGuard guard,
        Path database,
        Path keyFile,
        List<Path> configurations,
        boolean firstRunAllowed,
        @Nullable Duration patience,
        Policy policy,
        boolean takesAccount,
        List<String> operators) {

    public Settings {
        // The driver would read the rest after '?' as its own settings, however the path was given.
        if (database.toString().indexOf('?') >= 0) {
            throw new UsageException("The path of a database cannot contain '?', but " + database + " does.");
        }
    }

    public static final String DATABASE_VARIABLE = "APIKEYS_DATABASE";
    static final String KEY_FILE_VARIABLE = "APIKEYS_KEY_FILE";
    public static final String CONFIGURATION_VARIABLE = "APIKEYS_CONFIG";

    private static final Path SYSTEM_CONFIGURATION = Path.of("/etc/apikeys/apikeys.properties");

    /** The settings of a run with these two options; null means that the option is not given. */
    public static Settings resolve(
            @Nullable String databaseOption,
            @Nullable String keyFileOption,
            Map<String, String> environment,
            OwnProcess process) {
        ConfigurationFile system = systemConfiguration(process.ids().filesystem());
        Invoker invoker = Invoker.identify(process, environment, isShared(system, process.ids()));
        FileGuard guard = new FileGuard(process.ids().filesystem(), !invoker.elevated());
        if (invoker.elevated()) {
            refuseWhenElevated("--database", databaseOption);
            refuseWhenElevated("--key-file", keyFileOption);
            for (String name : new String[] {DATABASE_VARIABLE, KEY_FILE_VARIABLE, CONFIGURATION_VARIABLE}) {
                refuseWhenElevated(name, environment.get(name));
            }
            return elevated(system, invoker, guard);
        }
        Folders folders = new Folders(environment);
        ConfigurationFile user = userConfiguration(environment, folders, guard);
        Path database = first(
                named("--database", databaseOption),
                named(DATABASE_VARIABLE, environment.get(DATABASE_VARIABLE)),
                user.path(ConfigurationFile.DATABASE),
                system.path(ConfigurationFile.DATABASE));
        Path keyFile = first(
                named("--key-file", keyFileOption),
                named(KEY_FILE_VARIABLE, environment.get(KEY_FILE_VARIABLE)),
                user.path(ConfigurationFile.KEY_FILE),
                system.path(ConfigurationFile.KEY_FILE));
        Duration patience = user.duration(ConfigurationFile.WAIT);
        return new Settings(
                        invoker,
                        guard.withKeyFromRoot(keyFile != null && system.presents(keyFile)),
                        database == null ? folders.database(invoker.account()) : database,
                        keyFile == null ? folders.keyFile(invoker.account()) : keyFile,
                        configurations(environment, folders),
                        database == null && keyFile == null,
                        patience == null ? system.duration(ConfigurationFile.WAIT) : patience,
                        PolicyReader.read(system, user),
                        false,
                        operators(system))
                .requireOwn(system);
    }

    /**
     * The same files of a shared installation, for a process of a user who does not own them.
     *
     * @param process this process, of that user
     */
    public static OwnFiles filesOfSystem(OwnProcess process, Map<String, String> environment) {
        ConfigurationFile system = systemConfiguration(process.ids().filesystem());
        Path database = system.path(ConfigurationFile.DATABASE);
        Path keyFile = system.path(ConfigurationFile.KEY_FILE);
        if (database == null || keyFile == null) {
            throw new NotInitializedException(SYSTEM_CONFIGURATION + " does not name both database and key-file.");
        }
        return new OwnFiles(database, keyFile, configurations(environment, new Folders(environment)));
    }

    /** The files that nothing else may overwrite. */
    public OwnFiles ownFiles() {
        return new OwnFiles(database, keyFile, configurations);
    }

    private static Settings elevated(ConfigurationFile system, Invoker invoker, FileGuard guard) {
        Path database = system.path(ConfigurationFile.DATABASE);
        Path keyFile = system.path(ConfigurationFile.KEY_FILE);
        if (database == null || keyFile == null) {
            throw new NotInitializedException("Through sudo, apikeys uses only the files that " + SYSTEM_CONFIGURATION
                            + " names, and it does not name both database and key-file.")
                    .advising(
                            system.text(ConfigurationFile.ACCOUNT) == null
                                    ? "Set both there, or run without sudo."
                                    : "As root, set both there.");
        }
        return new Settings(
                invoker,
                guard.withKeyFromRoot(system.presents(keyFile)),
                database,
                keyFile,
                List.of(SYSTEM_CONFIGURATION),
                false,
                system.duration(ConfigurationFile.WAIT),
                PolicyReader.read(system, ConfigurationFile.none()),
                system.text(ConfigurationFile.ACCOUNT) != null,
                operators(system));
    }

    private static List<String> operators(ConfigurationFile system) {
        String named = system.text(ConfigurationFile.OPERATORS);
        return named == null
                ? List.of("apikeys-operators")
                : List.of(named.strip().split("\\s+"));
    }

    private static void refuseWhenElevated(String name, @Nullable String value) {
        if (value != null) {
            throw new DeniedException(name + " is not allowed through sudo, because files would be read with the"
                    + " rights of another account. Through sudo, paths come only from " + SYSTEM_CONFIGURATION + ".");
        }
    }

    /**
     * Refuses to use another account's system database without sudo, and points to sudo. The guard would give wrong
     * advice: to take the file over.
     */
    private Settings requireOwn(ConfigurationFile system) {
        if (!database.equals(system.path(ConfigurationFile.DATABASE))) {
            return this;
        }
        Path place = placeOf(database);
        if (place != null && owner(place) != guard.account()) {
            String account = nameOfOwner(place);
            Failure refusal = new DeniedException(
                    "The token database of this machine, " + database + ", belongs to the account " + account + ".");
            throw system.text(ConfigurationFile.ACCOUNT) == null
                    ? refusal.advising(Next.USE_SUDO, account)
                    : refusal.advising("If you may use it, apikeys takes this account by itself, unless an option or a"
                            + " variable names files.");
        }
        return this;
    }

    /** Whether this text is no path, or the path of a file that the tool keeps, or of a folder above one. */
    public boolean isForTool(String text) {
        if (!text.startsWith("/")) {
            return true;
        }
        Path path = Path.of(text);
        return Stream.of(database, keyFile)
                .anyMatch(own -> own.startsWith(path) || path.startsWith(own.resolveSibling("")));
    }

    /** Whether this process runs as the account that owns the system's database, which operators use through sudo. */
    private static boolean isShared(ConfigurationFile system, ProcessIds ids) {
        Path database = system.path(ConfigurationFile.DATABASE);
        Path place = database == null ? null : placeOf(database);
        return place != null && owner(place) == ids.filesystem();
    }

    /**
     * The file, or the nearest folder above it that exists and is accessible: a missing file has no owner yet, and an
     * inaccessible one counts as its folder's.
     */
    private static @Nullable Path placeOf(Path file) {
        for (Path place = file; place != null; place = place.getParent()) {
            if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
                return place;
            }
        }
        return null;
    }

    private static long owner(Path place) {
        try {
            return Integer.toUnsignedLong((Integer) Files.getAttribute(place, "unix:uid", LinkOption.NOFOLLOW_LINKS));
        } catch (IOException e) {
            throw new StorageException("The owner of " + place + " is unknown (" + IoErrorText.of(e) + ").", e);
        }
    }

    /** The login name of the owner as sudo takes it, or the number where the owner has none. */
    private static String nameOfOwner(Path place) {
        try {
            String name = Files.getOwner(place, LinkOption.NOFOLLOW_LINKS).getName();
            return SudoUid.parse(name).isPresent() ? "'#" + name + "'" : name;
        } catch (IOException e) {
            return "'#" + owner(place) + "'";
        }
    }

    static ConfigurationFile systemConfiguration(long account) {
        boolean exists = new FileGuard(account, false).checkSystemFile(SYSTEM_CONFIGURATION);
        if (!exists) {
            return ConfigurationFile.none();
        }
        ConfigurationFile system = ConfigurationFile.read(SYSTEM_CONFIGURATION);
        system.path(ConfigurationFile.JAVA); // refuses an invalid value, and so do the next two
        system.names(ConfigurationFile.ACCOUNT);
        system.names(ConfigurationFile.OPERATORS);
        return system;
    }

    private static ConfigurationFile userConfiguration(
            Map<String, String> environment, Folders folders, FileGuard guard) {
        Path named = named(CONFIGURATION_VARIABLE, environment.get(CONFIGURATION_VARIABLE));
        Path file = named != null ? named : folders.configurationFile();
        if (file != null && guard.check(file)) {
            ConfigurationFile user = ConfigurationFile.read(file);
            user.path(ConfigurationFile.JAVA); // refuses an invalid value
            for (String key : ConfigurationFile.OF_THE_SYSTEM) {
                if (user.text(key) != null) {
                    String instead = key.equals(ConfigurationFile.JAVA) ? ", or name your Java with JAVA_HOME." : ".";
                    throw new UsageException("The setting '" + key + "' of " + file
                                    + " has no effect in a user configuration. Set it in " + SYSTEM_CONFIGURATION
                                    + instead)
                            .advising(Next.REMOVE_SETTING, key, file);
                }
            }
            return user;
        }
        if (named != null) {
            throw new NotFoundException(
                            CONFIGURATION_VARIABLE + " names the configuration " + file + ", which does not exist.")
                    .advising(Next.UNSET_VARIABLE, CONFIGURATION_VARIABLE);
        }
        return ConfigurationFile.none();
    }

    private static List<Path> configurations(Map<String, String> environment, Folders folders) {
        Path named = named(CONFIGURATION_VARIABLE, environment.get(CONFIGURATION_VARIABLE));
        List<Path> all = new ArrayList<>(List.of(SYSTEM_CONFIGURATION));
        if (named != null) {
            all.add(named);
        }
        if (folders.configurationFile() != null) {
            all.add(folders.configurationFile());
        }
        return all;
    }

    private static @Nullable Path named(String source, @Nullable String value) {
        return value == null ? null : NamedPath.absolute(source, value);
    }

    private static @Nullable Path first(@Nullable Path... candidates) {
        for (Path candidate : candidates) {
            if (candidate != null) {
                return candidate;
            }
        }
        return null;
    }
}
