package com.smartonboarding.apikeys.cli.setting;

import com.smartonboarding.apikeys.failure.Next;
import com.smartonboarding.apikeys.files.FileGuard;
import com.smartonboarding.apikeys.service.doctor.Report;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Settings and variables that do nothing, or not what they seem to do. */
public final class UselessSettings {
    private static final String OURS = "APIKEYS_";
    private static final Set<String> VARIABLES =
            Set.of(Settings.DATABASE_VARIABLE, Settings.KEY_FILE_VARIABLE, Settings.CONFIGURATION_VARIABLE);

    private final Map<String, String> environment;
    private final Settings settings;

    public UselessSettings(Map<String, String> environment, Settings settings) {
        this.environment = environment;
        this.settings = settings;
    }

    /** Reports variables with a name that the tool does not know. */
    public void unknownVariables(Report report) {
        for (String name : new TreeSet<>(environment.keySet())) {
            if (name.startsWith(OURS) && !VARIABLES.contains(name) && name.matches("[A-Za-z0-9_]+")) {
                report.warning(
                        "The variable " + name + " has no effect. apikeys reads only " + Settings.DATABASE_VARIABLE
                                + ", " + Settings.KEY_FILE_VARIABLE + " and " + Settings.CONFIGURATION_VARIABLE + ".",
                        Next.UNSET_VARIABLE,
                        name);
            }
        }
    }

    /** Reports variables that lead away from the files that a configuration names. */
    public void variablesThatPointElsewhere(Report report) {
        ConfigurationFile user = user();
        ConfigurationFile system = system();
        compare(report, Settings.DATABASE_VARIABLE, ConfigurationFile.DATABASE, user, system);
        compare(report, Settings.KEY_FILE_VARIABLE, ConfigurationFile.KEY_FILE, user, system);
    }

    private void compare(Report report, String variable, String key, ConfigurationFile user, ConfigurationFile system) {
        String value = environment.get(variable);
        Path named = user.path(key) != null ? user.path(key) : system.path(key);
        if (value != null
                && named != null
                && !Path.of(value).toAbsolutePath().normalize().equals(named)) {
            report.warning(
                    "The variable " + variable + " names " + value + ", and the configuration names " + named
                            + ". The variable applies here. In a shell without the variable, the configuration applies.",
                    Next.UNSET_VARIABLE,
                    variable);
        }
    }

    /** Reports settings of the user that do not apply, because the system configuration is stricter. */
    public void overriddenSettings(Report report) {
        for (String sentence : settings.policy().overruled()) {
            String key = sentence.substring(0, sentence.indexOf(' '));
            report.notice(sentence, Next.REMOVE_SETTING, key, String.valueOf(userFile()));
        }
    }

    /** Whether the system configuration names this database, so that others use it through sudo. */
    public boolean isShared() {
        return settings.database().equals(system().path(ConfigurationFile.DATABASE));
    }

    private ConfigurationFile system() {
        return Settings.systemConfiguration(settings.guard().account());
    }

    private ConfigurationFile user() {
        Path file = userFile();
        FileGuard guard = settings.guard();
        return file == null || settings.invoker().elevated() || !guard.check(file)
                ? ConfigurationFile.none()
                : ConfigurationFile.read(file);
    }

    private @Nullable Path userFile() {
        String named = environment.get(Settings.CONFIGURATION_VARIABLE);
        return named != null ? Path.of(named).toAbsolutePath() : new Folders(environment).configurationFile();
    }
}
